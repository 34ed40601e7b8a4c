import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import type { Tx } from '#platform/db';
import type { House } from '#platform/house';
import { emit } from '#platform/outbox';
import { addService, findService, type ServiceHow } from './service.sql.ts';

/**
 * Records that a paper reached its party. Opening it online again adds nothing; another kind of proof is kept beside
 * the first, which alone counts. Says `notices.served` for the first.
 */
export async function recordPaperService(
  tx: Tx,
  actor: Actor,
  input: { paperId: string; caseId: string; how: ServiceHow; servedAt: Date },
  house: House,
): Promise<{ first: boolean }> {
  const before = await findService(tx, input.paperId);
  if (before !== undefined && input.how === 'openedOnline') return { first: false };
  const at = house.clock.now();
  const n = await addService(tx, {
    paperId: input.paperId,
    servedAt: input.servedAt,
    how: input.how,
    byPartyId: actor.kind === 'citizen' ? actor.personId : null,
    byStaffId: actor.kind === 'staff' ? actor.personId : null,
    recordedAt: at,
  });
  await audit(tx, actor, at, { word: 'PAPER_SERVED', subject: { kind: 'paper', id: input.paperId }, details: { how: input.how } });
  if (n > 1) return { first: false };
  await emit(tx, at, {
    type: 'notices.served',
    subject: { kind: 'paper', id: input.paperId, seq: 1 },
    data: { paperId: input.paperId, caseId: input.caseId, servedAt: input.servedAt.toISOString(), how: input.how },
  });
  return { first: true };
}
