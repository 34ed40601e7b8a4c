/** A believable city of any size for demonstrations and measurements; see README.md of this folder. */
import { loadVisits } from '#identity';
import { systemActor } from '#platform/actor';
import { audit, loadAudit } from '#platform/audit';
import { shanghaiDate } from '#platform/clock';
import { loadKeys } from '#platform/crypto';
import { inTransaction, type Loader, openLoader } from '#platform/db';
import type { House } from '#platform/house';
import { loadSealed, sealPending } from '#platform/ledger';
import { castOf, crowdOf, mustBeDemonstration } from './cast.ts';
import { daysOf, part, skewed } from './city-plan.ts';
import { analyse, leasedSerials, loadCases, putSerials, type Serials, takenSlips } from './load.sql.ts';
import { oneCase, type Seeded, type Studio } from './one-case.ts';
import { quickCalendar, quickRead } from './quick.ts';

export { mustBeDemonstration, seeds } from './cast.ts';

/** How many cases, and of which seed: the same seed gives the same city. */
export type SeedOptions = { cases: number; seed: number; onProgress?: (done: number) => void };

/** What a seed came to. */
export type SeedReport = {
  cases: number;
  people: number;
  organisations: number;
  deeds: number;
  byState: Record<string, number>;
  seconds: number;
};

const batch = 1_000;

/**
 * Fills a demonstration with cases: whole ones, each batch in one transaction with its seal, so that a seed that is cut off
 * leaves nothing half. @throws Problem `cases.no-demo`, `cases.seeded`.
 */
export async function seedCases(house: House, directUrl: string, options: SeedOptions): Promise<SeedReport> {
  await mustBeDemonstration(house);
  const began = performance.now();
  const loader = await openLoader(directUrl);
  try {
    const cast = await castOf(house);
    await inTransaction(house.db, (tx) =>
      audit(tx, systemActor('seed'), house.clock.now(), { word: 'CASES_SEED', details: { seed: options.seed, cases: options.cases } }),
    );
    const crowd = await crowdOf(house, cast, options, loader);
    const plan = part(options.seed, 'plan');
    const { next, changed } = serials(await leasedSerials(house.db));
    const slips = new Set<string>();
    const taken = new Set(await takenSlips(house.db));
    const calendar = quickCalendar(house.calendar);
    const studio: Studio = {
      seed: options.seed,
      cases: options.cases,
      house,
      read: quickRead(house.db),
      calendar,
      cast,
      crowd,
      pickDay: daysOf(calendar, shanghaiDate(house.clock.now())).pick,
      pickForPeople: skewed(plan, cast.forPeople.length),
      pickForOrganisations: skewed(plan, cast.forOrganisations.length),
      serial: next,
      takeSlip: (code) => {
        if (slips.has(code) || (taken.size > 0 && taken.has(house.keys.lookupHash('cases.slip', code).toString('hex')))) return false;
        slips.add(code);
        return true;
      },
      patterns: new Map(),
      held: new Map(),
    };
    const report: SeedReport = {
      cases: 0,
      people: crowd.people.length,
      organisations: crowd.organisations.length,
      deeds: 0,
      byState: {},
      seconds: 0,
    };
    let storing: Promise<void> = Promise.resolve();
    for (let begin = 0; begin < options.cases; begin += batch) {
      const made: Seeded[] = [];
      for (let n = begin; n < Math.min(begin + batch, options.cases); n++) made.push(await oneCase(studio, n));
      // The next batch is thought out while this one is being stored.
      await storing;
      const rows = changed();
      storing = store(loader, house, made, rows, report).then(() => options.onProgress?.(report.cases));
      storing.catch(() => undefined);
    }
    await storing;
    await loader.inTransaction((load) => analyse(load));
    await sealPending(house);
    report.seconds = (performance.now() - began) / 1000;
    return report;
  } finally {
    await loader.close();
  }
}

async function store(loader: Loader, house: House, made: readonly Seeded[], serialRows: Serials[], report: SeedReport): Promise<void> {
  await loader.inTransaction(async (load) => {
    await loadVisits(
      load,
      made.flatMap((m) => (m.visit === null ? [] : [m.visit])),
    );
    await loadKeys(
      load,
      made.map((m) => m.key),
    );
    await loadCases(
      load,
      made.map((m) => m.life.whole),
    );
    await loadAudit(
      load,
      made.flatMap((m) => m.life.audits),
    );
    await loadSealed(
      load,
      house,
      made.flatMap((m) => m.life.links),
    );
    await putSerials(load, serialRows);
  });
  report.cases += made.length;
  for (const { life } of made) {
    report.deeds += life.whole.actions.length;
    report.byState[life.state] = (report.byState[life.state] ?? 0) + 1;
  }
}

/** Serials from where they are leased on; `changed` answers which rows moved since it was last asked. */
function serials(leased: readonly Serials[]): { next: Studio['serial']; changed: () => Serials[] } {
  const rows = new Map(leased.map((s) => [`${s.region}|${s.day}|${s.door}`, { ...s }]));
  const moved = new Set<Serials>();
  return {
    next: (region, day, door) => {
      const key = `${region}|${day}|${door}`;
      let row = rows.get(key);
      if (row === undefined) rows.set(key, (row = { region, day, door, next: 1 }));
      moved.add(row);
      return row.next++;
    },
    changed: () => {
      const list = [...moved].map((row) => ({ ...row }));
      moved.clear();
      return list;
    },
  };
}
