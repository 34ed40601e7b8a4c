import type { Calendar, Day } from '#platform/calendar';
import { shanghaiDate } from '#platform/clock';
import { lamp, warnFrom } from '../clocks/lamp.ts';
import type { ClockView, LampWord } from '../contract.ts';
import { restingStates } from '../lifecycle/facts.ts';
import { caseDue } from '../record/desks.ts';
import type { CaseRow, StepRow } from '../record/rows.ts';
import { clockSentence } from './clock-sentence.ts';
import { dayCells, daysLeft } from './day-cells.ts';

/** What the clock of a case is read from. */
export type ClockInputs = {
  c: CaseRow;
  steps: readonly Pick<StepRow, 'kind' | 'openedAt' | 'organName'>[];
  pauses: readonly { beganAt: Date; endedAt: Date | null }[];
  /** Name of the special procedure that runs. */
  pauseName: { zh: string; en?: string } | null;
  promiseDays: number;
};

/** The day a correction reached its reader, or the last answer came: where the present clock counts from. */
function clockFrom({ c, steps }: ClockInputs): Day | null {
  const since = (kind: string): Day | null => {
    const step = steps.find((s) => s.kind === kind);
    return step === undefined ? null : shanghaiDate(new Date(step.openedAt));
  };
  switch (c.state) {
    case 'received':
      return c.rounds > 0 ? (since('intake') ?? c.receivedDay) : c.receivedDay;
    case 'correcting':
      return since('correction');
    case 'accepted':
    case 'paused':
      return c.acceptedDay;
    case 'decided':
      return c.decidedAt === null ? null : shanghaiDate(c.decidedAt);
    default:
      return null;
  }
}

const kinds: Readonly<Partial<Record<CaseRow['state'], ClockView['kind']>>> = {
  received: 'notice',
  correcting: 'answer',
  accepted: 'review',
  paused: 'review',
  decided: 'delivery',
};

/** The lamp of the case as a whole. */
export function caseLamp(c: CaseRow, calendar: Calendar, today: Day, promiseDays: number): LampWord {
  const due = caseDue(c);
  const running = c.state === 'accepted' || c.state === 'paused';
  return lamp(
    {
      done: restingStates.includes(c.state),
      stands: c.state === 'paused',
      yourTurn: c.state === 'correcting',
      duePromised: due,
      dueStatutory: running ? c.dueStatutory : due,
      warnFrom: warnFrom(calendar, due, running ? promiseDays : 1),
    },
    today,
  );
}

/** The one clock of a case, with its days and one honest sentence (I8). */
export function clockView(inputs: ClockInputs, calendar: Calendar, now: Date): ClockView {
  const { c } = inputs;
  const today = shanghaiDate(now);
  const due = caseDue(c);
  const from = clockFrom(inputs);
  const running = c.state === 'accepted' || c.state === 'paused';
  const cells = from === null || due === null ? [] : dayCells(calendar, { from, due, pauses: running ? inputs.pauses : [] }, now);
  return {
    lamp: caseLamp(c, calendar, today, inputs.promiseDays),
    say: clockSentence(inputs, calendar, today, daysLeft(cells)),
    kind: due === null ? 'none' : (kinds[c.state] ?? 'none'),
    from,
    duePromised: due,
    dueStatutory: running ? c.dueStatutory : due,
    left: due === null ? null : c.state === 'paused' ? daysLeft(cells) : calendar.workdaysBetween(today, due),
    stands: c.state === 'paused',
    flagged: c.dueFlagged,
    cells,
  };
}
