import { partyFacts } from '#identity';
import { systemActor } from '#platform/actor';
import { inTransaction } from '#platform/db';
import { Problem } from '#platform/errors';
import type { House } from '#platform/house';
import type { Job } from '#platform/jobs';
import { emailGateway, type Gateway, sandboxSmsGateway, type SendOutcome } from './channels.ts';
import { noticeText } from './messages.ts';
import { claimDue, type Notice, recordAttempt } from './notice.sql.ts';

const gateways: Record<'sms' | 'email', Gateway> = { sms: sandboxSmsGateway, email: emailGateway };
const leaseSeconds = 120;
const mostTries = 5;
/** Seconds to wait after each failed try. */
const waits = [30, 120, 600, 3600];

/** Sends what is due: claim in one transaction, send outside any, record in another. */
export async function sendDue(house: House, max = 50): Promise<number> {
  const at = house.clock.now();
  const due = await inTransaction(house.db, (tx) => claimDue(tx, at, new Date(at.getTime() + leaseSeconds * 1000), max));
  for (const notice of due) {
    const result = await send(house, notice);
    const giveUp = result.outcome === 'again' && notice.tries >= mostTries;
    const outcome = giveUp ? 'failed' : result.outcome;
    const now = house.clock.now();
    const wait = waits[Math.min(notice.tries - 1, waits.length - 1)] ?? 3600;
    await inTransaction(house.db, (tx) =>
      recordAttempt(tx, {
        noticeId: notice.id,
        n: notice.tries,
        at: now,
        outcome,
        reason: result.reason,
        ref: result.ref,
        nextTryAt: outcome === 'again' ? new Date(now.getTime() + wait * 1000) : null,
      }),
    );
  }
  return due.length;
}

async function send(house: House, notice: Notice): Promise<SendOutcome> {
  if (notice.channel !== 'sms' && notice.channel !== 'email') return { outcome: 'failed', reason: 'no-gateway', ref: null };
  try {
    // The address is read at the moment of sending and kept nowhere else.
    const facts = await partyFacts(systemActor('notices'), house, notice.partyId, { kind: 'system', id: null });
    const to = notice.channel === 'sms' ? facts.phone : facts.email;
    if (to === null) return { outcome: 'failed', reason: 'no-address', ref: null };
    const text = noticeText(notice.kind, notice.params, 'zh');
    return await gateways[notice.channel].send(house, to, `${house.config.cityName}通办`, text);
  } catch (error) {
    if (error instanceof Problem && error.kind === 'gone') return { outcome: 'failed', reason: 'erased', ref: null };
    return { outcome: 'again', reason: 'gateway-error', ref: null };
  }
}

/** Jobs of this room. */
export const noticesJobs: readonly Job[] = [
  { name: 'notices.send-due', everySeconds: 2, run: async (house) => void (await sendDue(house)) },
];
