/** The n-th case of a seed: who comes for what, when, through which door, and the life it has. Everything follows from seed and n. */
import type { PastVisit } from '#identity';
import { type Actor, anonymous } from '#platform/actor';
import type { LivingCalendar } from '#platform/calendar';
import { addDays, type Day, shanghaiDate } from '#platform/clock';
import type { NewKeyRow } from '#platform/crypto';
import type { Read } from '#platform/db';
import type { House } from '#platform/house';
import { composeCaseNumber } from '#platform/identifiers';
import type { Draw } from '#platform/ids';
import { competentOffices } from '../intake/competent-offices.ts';
import type { GivenMaterial } from '../intake/reuse.ts';
import { doorDigits } from '../intake/serials.ts';
import type { Prepared } from '../intake/submit-draft.ts';
import type { ItemVersion } from '../outside/items.ts';
import { makeSlipCode } from '../papers/codes.ts';
import type { Cast, Crowd, Dweller, Enterprise } from './cast.ts';
import { fateOf, part } from './city-plan.ts';
import { Life } from './life.ts';
import { OfficeHours } from './office-hours.ts';
import { type Pattern, patternOf } from './prepare.ts';
import { walk } from './walk.ts';

/** A case of the seed with everything that is stored beside it. */
export type Seeded = { life: Life; key: NewKeyRow; visit: PastVisit | null };

/** What was verified for somebody in an earlier case. */
type Held = { kind: string; caseId: string; number: string; seq: number; at: Date };

/** What all cases of a seed share. */
export type Studio = {
  seed: number;
  cases: number;
  house: Pick<House, 'db' | 'keys' | 'calendar' | 'clock'>;
  read: Read;
  calendar: LivingCalendar;
  cast: Cast;
  crowd: Crowd;
  pickDay: (d: Draw) => Day;
  pickForPeople: (d: Draw) => number;
  pickForOrganisations: (d: Draw) => number;
  /** The next serial of a row of numbers. */
  serial(region: string, day: Day, door: number): number;
  /** Takes a slip code if nobody has it. */
  takeSlip(code: string): boolean;
  patterns: Map<string, Promise<Pattern | null>>;
  held: Map<string, Held[]>;
};

/** Cases of the enterprise with hundreds: as many as a known one had elsewhere, fewer in a small city. */
export const largeShare = (cases: number): number => Math.min(872, Math.floor(cases / 20));

/** Makes the n-th case. */
export async function oneCase(s: Studio, n: number): Promise<Seeded> {
  const draw = part(s.seed, n);
  const fate = fateOf(draw, n);
  const hours = new OfficeHours(draw, s.calendar);
  const stride = Math.max(1, Math.floor(s.cases / Math.max(1, largeShare(s.cases))));
  const isLarge = s.crowd.large !== null && n % stride === 1 % stride && Math.floor(n / stride) < largeShare(s.cases);
  for (let attempt = 0; ; attempt++) {
    const forOrganisation = isLarge || draw.chance(0.2);
    const version = forOrganisation
      ? (s.cast.forOrganisations[
          n < 400 && attempt === 0 ? n % s.cast.forOrganisations.length : s.pickForOrganisations(draw)
        ] as ItemVersion)
      : (s.cast.forPeople[n < 400 && attempt === 0 ? n % s.cast.forPeople.length : s.pickForPeople(draw)] as ItemVersion);
    const enterprise = forOrganisation ? (isLarge ? s.crowd.large : drawEnterprise(s, draw)) : null;
    const applicant: Dweller = enterprise ?? draw.of(s.crowd.people);
    const made = await begin(s, n, draw, hours, fate.recent, version, applicant, enterprise);
    if (made === null) {
      if (attempt > 60) throw new Error(`no case could be made of ${s.seed}:${n}`);
      continue;
    }
    const { life, prepared } = made;
    const held = s.held.get(applicant.id) ?? [];
    await walk(
      life,
      {
        draw,
        hours,
        now: s.house.clock.now(),
        people: { at: s.cast.at, managers: s.cast.managers, partner: s.cast.partner, applicant: citizenOf(applicant, enterprise) },
        fate,
        application: prepared.looked.application,
        calendar: s.calendar,
        offices: () => competentOffices(s.read, prepared.version, life.whole.case),
        makeId: (at) => draw.id(at),
      },
      life.whole.case.receivedAt,
    );
    for (const m of life.whole.materials)
      if (m.checkedAt !== null && held.length < 4 && !held.some((h) => h.kind === m.materialKind))
        held.push({ kind: m.materialKind, caseId: m.caseId, number: life.whole.number, seq: m.checkedSeq ?? 1, at: m.checkedAt });
    if (held.length > 0) s.held.set(applicant.id, held);
    return { life, key: made.key, visit: made.visit };
  }
}

/** A few have hundreds, most have some. */
const drawEnterprise = (s: Studio, draw: Draw): Enterprise => {
  const { organisations } = s.crowd;
  const few = Math.max(1, Math.min(40, Math.floor(organisations.length / 100)));
  return draw.chance(0.03) ? (organisations[draw.below(few)] as Enterprise) : draw.of(organisations);
};

const citizenOf = (applicant: Dweller, enterprise: Enterprise | null): Actor => ({
  ...anonymous('zh', 'portal'),
  kind: 'citizen',
  personId: enterprise?.representative.id ?? applicant.id,
  forPartyId: enterprise?.id ?? null,
  capacity: enterprise === null ? 'self' : 'legalRepresentative',
  name: enterprise?.representative.name ?? applicant.name,
});

/** A day the item can be applied for: any of three years, of the last days, or of its season. */
function dayFor(s: Studio, draw: Draw, version: ItemVersion, recent: boolean): Day | null {
  const today = shanghaiDate(s.house.clock.now());
  const periods = version.content.season?.periods;
  if (periods !== undefined) {
    const begun = periods.filter((p) => p.from < today);
    if (begun.length === 0 || recent) return null;
    const period = draw.of(begun);
    const last = period.to < today ? period.to : addDays(today, -1);
    const day = addDays(period.from, draw.below(20));
    return day > last ? last : day;
  }
  return recent ? s.calendar.addWorkdays(today, -1 - draw.below(6)).due : s.pickDay(draw);
}

async function begin(
  s: Studio,
  n: number,
  draw: Draw,
  hours: OfficeHours,
  recent: boolean,
  version: ItemVersion,
  applicant: Dweller,
  enterprise: Enterprise | null,
): Promise<{ life: Life; prepared: Prepared; key: NewKeyRow; visit: PastVisit | null } | null> {
  const day = dayFor(s, draw, version, recent);
  if (day === null) return null;
  const clerks = s.cast.clerksFor(applicant.village);
  const online = draw.chance(0.45);
  const portal = citizenOf(applicant, enterprise);
  const known = s.held.get(applicant.id) ?? [];
  const pattern = async (actor: Actor): Promise<Pattern | null> => {
    const where = actor.kind === 'staff' ? (actor.post?.pointId ?? '') : 'portal';
    // One pattern per item, town and place; it is filled in as of today and its days are moved. In a season the day itself counts.
    const seasonal = version.content.season !== undefined;
    const key = `${version.handlingKey} ${applicant.village.parent ?? ''} ${where} ${seasonal ? day : ''}`;
    let found = s.patterns.get(key);
    if (found === undefined) {
      const filledOn = seasonal ? day : shanghaiDate(s.house.clock.now());
      found = patternOf(s.read, version, { home: applicant.village.code, day: filledOn, actor });
      s.patterns.set(key, found);
    }
    return found;
  };
  let actor: Actor = portal;
  let p = online ? await pattern(portal) : null;
  const earlier = (at: Date): Held[] => known.filter((h) => h.at < at);
  if (p !== null) {
    const covered = p.wanted.every((w) => known.some((h) => h.kind === w.kind));
    // Without papers of an earlier case most people go to a window; some apply first and bring them when told.
    if (!covered && !draw.chance(0.2)) p = null;
  }
  if (p === null) {
    actor = clerks[draw.chance(0.7) ? 0 : draw.below(Math.max(1, clerks.length))] ?? portal;
    p = await pattern(actor);
    if (p === null) {
      actor = portal;
      p = await pattern(portal);
    }
    if (p === null) return null;
  }
  const atWindow = actor.kind === 'staff';
  const at = atWindow ? hours.onDay(s.calendar.isWorkday(day) ? day : s.calendar.addWorkdays(day, -1).due) : hours.atHome(day);
  if (at >= s.house.clock.now()) return null;
  const began = new Date(at.getTime() - 15 * 60_000);
  const caseId = draw.id(at);
  const draftId = draw.id(began);
  const visitId = atWindow ? draw.id(began) : null;
  const present = enterprise?.representative ?? applicant;
  const materials: GivenMaterial[] = atWindow
    ? p.wanted.map((w) => ({
        id: draw.id(at),
        materialId: w.id,
        materialKind: w.kind,
        route: 'seen',
        fileId: null,
        trust: 'B',
        source: null,
        addedAt: at,
        addedBy: actor.personId,
        addedDoor: actor.door,
      }))
    : p.wanted.flatMap((w): GivenMaterial[] => {
        const from = earlier(at).find((h) => h.kind === w.kind);
        return from === undefined
          ? []
          : [
              {
                id: draw.id(at),
                materialId: w.id,
                materialKind: w.kind,
                route: 'earlierCase',
                fileId: null,
                trust: 'B',
                source: { caseId: from.caseId, caseNumber: from.number, seq: from.seq },
                addedAt: at,
                addedBy: null,
                addedDoor: 'system',
              },
            ];
      });
  const missing = p.wanted.length - materials.length;
  const { home, values } = { home: p.received.homeRegion, values: { ...p.looked.application.values } };
  for (const field of p.own) {
    const value = field.id in values ? present[field.of] : null;
    if (value !== null && typeof value === 'string')
      values[field.id] = field.of === 'number' && enterprise !== null ? enterprise.number : value;
  }
  for (const id of p.homed) values[id] = applicant.village.code;
  for (const { id, from } of p.dated) values[id] = addDays(day, from);
  const application = { ...p.looked.application, values };
  const number = composeCaseNumber({
    homeRegion: home,
    day: shanghaiDate(at),
    door: String(doorDigits[actor.door]),
    serial: s.serial(home, shanghaiDate(at), doorDigits[actor.door]),
  });
  const agent =
    enterprise === null
      ? []
      : [
          {
            draftId,
            n: 2,
            role: 'agent' as const,
            partyId: present.id,
            name: present.name,
            relation: atWindow ? 'represented' : 'legalRepresentative',
            basis: atWindow ? { how: 'paper', visitId } : { how: 'legalRepresentative' },
          },
        ];
  const prepared: Prepared = {
    draft: {
      id: draftId,
      itemKey: version.itemKey,
      handlingKey: version.handlingKey,
      itemName: version.content.item.name.zh,
      versionId: version.id,
      regionCode: version.content.overlay.region,
      authorId: present.id,
      applicantId: applicant.id,
      applicantName: applicant.name,
      begunDoor: actor.door,
      begunByStaff: atWindow ? actor.personId : null,
      begunVisit: visitId,
      contentSealed: Buffer.alloc(0),
      filled: Object.keys(values).length,
      atStep: null,
      rev: 2,
      begunAt: began,
      savedAt: at,
      ended: null,
      caseId: null,
    },
    version,
    sealed: { content: {}, facts: {}, known: [] } as never,
    looked: { ...p.looked, application },
    competence: p.competence,
    received: p.received,
    parties: [{ draftId, n: 1, role: 'applicant', partyId: applicant.id, name: applicant.name, relation: null, basis: null }, ...agent],
    materials: materials.map((m) => ({ ...m, draftId })),
    missing: { count: missing, promisable: 0 },
    reused: [],
    number,
  };
  const { key, row } = await s.house.keys.looseKey(began, { kind: 'case', id: caseId });
  let slipVersion = 1 + draw.below(2 ** 31 - 2);
  while (!s.takeSlip(makeSlipCode(s.house.keys, caseId, slipVersion))) slipVersion++;
  const clerk = actor.kind === 'staff' ? { ...actor, visitId } : actor;
  const life = await Life.begin(
    { read: s.read, house: { calendar: s.calendar, keys: s.house.keys }, makeId: (when) => draw.id(when) },
    key,
    prepared,
    {
      actor: clerk,
      at,
      caseId,
      slipVersion,
      visitId,
      confirmation: atWindow ? { how: 'onScreen' } : null,
    },
  );
  const post = actor.post;
  const visit: PastVisit | null =
    visitId === null || post?.windowId == null || post.pointId === null
      ? null
      : {
          id: visitId,
          windowId: post.windowId,
          pointId: post.pointId,
          postId: post.id,
          clerkId: actor.personId ?? '',
          partyId: present.id,
          forPartyId: enterprise?.id ?? null,
          openedAt: began,
          closedAt: new Date(at.getTime() + 120_000),
        };
  return { life, prepared, key: row, visit };
}
