/** Walks of a case with dates over every regime of the demonstration: the table, the clocks and the calendar together, without a database. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Day, officialCalendar, pausedDays } from '#platform/calendar';
import { addDays, shanghaiDate, shanghaiInstant } from '#platform/clock';
import { projectRoot } from '#platform/config';
import { type CaseDates, moveDates, noDates, spanDue } from '../clocks/dates.ts';
import { moments, nextLook, passedMoments } from '../clocks/next-look.ts';
import { systemDeeds } from '../clocks/sweep-deadlines.ts';
import { after, receive, receivedFacts, transition } from './case.ts';
import { terminationGrounds } from './ending.rules.ts';
import { type CaseFacts, type CaseState, restingStates, type StepKind } from './facts.ts';
import { clocksOf } from './facts-of-case.ts';
import { regimesForTests, threeSteps } from './lifecycle.fixtures.ts';
import { planOf } from './plan.ts';
import { refusalGrounds } from './receiving.rules.ts';
import type { Regime } from './regime.ts';
import { type Deed, type Doer, type Verb, verbs } from './verbs.ts';

const calendar = officialCalendar();
const demo = parse(readFileSync(join(projectRoot(), 'demo/catalog/shared/regimes.yaml'), 'utf8')) as Record<string, Omit<Regime, 'key'>>;
const regimes: Regime[] = [
  ...Object.entries(demo).map(([key, r]): Regime => ({ ...r, key })),
  // Two kinds the demonstration's regimes lack: two officers, and a grant by silence.
  regimesForTests.substantive,
  regimesForTests.renewal,
];
const plan = planOf([
  ...threeSteps.slice(0, 1),
  { id: 'one', name: { zh: '一' }, office: 'deciding', role: 'approver', parallel: 'x' },
  { id: 'two', name: { zh: '二' }, office: 'deciding', role: 'approver', parallel: 'x', system: 'elsewhere' },
  ...threeSteps.slice(1),
]);
const promised = 10;

type Walk = {
  r: Regime;
  f: CaseFacts;
  d: CaseDates;
  now: Date;
  from: Day | null;
  pauses: { beganAt: Date; endedAt: Date | null }[];
  n: number;
};

const past = (due: Day | null, today: Day): boolean => due !== null && due < today;
/** The facts on the day of the walk, as the record of a case tells them. */
const seen = ({ f, d, now }: Walk): CaseFacts => {
  const today = shanghaiDate(now);
  return {
    ...f,
    passed: {
      notice: past(d.noticeDue, today),
      answer: past(d.answerDue, today),
      review: past(d.dueStatutory, today),
      renewal: past(d.renewalDue, today),
    },
  };
};

function begin(r: Regime, competenceKnown: boolean, now: Date): Walk {
  const move = receive(plan, competenceKnown, 'receiving');
  const step = { id: 's0', kind: move.open[0]?.kind ?? 'intake', key: 'intake', system: null };
  const f = receivedFacts(
    plan,
    { competenceKnown, intakeAt: 'receiving', missing: { count: 0, promisable: 0 }, onTheSpot: r.onTheSpot },
    step,
  );
  const today = shanghaiDate(now);
  const renewalDue = r.silence.onRenewal === 'deemedRenewed' ? addDays(today, 45) : null;
  const d = { ...noDates, noticeDue: spanDue(calendar, today, r.correction).due, renewalDue };
  return { r, f, d, now, from: null, pauses: [], n: 1 };
}

/** Does a deed if the table allows it: facts and dates as saving it would make them. */
function does(w: Walk, deed: Deed): Walk | null {
  const f = seen(w);
  const result = transition(f, deed, w.r);
  if ('refusal' in result) return null;
  const { move } = result;
  const today = shanghaiDate(w.now);
  const reopened = deed.verb === 'supersedeDecision' && move.to === 'accepted';
  const accepting = move.to === 'accepted' && f.state === 'received';
  const from = accepting || reopened ? today : w.from;
  let pauses = reopened || accepting ? [] : w.pauses;
  if (f.state === 'paused' && move.to !== 'paused') pauses = pauses.map((p) => ({ ...p, endedAt: p.endedAt ?? w.now }));
  const moves = move.clocks.review !== f.clocks.review || deed.verb === 'extend';
  const span = (days: number) => ({ days, ...(w.r.review.unit === undefined ? {} : { unit: w.r.review.unit }) });
  const d = moveDates(
    w.d,
    f.clocks,
    move.clocks,
    {
      verb: deed.verb,
      to: move.to,
      occurredAt: w.now,
      review:
        from === null || move.clocks.review === 'off' || !moves
          ? null
          : { from, promised: span(promised), statutory: w.r.review, extensions: move.set.extensions ?? f.extensions, pauses },
      expectedEnd: deed.verb === 'pause' ? addDays(today, 20) : null,
      promisedDue: deed.verb === 'acceptWithPromise' ? addDays(today, 9) : null,
      promiseKept: deed.verb === 'handInPromised' && move.close.length > 0,
    },
    { calendar, regime: w.r },
  );
  if (move.to === 'paused' && f.state !== 'paused') pauses = [...pauses, { beganAt: w.now, endedAt: null }];
  const ids = move.open.map((_, i) => `s${w.n + i}`);
  return { ...w, f: after(f, move, ids), d, from, pauses, n: w.n + ids.length };
}

/** Every deed somebody could try here. */
function* deeds(f: CaseFacts, actors: readonly string[], only?: readonly Verb[]): Generator<Deed> {
  for (const verb of only ?? verbs) {
    if (verb === 'submit') continue;
    for (const actor of actors) {
      const by: Doer = actor === 'applicant' ? 'applicant' : 'staff';
      const base: Deed = { verb, by, actor, reason: true, lacks: 1, pauseKind: 'none', leaves: 'granted' };
      if (verb === 'completeStep' || verb === 'assign' || verb === 'recheck' || verb === 'returnStep')
        for (const s of f.steps) yield { ...base, step: s.id };
      else if (verb === 'decide' || verb === 'proposeDecision' || verb === 'onTheSpotGrant')
        for (const outcome of ['grant', 'refuse'] as const) yield { ...base, outcome };
      else if (verb === 'refuseAcceptance') for (const ground of refusalGrounds) yield { ...base, ground };
      else if (verb === 'terminate') yield { ...base, ground: terminationGrounds[0] };
      else if (verb === 'supersedeDecision')
        for (const leaves of ['granted', 'revoked', 'reopened'] as const) yield { ...base, leaves, ground: 'court' };
      else yield base;
    }
  }
}

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

/** What the sweeper does on a day, with the same moments and the same table. */
function sweep(w: Walk): Walk {
  for (const moment of passedMoments(w.f.state, w.d, w.r, shanghaiDate(w.now)))
    for (const verb of systemDeeds(moment, w.r)) {
      const done = does(w, { verb, by: 'system', actor: null });
      if (done !== null) return done;
    }
  return w;
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
