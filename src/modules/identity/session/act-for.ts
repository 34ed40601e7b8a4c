import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import { inTransaction } from '#platform/db';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { listRepresented } from '../party/relation.sql.ts';
import { mustBeCitizen } from './must-be.ts';
import { setSessionFor } from './session.sql.ts';

/** From now on this session acts for an organisation the person legally represents; null: for himself again. */
export async function actFor(actor: Actor, house: House, input: { partyId: string | null }): Promise<void> {
  const personId = mustBeCitizen(actor);
  await inTransaction(house.db, async (tx) => {
    if (input.partyId !== null && !(await listRepresented(tx, personId)).some((one) => one.partyId === input.partyId))
      throw problem(
        'forbidden',
        'identity.not-representative',
        {
          zh: '登记库里您不是这个单位的法定代表人。',
          en: 'The register does not show you as the legal representative of this organisation.',
        },
        {
          zh: '刚变更过的，第二天再试；经办人请带委托书到窗口。',
          en: 'After a recent change try tomorrow; with a written mandate, please use a window.',
        },
      );
    await setSessionFor(tx, actor.sessionId ?? '', input.partyId);
    await audit(tx, actor, house.clock.now(), { word: 'ACT_FOR', subject: { kind: 'party', id: input.partyId ?? personId } });
  });
}
