/** Walks of a case with dates over every regime of the demonstration: the table, the clocks and the calendar together, without a database. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Day, pausedDays } from '#platform/calendar';
import { addDays, shanghaiDate, shanghaiInstant } from '#platform/clock';
import { plant } from '../../../../tools/plant.ts';
import type { CaseDates } from '../clocks/dates.ts';
import { moments, nextLook } from '../clocks/next-look.ts';
import { after, transition } from './case.ts';
import { type CaseFacts, type CaseState, restingStates, type StepKind } from './facts.ts';
import { clocksOf } from './facts-of-case.ts';
import type { Regime } from './regime.ts';
import type { Deed, Verb } from './verbs.ts';
import { begin, calendar, deeds, does, promised, regimes, seen, sweep, type Walk } from './walk.fixtures.ts';

/** What the office can do to bring a case to its end; ending it without a decision (withdraw, terminate) is no such way. */
const working: readonly Verb[] = [
  'decide',
  'proposeDecision',
  'recordDelivery',
  'completeStep',
  'resume',
  'accept',
  'assignOffice',
  'refuseAcceptance',
  'takeUpUnanswered',
  'issueCorrection',
];
const keyOf = (f: CaseFacts): string =>
  [
    f.state,
    f.steps.map((s) => `${s.kind}.${s.key}`).sort(),
    f.clocks.notice,
    f.clocks.answer,
    f.rounds,
    f.position,
    f.acceptedBy,
    f.proposal?.outcome,
    f.proposal?.by,
    f.missing.count,
    f.competenceKnown,
    Object.values(f.passed),
  ].join('|');
const exits = new Map<string, boolean>();
/** Whether two officers who had nothing to do with it so far can bring it to an end, whatever the applicant does or leaves undone. */
function hasExit(r: Regime, start: CaseFacts): boolean {
  const path = new Set<string>();
  const search = (f: CaseFacts): boolean => {
    if (restingStates.includes(f.state)) return true;
    const key = `${r.key}|${keyOf(f)}`;
    const known = exits.get(key);
    if (known !== undefined) return known;
    if (path.has(key)) return false;
    path.add(key);
    const found = ways(f).some(search);
    if (found) exits.set(key, true);
    return found;
  };
  const ways = (f: CaseFacts): CaseFacts[] => {
    const list: CaseFacts[] = [];
    for (const deed of deeds(f, ['d', 'e'], working)) {
      const result = transition(f, deed, r);
      if ('move' in result)
        list.push(
          after(
            f,
            result.move,
            result.move.open.map((_, i) => `x${path.size}-${i}`),
          ),
        );
    }
    // The notice reaches its reader, and days go by: neither is a deed of anybody.
    if (f.state === 'correcting' && !f.clocks.answer) list.push({ ...f, clocks: { ...f.clocks, answer: true } });
    if (f.state === 'correcting' && f.clocks.answer && !f.passed.answer) list.push({ ...f, passed: { ...f.passed, answer: true } });
    return list;
  };
  const found = search(start);
  if (!found) exits.set(`${r.key}|${keyOf(start)}`, false);
  return found;
}

/** The deeds that are done at a step: what they close is this step, not the whole case. */
const doneAt: Readonly<Record<StepKind, readonly Verb[]>> = {
  intake: ['accept'],
  assign: ['assignOffice'],
  correction: ['answerCorrection'],
  unanswered: ['takeUpUnanswered'],
  escalation: ['completeStep'],
  review: ['completeStep'],
  query: ['completeStep'],
  supplement: ['answerSupplement'],
  promised: ['handInPromised'],
  extension: ['declineExtension'],
  special: ['resume'],
  decision: ['decide', 'proposeDecision'],
  second: ['decide'],
  delivery: ['recordDelivery'],
  recheck: ['recheck'],
};
/** Every step that is open can be done by somebody, at once or when a special procedure has ended. */
function deadSteps(r: Regime, f: CaseFacts): string[] {
  const resumed = f.state === 'paused' ? transition(f, { verb: 'resume', by: 'staff', actor: 'd' }, r) : null;
  const all = [f, ...(resumed !== null && 'move' in resumed ? [after(f, resumed.move, [])] : [])];
  const closes = ({ id, kind }: CaseFacts['steps'][number]): boolean =>
    all.some((at) => {
      // What was asked for has come.
      const given = { ...at, missing: { count: 0, promisable: 0 } };
      for (const deed of deeds(given, ['d', 'applicant'], doneAt[kind])) {
        const result = transition(given, deed, r);
        if ('move' in result && result.move.close.some((s) => s.id === id)) return true;
      }
      return false;
    });
  return f.steps.filter((s) => !closes(s)).map((s) => s.kind);
}

/** Which dates may stand in which state; the review's own stay as a record and are asked for separately. */
const dated: Readonly<Record<CaseState, readonly (keyof CaseDates)[]>> = {
  received: ['noticeDue', 'renewalDue'],
  correcting: ['answerDue', 'serviceDue', 'renewalDue'],
  accepted: ['promisedDue', 'renewalDue'],
  paused: ['promisedDue', 'pauseDue', 'standsSince', 'renewalDue'],
  decided: ['deliveryDue'],
  closed: [],
  notAccepted: [],
  withdrawn: [],
  terminated: [],
};
const dateKeys = ['noticeDue', 'answerDue', 'serviceDue', 'promisedDue', 'deliveryDue', 'pauseDue', 'standsSince', 'renewalDue'] as const;

/** The day a limit ends, counted one day after the other; days a pause covers whole are no days. */
function counted(w: Walk, days: number): Day {
  const still = w.pauses.flatMap((p) => {
    const whole = p.endedAt === null ? null : pausedDays(p.beganAt, p.endedAt);
    return whole === null ? [] : [whole];
  });
  const counts = (day: Day): boolean => calendar.isWorkday(day) && !still.some((p) => p.from <= day && day <= p.to);
  let day = w.from as Day;
  for (let left = days; left > 0; ) {
    day = addDays(day, 1);
    if (counts(day)) left--;
  }
  return day;
}

/** What must hold of a case on any day. */
function holds(w: Walk): void {
  const { r, d, now } = w;
  const f = seen(w);
  const today = shanghaiDate(now);
  const at = `${r.key} ${f.state} [${f.steps.map((s) => s.kind).join(' ')}] ${today}`;
  // No clock runs while it must not.
  for (const key of dateKeys) if (!dated[f.state].includes(key)) expect(d[key], `${key} in ${at}`).toBeNull();
  expect(clocksOf({ ...d, state: f.state }), at).toEqual(f.clocks);
  const awaited = moments(f.state, d, r).map((m) => m.moment);
  if (f.state === 'paused') expect(awaited, at).not.toContain('review');
  if (restingStates.includes(f.state)) expect(awaited, at).toEqual([]);
  if (f.state === 'correcting')
    expect(
      awaited.filter((m) => m !== 'renewal'),
      `${at}: one of the two, not both`,
    ).toHaveLength(d.answerDue === null && d.serviceDue === null ? 0 : 1);
  if (f.state === 'accepted' && r.review.unit !== 'naturalDay') {
    const longer = (r.extension?.days ?? 0) * f.extensions;
    expect(d.dueStatutory, `${at}: counted by hand`).toBe(counted(w, r.review.days + longer));
    expect(d.duePromised, `${at}: counted by hand`).toBe(counted(w, promised + longer));
  }
  // A clock that runs is looked at when it ends, unless a person already has it.
  const look = nextLook(f.state, f.steps, d, r, calendar, today, false);
  const taken = f.steps.some((s) => s.kind === 'escalation' || s.kind === 'unanswered');
  if (awaited.length === 0) expect(look, at).toBeNull();
  else if (!taken) expect(look, at).not.toBeNull();
  // No state without an exit.
  if (restingStates.includes(f.state)) {
    if (f.state !== 'withdrawn')
      expect(
        does(w, { verb: 'supersedeDecision', by: 'staff', actor: 'd', reason: true, ground: 'court', leaves: 'reopened' }),
        at,
      ).not.toBeNull();
    return;
  }
  expect(hasExit(r, f), `two officers can bring it to an end: ${at}`).toBe(true);
  expect(deadSteps(r, f), `steps nobody can close: ${at}`).toEqual([]);
  if (f.state !== 'decided')
    expect(does(w, { verb: 'withdraw', by: 'applicant', actor: 'p' }), `${at}: it may be withdrawn`).not.toBeNull();
}

const reached = new Map<string, Set<string>>();
const turn = fc.record({
  kind: fc.constantFrom('deed', 'deed', 'deed', 'deed', 'wait', 'serve'),
  pick: fc.nat(),
  days: fc.constantFrom(1, 2, 4, 9, 30),
  missing: fc.nat(2),
});

test('I8 over every regime no state is without an exit and no clock runs while it must not', { timeout: 60_000 }, () => {
  const runs = process.env['TONGBAN_FULL'] === '1' ? 3000 : 250;
  let done = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...regimes),
      fc.boolean(),
      fc.nat(700),
      fc.array(turn, { minLength: 8, maxLength: 40 }),
      (r, known, day, turns) => {
        let w = begin(r, known, shanghaiInstant(addDays('2024-12-20', day), '10:00'));
        holds(w);
        for (const one of turns) {
          if (w.f.state === 'received')
            w = { ...w, f: { ...w.f, missing: { count: one.missing, promisable: one.pick % 2 === 0 ? one.missing : 0 } } };
          if (one.kind === 'wait') {
            w = { ...w, now: shanghaiInstant(addDays(shanghaiDate(w.now), one.days), '10:00') };
            holds(w);
            w = sweep(w);
          } else if (one.kind === 'serve') {
            const ground = w.f.state === 'correcting' ? 'correction' : 'grant';
            w = does(w, { verb: 'recordService', by: 'system', actor: null, ground, delivers: one.pick % 2 === 0 }) ?? w;
          } else {
            const kinds = r.pauses.map((p) => p.kind);
            const open = [...deeds(w.f, ['a', 'b', 'c', 'applicant'])].flatMap((deed) => {
              const made = does(w, { ...deed, ...(kinds.length === 0 ? {} : { pauseKind: kinds[one.pick % kinds.length] as string }) });
              // What ends a case at once would end most walks; it is drawn seldom.
              const ends = made !== null && ['withdrawn', 'terminated', 'notAccepted'].includes(made.f.state);
              return made === null || (ends && one.pick % 9 !== 0) ? [] : [{ verb: deed.verb, made }];
            });
            const verbsOpen = [...new Set(open.map((o) => o.verb))];
            const verb = verbsOpen[one.pick % Math.max(1, verbsOpen.length)];
            const same = open.filter((o) => o.verb === verb);
            const next = same[one.days % Math.max(1, same.length)];
            if (next === undefined) continue;
            w = next.made;
            done++;
          }
          const states = reached.get(r.key) ?? new Set<string>();
          reached.set(r.key, states.add(w.f.state));
          holds(w);
        }
      },
    ),
    { numRuns: runs },
  );
  const all = new Set([...reached.values()].flatMap((s) => [...s]));
  console.log(
    `lifecycle with dates: ${runs} walks over ${regimes.length} regimes, ${done} deeds, ${exits.size} situations with an exit, ${all.size} states`,
  );
  expect([...reached.keys()].sort()).toEqual(regimes.map((r) => r.key).sort());
  expect([...all].sort()).toEqual([
    'accepted',
    'closed',
    'correcting',
    'decided',
    'notAccepted',
    'paused',
    'received',
    'terminated',
    'withdrawn',
  ]);
  expect([...exits.values()].every(Boolean)).toBe(true);
});

test('I8 plant: a date left standing, a clock that runs on, a last day counted wrong, a step nobody can close, a state without an exit', async () => {
  const r = regimes.find((one) => one.key === 'permit') as Regime;
  const day = (n: number): Date => shanghaiInstant(addDays('2026-11-25', n), '10:00');
  const doing = (w: Walk, deed: Omit<Deed, 'by' | 'actor'>): Walk => does(w, { by: 'staff', actor: 'a', reason: true, ...deed }) as Walk;
  const received = begin(r, true, day(0));
  const accepted = doing(received, { verb: 'accept' });
  const paused = doing(accepted, { verb: 'pause', pauseKind: r.pauses[0]?.kind ?? '' });
  for (const sound of [received, accepted, paused]) holds(sound);
  const broken: Record<string, Walk> = {
    'the limit for the notice still stands after acceptance': { ...accepted, d: { ...accepted.d, noticeDue: received.d.noticeDue } },
    'the review runs on in a pause': { ...paused, f: { ...paused.f, clocks: { ...paused.f.clocks, review: 'runs' } } },
    'the last day is one day late': { ...accepted, d: { ...accepted.d, dueStatutory: addDays(accepted.d.dueStatutory as Day, 1) } },
    'the promised day counts a pause that covers nothing': {
      ...accepted,
      d: { ...accepted.d, duePromised: addDays(accepted.d.duePromised as Day, 5) },
    },
    'nobody has it': { ...accepted, f: { ...accepted.f, steps: [] } },
    'a step that belongs to no deed of this state': {
      ...accepted,
      f: { ...accepted.f, steps: [...accepted.f.steps, { id: 'x', kind: 'correction', key: 'correction', system: null }] },
    },
  };
  for (const [what, w] of Object.entries(broken)) await plant(what, () => holds(w));
});
