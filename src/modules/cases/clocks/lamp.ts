import type { Calendar, Day } from '#platform/calendar';
import type { LampWord } from '../contract.ts';

/** What a lamp is read from; the same inputs stand on every work item. */
export type LampInputs = {
  done: boolean;
  /** The clock stands: a special procedure. */
  stands: boolean;
  /** The step lies on the citizen's desk. */
  yourTurn: boolean;
  duePromised: Day | null;
  dueStatutory: Day | null;
  warnFrom: Day | null;
};

/** The lamp on a day: over past the law, bad past the promise, warn when near (facts 3.5). */
export function lamp(l: LampInputs, today: Day): LampWord {
  if (l.done) return 'done';
  if (l.stands) return 'still';
  if (l.yourTurn) return 'you';
  if (l.dueStatutory !== null && today > l.dueStatutory) return 'over';
  if (l.duePromised !== null && today > l.duePromised) return 'bad';
  if (l.warnFrom !== null && today >= l.warnFrom) return 'warn';
  return 'ok';
}

/** From which day it is near: the greater of one working day and a fifth of the promise is left. */
export function warnFrom(calendar: Calendar, due: Day | null, promiseDays: number): Day | null {
  if (due === null) return null;
  return calendar.addWorkdays(due, -Math.max(1, Math.round(promiseDays * 0.2))).due;
}
