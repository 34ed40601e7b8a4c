import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import { runCommand } from '#platform/command';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { emit } from '#platform/outbox';
import { mustBeStaff } from '../session/must-be.ts';
import { endVisit, lockVisit } from './visit.sql.ts';

/** Closes a visit: the clerk's own, or one a colleague left open at the same window. Closing twice is closing once. */
export async function closeVisit(actor: Actor, house: House, key: string, input: { visitId: string }): Promise<{ visitId: string }> {
  const { personId, post } = mustBeStaff(actor, 'clerk');
  const { outcome } = await runCommand(actor, house, { verb: 'identity.closeVisit', key, content: input }, async (tx) => {
    const visit = await lockVisit(tx, input.visitId);
    if (visit === undefined || (visit.clerkId !== personId && visit.windowId !== post.windowId))
      throw problem(
        'forbidden',
        'identity.not-your-visit',
        { zh: '这不是您窗口的接待。', en: 'This visit is not at your window.' },
        { zh: '请刷新，看看现在接待的是谁。', en: 'Please reload to see whose visit is open.' },
      );
    if (visit.closedAt === null) {
      const at = house.clock.now();
      await endVisit(tx, visit.id, visit.clerkId === personId ? 'done' : 'by a colleague', at);
      await audit(tx, actor, at, { word: 'VISIT_CLOSE', subject: { kind: 'visit', id: visit.id } });
      await emit(tx, at, {
        type: 'identity.visit_closed',
        subject: { kind: 'visit', id: visit.id, seq: 1 },
        data: { visitId: visit.id, partyId: visit.partyId, organId: post.organId, regionCode: post.regionCode, clerkId: visit.clerkId },
      });
    }
    return { visitId: visit.id };
  });
  return outcome;
}
