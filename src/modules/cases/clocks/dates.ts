import { type Calendar, type Day, dueAfterDays, dueDay, type Limit, type PausedDays, pausedDays } from '#platform/calendar';
import { addDays, daysBetween, shanghaiDate } from '#platform/clock';
import type { CaseState, Clocks } from '../lifecycle/facts.ts';
import type { Regime, Span } from '../lifecycle/regime.ts';
import type { Verb } from '../lifecycle/verbs.ts';

/** The dates a case carries; a null date is a clock that does not run. */
export type CaseDates = {
  noticeDue: Day | null;
  answerDue: Day | null;
  /** The notice must reach the person by then, or somebody looks. */
  serviceDue: Day | null;
  duePromised: Day | null;
  dueStatutory: Day | null;
  promisedDue: Day | null;
  deliveryDue: Day | null;
  /** Last day of the present permit, when its renewal was applied for in time: it stands still for nothing. */
  renewalDue: Day | null;
  pauseDue: Day | null;
  standsSince: Date | null;
  flagged: boolean;
};

/** A case without dates. */
export const noDates: CaseDates = {
  noticeDue: null,
  answerDue: null,
  serviceDue: null,
  duePromised: null,
  dueStatutory: null,
  promisedDue: null,
  deliveryDue: null,
  renewalDue: null,
  pauseDue: null,
  standsSince: null,
  flagged: false,
};

/** States in which a decision is still owed. */
export const beforeDecision: ReadonlySet<CaseState> = new Set(['received', 'correcting', 'accepted', 'paused']);

/** Working days by which a paper should have reached its reader. */
const serviceDays = 3;

/** Last day of a span; pauses are left out whole. */
export function spanDue(calendar: Calendar, start: Day, span: Span, pauses: readonly PausedDays[] = []): Limit {
  if (span.unit !== 'naturalDay') return dueDay(calendar, start, span.days, pauses);
  const stood = pauses.reduce((sum, p) => sum + daysBetween(p.from, p.to) + 1, 0);
  return dueAfterDays(calendar, start, span.days + stood);
}

/** What the review clock is counted from. */
export type ReviewBase = {
  /** The day from which it runs: acceptance, or receipt when deemed accepted. */
  from: Day;
  promised: Span;
  statutory: Span;
  extensions: number;
  pauses: { beganAt: Date; endedAt: Date | null }[];
};

const stretch = (span: Span, by: Span | null, times: number): Span => ({ ...span, days: span.days + (by === null ? 0 : by.days * times) });

/** Both due dates of the review from its base; recomputed whole, so that a pause begun after the limit changes nothing. */
export function reviewDue(calendar: Calendar, base: ReviewBase, regime: Regime): { promised: Limit; statutory: Limit } {
  const pauses = base.pauses.flatMap((p) => {
    const days = p.endedAt === null ? null : pausedDays(p.beganAt, p.endedAt);
    return days === null ? [] : [days];
  });
  const due = (span: Span): Limit => spanDue(calendar, base.from, stretch(span, regime.extension, base.extensions), pauses);
  return { promised: due(base.promised), statutory: due(base.statutory) };
}

/** The dates after a deed: each clock that starts gets its date, each that ends loses it. */
export function moveDates(
  before: CaseDates,
  was: Clocks,
  is: Clocks,
  deed: {
    verb: Verb;
    to: CaseState;
    occurredAt: Date;
    review: ReviewBase | null;
    expectedEnd: Day | null;
    promisedDue: Day | null;
    promiseKept: boolean;
  },
  parts: { calendar: Calendar; regime: Regime },
): CaseDates {
  const { calendar, regime } = parts;
  const today = shanghaiDate(deed.occurredAt);
  const next: CaseDates = { ...before };
  const take = (limit: Limit): Day => {
    next.flagged ||= limit.flagged;
    return limit.due;
  };
  if (is.notice && !was.notice) next.noticeDue = take(spanDue(calendar, today, regime.correction));
  if (!is.notice) next.noticeDue = null;
  if (is.answer && !was.answer) next.answerDue = take(spanDue(calendar, today, regime.correction.answerWithin));
  if (!is.answer) next.answerDue = null;
  if (deed.verb === 'issueCorrection') next.serviceDue = take(calendar.addWorkdays(today, serviceDays));
  else if (deed.to !== 'correcting' || is.answer) next.serviceDue = null;
  if (is.review !== 'off' && deed.review !== null) {
    const due = reviewDue(calendar, deed.review, regime);
    next.duePromised = take(due.promised);
    next.dueStatutory = take(due.statutory);
  }
  next.standsSince = is.review === 'stands' ? (before.standsSince ?? deed.occurredAt) : null;
  next.pauseDue = is.review === 'stands' ? (deed.expectedEnd ?? before.pauseDue) : null;
  // What was decided before the permit ended is no silence, whatever becomes of it later.
  if (!beforeDecision.has(deed.to)) next.renewalDue = null;
  if (deed.promisedDue !== null) next.promisedDue = deed.promisedDue;
  if (is.review === 'off' || deed.promiseKept) next.promisedDue = null;
  if (is.delivery && (!was.delivery || deed.verb === 'supersedeDecision'))
    next.deliveryDue = take(spanDue(calendar, today, regime.delivery));
  if (!is.delivery) next.deliveryDue = null;
  return next;
}

/** First day after a due day. */
export const dayAfter = (due: Day): Day => addDays(due, 1);
