import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import { runCommand } from '#platform/command';
import type { House } from '#platform/house';
import { append } from '#platform/ledger';
import { mustBeStaff } from '../session/must-be.ts';
import { plainReason } from '../visit/plain-reason.ts';
import { openErasure } from './confirm-erasure.ts';
import { answerErasure } from './erasure.sql.ts';

/** Sends a request back: by whoever should have confirmed it, or taken back by whoever asked. Nothing is erased. */
export async function declineErasure(
  actor: Actor,
  house: House,
  key: string,
  input: { erasureId: string; reason: string },
): Promise<{ erasureId: string }> {
  const { personId, post } = mustBeStaff(actor, 'secadmin', 'auditor');
  const note = plainReason(input.reason);
  const { outcome } = await runCommand(actor, house, { verb: 'identity.declineErasure', key, content: input }, async (tx) => {
    const at = house.clock.now();
    const { id, partyId } = await openErasure(tx, input.erasureId);
    await answerErasure(tx, { id, outcome: 'declined', by: personId, post: post.id, at, note });
    await append(tx, house, { stream: { kind: 'erasure', id }, header: { verb: 'declined', partyId, by: personId, post: post.id } });
    await audit(tx, actor, at, { word: 'ERASURE_DECLINE', subject: { kind: 'erasure', id }, details: { partyId } });
    return { erasureId: id };
  });
  return outcome;
}
