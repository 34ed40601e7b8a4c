import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import { runCommand } from '#platform/command';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { limit } from '#platform/limits';
import { mustBeCitizen } from '../session/must-be.ts';
import { findOrMakeParty } from './find-or-make-party.ts';
import { relationKinds } from './party.ts';
import { putRelation, relationBetween } from './relation.sql.ts';

/**
 * A citizen names the relative he applies for. The relation is only what he says: it opens no data of that person;
 * `known` tells whether a register confirms it, so that what is held may be filled in.
 */
export async function nameRelative(
  actor: Actor,
  house: House,
  key: string,
  input: { name: string; documentType: string; number: string; relation: string },
): Promise<{ partyId: string; known: boolean }> {
  const personId = mustBeCitizen(actor);
  const at = house.clock.now();
  await limit(house.db, at, { scope: 'identity.relative', key: personId, max: 20, perSeconds: 3600 });
  if (relationKinds[input.relation] === undefined) {
    const say = { zh: '请选他是您的什么人。', en: 'Please choose how you are related.' };
    throw problem(
      'invalid',
      'identity.relation',
      say,
      { zh: '选最接近的一项，没有就选其他。', en: 'Choose the closest, or “other”.' },
      { fields: [{ field: 'relation', say }] },
    );
  }
  const { outcome } = await runCommand(actor, house, { verb: 'identity.nameRelative', key, content: input }, async (tx) => {
    const { partyId } = await findOrMakeParty(tx, house, {
      kind: 'natural',
      name: input.name,
      documentType: input.documentType,
      number: input.number,
      how: 'named',
    });
    if (partyId === personId) {
      const say = { zh: '这是您自己的证件号码。', en: 'This is your own document number.' };
      throw problem(
        'invalid',
        'identity.relative-self',
        say,
        { zh: '给自己办，请选“我自己”。', en: 'For yourself, choose “myself”.' },
        { fields: [{ field: 'number', say }] },
      );
    }
    const before = await relationBetween(tx, personId, partyId);
    if (before === undefined)
      await putRelation(tx, { partyId: personId, otherId: partyId, kind: input.relation, level: 0, source: 'self', at });
    await audit(tx, actor, at, { word: 'RELATIVE_NAMED', subject: { kind: 'party', id: partyId }, details: { relation: input.relation } });
    return { partyId, known: before?.level === 2 };
  });
  return outcome;
}
