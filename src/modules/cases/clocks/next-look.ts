import type { Calendar, Day } from '#platform/calendar';
import type { CaseState, OpenStep } from '../lifecycle/facts.ts';
import type { Regime } from '../lifecycle/regime.ts';
import { beforeDecision, type CaseDates, dayAfter } from './dates.ts';

/** What has to be looked at when its day has passed. */
export type Moment = 'notice' | 'answer' | 'service' | 'review' | 'promised' | 'pause' | 'delivery' | 'renewal';

/** Moments that can still ask for a deed of the system, with their last day. */
export function moments(state: CaseState, dates: CaseDates, regime: Regime): { moment: Moment; due: Day }[] {
  const list: [Moment, Day | null][] = [];
  if (state === 'received') list.push(['notice', regime.correction.missed === 'none' ? null : dates.noticeDue]);
  if (state === 'correcting') list.push(['answer', dates.answerDue], ['service', dates.answerDue === null ? dates.serviceDue : null]);
  if (state === 'accepted') list.push(['review', regime.silence.onReview === 'none' ? null : dates.dueStatutory]);
  if (state === 'accepted' || state === 'paused') list.push(['promised', dates.promisedDue]);
  if (state === 'paused') list.push(['pause', dates.pauseDue]);
  if (beforeDecision.has(state)) list.push(['renewal', regime.silence.onRenewal === 'deemedRenewed' ? dates.renewalDue : null]);
  if (state === 'decided') list.push(['delivery', dates.deliveryDue]);
  return list.flatMap(([moment, due]) => (due === null ? [] : [{ moment, due }]));
}

/** Moments whose last day has passed. */
export const passedMoments = (state: CaseState, dates: CaseDates, regime: Regime, today: Day): Moment[] =>
  moments(state, dates, regime)
    .filter((m) => m.due < today)
    .map((m) => m.moment);

/** Working days a manager is left alone after looking before a case comes back. */
const quietDays = 3;

/**
 * The first day on which the sweeper must look again; null when nothing of the system's is left to do.
 * `justLooked`: a manager or the sweeper has just dealt with it, so it rests a while.
 * A person who already has the matter (an open escalation, an unanswered notice taken to a clerk) is not asked twice.
 */
export function nextLook(
  state: CaseState,
  steps: readonly Pick<OpenStep, 'kind'>[],
  dates: CaseDates,
  regime: Regime,
  calendar: Calendar,
  today: Day,
  justLooked: boolean,
): Day | null {
  const open = new Set(steps.map((s) => s.kind));
  const waiting = moments(state, dates, regime).filter((m) => {
    if (m.moment === 'answer') return !open.has('unanswered');
    // A grant by silence is the law's effect: an open escalation does not hold it back.
    if (m.moment === 'renewal' && (state === 'accepted' || state === 'paused')) return true;
    if (m.moment === 'review' && regime.silence.onReview === 'deemedGranted') return true;
    return !open.has('escalation');
  });
  if (waiting.length === 0) return null;
  const first = waiting.map((m) => dayAfter(m.due)).reduce((a, b) => (a < b ? a : b));
  return first <= today && justLooked ? calendar.addWorkdays(today, quietDays).due : first;
}
