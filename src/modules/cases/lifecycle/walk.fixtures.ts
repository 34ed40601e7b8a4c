/** A case walked day by day without a database: the table, the clocks and the calendar together, as saving a deed joins them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Day, officialCalendar } from '#platform/calendar';
import { addDays, shanghaiDate } from '#platform/clock';
import { projectRoot } from '#platform/config';
import { type CaseDates, moveDates, noDates, spanDue } from '../clocks/dates.ts';
import { passedMoments } from '../clocks/next-look.ts';
import { systemDeeds } from '../clocks/sweep-deadlines.ts';
import { after, receive, receivedFacts, transition } from './case.ts';
import { terminationGrounds } from './ending.rules.ts';
import type { CaseFacts } from './facts.ts';
import { regimesForTests, threeSteps } from './lifecycle.fixtures.ts';
import { planOf } from './plan.ts';
import { refusalGrounds } from './receiving.rules.ts';
import type { Regime } from './regime.ts';
import { type Deed, type Doer, type Verb, verbs } from './verbs.ts';

export const calendar = officialCalendar();
const demo = parse(readFileSync(join(projectRoot(), 'demo/catalog/shared/regimes.yaml'), 'utf8')) as Record<string, Omit<Regime, 'key'>>;
/** The demonstration’s regimes and two kinds it lacks. */
export const regimes: Regime[] = [
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
export const promised = 10;

export type Walk = {
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
export const seen = ({ f, d, now }: Walk): CaseFacts => {
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

export function begin(r: Regime, competenceKnown: boolean, now: Date): Walk {
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
export function does(w: Walk, deed: Deed): Walk | null {
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
export function* deeds(f: CaseFacts, actors: readonly string[], only?: readonly Verb[]): Generator<Deed> {
  for (const verb of only ?? verbs) {
    if (verb === 'submit') continue;
    for (const actor of actors) {
      const by: Doer = actor === 'applicant' ? 'applicant' : 'staff';
      const base: Deed = { verb, by, actor, reason: true, lacks: 1, pauseKind: 'none', leaves: 'granted' };
      if (
        verb === 'completeStep' ||
        verb === 'assign' ||
        verb === 'recheck' ||
        verb === 'returnStep' ||
        verb === 'extend' ||
        verb === 'declineExtension'
      )
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

/** What the sweeper does on a day, with the same moments and the same table. */
export function sweep(w: Walk): Walk {
  for (const moment of passedMoments(w.f.state, w.d, w.r, shanghaiDate(w.now)))
    for (const verb of systemDeeds(moment, w.r)) {
      const done = does(w, { verb, by: 'system', actor: null });
      if (done !== null) return done;
    }
  return w;
}
