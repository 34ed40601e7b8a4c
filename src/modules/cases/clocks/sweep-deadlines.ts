import { systemActor } from '#platform/actor';
import { type Day, shanghaiDate } from '#platform/clock';
import { inTransaction, type Tx } from '#platform/db';
import { Problem } from '#platform/errors';
import type { House } from '#platform/house';
import { emit } from '#platform/outbox';
import type { Verb } from '../lifecycle/verbs.ts';
import type { Regime } from '../lifecycle/regime.ts';
import { versionById } from '../outside/items.ts';
import { actIn } from '../record/act.ts';
import { type LoadedCase, lockCase } from '../record/case.sql.ts';
import { type Moment, moments, passedMoments } from './next-look.ts';
import { dayAfter } from './dates.ts';
import { casesToLook, restUntil } from './sweep.sql.ts';

const clock = systemActor('到期提醒');

/** What the system does when a moment has passed; the table decides whether it may. Never a refusal (I5). */
export function systemDeeds(moment: Moment, regime: Regime): Verb[] {
  switch (moment) {
    case 'notice':
      return regime.correction.missed === 'deemedAccepted' ? ['deemAccepted', 'escalate'] : ['escalate'];
    case 'answer':
      return ['remindUnanswered'];
    case 'review':
      return regime.silence.onReview === 'deemedGranted' ? ['deemGranted'] : ['escalate'];
    case 'renewal':
      return ['deemGranted', 'escalate'];
    case 'service':
    case 'promised':
    case 'pause':
    case 'delivery':
      return ['escalate'];
  }
}

/** Looks at every case whose day has come; each in its own transaction, so that one that fails holds up no other. */
export async function sweepDeadlines(house: House, max = 500): Promise<{ acted: number; rested: number; failed: number }> {
  const today = shanghaiDate(house.clock.now());
  const done = { acted: 0, rested: 0, failed: 0 };
  for (const id of await casesToLook(house.db, today, max)) {
    try {
      const acted = await inTransaction(house.db, (tx) => lookAtCase(tx, house, id, today));
      if (acted) done.acted++;
      else done.rested++;
    } catch (error) {
      done.failed++;
      house.log.error(
        { case: id, code: error instanceof Problem ? error.code : 'defect' },
        'deadline not acted on, next round tries again',
      );
    }
  }
  return done;
}

/** One case: the first deed the table allows for a moment that has passed; otherwise rest. Idempotent: the row is locked and read again. */
export async function lookAtCase(tx: Tx, house: House, caseId: string, today: Day): Promise<boolean> {
  const c = await lockCase(tx, caseId);
  if (c === undefined || c.nextLook === null || c.nextLook > today) return false;
  const version = await versionById(tx, c.versionId);
  const regime = version.content.regime as Regime;
  const dates = datesOf(c);
  for (const moment of passedMoments(c.state, dates, regime, today)) {
    for (const verb of systemDeeds(moment, regime)) {
      try {
        await actIn(
          tx,
          clock,
          house,
          verb,
          { caseId },
          { by: 'system', own: () => ({ note: { moment }, ...(verb === 'deemGranted' ? { decidedByKind: 'silence' as const } : {}) }) },
        );
        await emit(tx, house.clock.now(), {
          type: 'cases.clock_due',
          subject: { kind: 'case', id: caseId, seq: c.seq + 1 },
          data: { caseId, moment, verb },
        });
        return true;
      } catch (error) {
        // The table says no: somebody already has it, or this deed is not the regime's. Nothing was written yet.
        if (!(error instanceof Problem)) throw error;
      }
    }
  }
  const open = new Set(c.steps.map((s) => s.kind));
  const next = moments(c.state, dates, regime)
    .map((m) => dayAfter(m.due))
    .filter((d) => d > today)
    .sort()[0];
  await restUntil(tx, c, next ?? (open.has('escalation') || open.has('unanswered') ? null : house.calendar.addWorkdays(today, 3).due));
  return false;
}

const datesOf = (c: LoadedCase) => ({
  noticeDue: c.noticeDue,
  answerDue: c.answerDue,
  serviceDue: c.serviceDue,
  duePromised: c.duePromised,
  dueStatutory: c.dueStatutory,
  promisedDue: c.promisedDue,
  deliveryDue: c.deliveryDue,
  renewalDue: c.renewalDue,
  pauseDue: c.pauseDue,
  standsSince: c.standsSince,
  flagged: c.dueFlagged,
});
