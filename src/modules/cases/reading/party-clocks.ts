import { type Calendar, type PausedDays, pausedDays } from '#platform/calendar';
import { type Day, shanghaiDate } from '#platform/clock';
import { spanDue } from '../clocks/dates.ts';
import type { PartyClockView } from '../contract/reading.ts';
import { restingStates } from '../lifecycle/facts.ts';
import type { Regime } from '../lifecycle/regime.ts';
import type { ItemContent } from '../outside/items.ts';
import type { ActionRow, CaseRow } from '../record/rows.ts';

type Written = NonNullable<ItemContent['clocks']>[number];
/** What the clocks of the parties are read from; they are stored nowhere. */
export type PartyClockInputs = {
  written: readonly Written[];
  c: CaseRow;
  actions: readonly Pick<ActionRow, 'verb' | 'seq' | 'occurredAt'>[];
  pauses: readonly { beganAt: Date; endedAt: Date | null }[];
  regime: Regime;
};
type Span = { since: Date | null; done: Date | null };

const completing: ReadonlySet<string> = new Set(['submit', 'answerCorrection', 'takeUpUnanswered']);
const passing: ReadonlySet<string> = new Set(['forward', 'accept', 'acceptWithPromise', 'deemAccepted', 'onTheSpotGrant']);

/**
 * The clocks of each party where one place receives and another decides: who received passes it on, the office decides, the
 * result comes back. Only these three have days of their own; what somebody else owes is told in the item’s words, undated.
 */
export function partyClocks(inputs: PartyClockInputs, calendar: Calendar, today: Day): PartyClockView[] {
  const { written, c, pauses, regime } = inputs;
  const deciding = written.findIndex((w) => w.party === 'deciding');
  const legs = spans(inputs, written.slice(0, Math.max(0, deciding)).some(isReceiving));
  const seen = new Set<string>();
  return written.map((w, i) => {
    const leg = w.party === 'deciding' ? 'decide' : isReceiving(w) && deciding >= 0 ? (i < deciding ? 'pass' : 'tell') : null;
    // Two clocks on one leg cannot be told apart by what happened: the first is dated, the other only said.
    const { since, done } = leg === null || seen.has(leg) ? { since: null, done: null } : legs[leg];
    if (leg !== null) seen.add(leg);
    const stands = leg === 'decide' && c.state === 'paused' && done === null;
    const off = done === null && restingStates.includes(c.state);
    const from = since === null ? null : shanghaiDate(since);
    const stood: PausedDays[] =
      leg !== 'decide' ? [] : pauses.flatMap((p) => (p.endedAt === null ? [] : (whole(p.beganAt, p.endedAt) ?? [])));
    const longer = leg === 'decide' && regime.extension !== null ? regime.extension.days * c.extensions : 0;
    const limit = from === null || stands || off ? null : spanDue(calendar, from, { days: w.days + longer, unit: w.unit }, stood);
    const doneDay = done === null ? null : shanghaiDate(done);
    return {
      id: w.id,
      party: w.party,
      name: w.name,
      days: w.days,
      unit: w.unit,
      from: w.from,
      state: done !== null ? 'done' : off ? 'off' : since === null ? 'ahead' : stands ? 'stands' : 'runs',
      since: off ? null : from,
      due: limit?.due ?? null,
      done: doneDay,
      late: limit !== null && (doneDay ?? today) > limit.due,
      flagged: limit?.flagged ?? false,
    };
  });
}

const isReceiving = (w: Written): boolean => w.party === 'receiving';
const whole = (began: Date, ended: Date): PausedDays[] | null => {
  const days = pausedDays(began, ended);
  return days === null ? null : [days];
};

/** When each leg began and ended, read from what was done. While the person answers a notice no office’s clock runs. */
function spans({ c, actions }: PartyClockInputs, passesOn: boolean): Record<'pass' | 'decide' | 'tell', Span> {
  const complete = (before: number): Date | null => actions.findLast((a) => completing.has(a.verb) && a.seq < before)?.occurredAt ?? null;
  const passed = actions.find((a) => passing.has(a.verb));
  // Received by the deciding office itself: nothing had to be passed on.
  const here = passed === undefined && c.intakeAt === 'deciding' ? c.receivedAt : null;
  const passDone = passed?.occurredAt ?? here;
  const waits = c.state === 'correcting';
  const reached = passesOn ? passDone : c.receivedAt;
  const answered = complete(Number.MAX_SAFE_INTEGER);
  const decideSince = reached === null || answered === null ? null : new Date(Math.max(reached.getTime(), answered.getTime()));
  return {
    pass: {
      since: waits && passDone === null ? null : here === null ? complete(passed?.seq ?? Number.MAX_SAFE_INTEGER) : here,
      done: passDone,
    },
    decide: { since: waits ? null : decideSince, done: c.decidedAt },
    tell: { since: c.decidedAt, done: c.state === 'closed' ? c.endedAt : null },
  };
}
