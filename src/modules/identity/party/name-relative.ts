import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import { runCommand } from '#platform/command';
import { Problem, problem } from '#platform/errors';
import type { House } from '#platform/house';
import { limit, refuseSpent } from '#platform/limits';
import { mustBeCitizen } from '../session/must-be.ts';
import { findOrMakeParty } from './find-or-make-party.ts';
import { lookupText, relationKinds } from './party.ts';
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
  await limit(house, at, { scope: 'identity.relative', key: personId, max: 20, perSeconds: 3600 });
  for (const rule of mismatches(house, personId, input)) await refuseSpent(house, at, rule);
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
  const named = runCommand(actor, house, { verb: 'identity.nameRelative', key, content: input }, async (tx) => {
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
  try {
    return (await named).outcome;
  } catch (error) {
    if (error instanceof Problem && error.code === 'identity.name-differs')
      for (const rule of mismatches(house, personId, input)) await limit(house, at, rule);
    throw error;
  }
}

/**
 * “Name and number do not belong together” would let somebody learn the name behind a number by guessing. A slip of the
 * pen happens once or twice: after that neither this person may name anybody any more that day, nor anybody this number.
 */
const mismatches = (house: House, personId: string, who: { documentType: string; number: string }) => {
  const number = who.number.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase();
  return [
    { scope: 'identity.relative-differs', key: personId, max: 3, perSeconds: 86_400 },
    {
      scope: 'identity.relative-differs-at',
      key: house.keys.lookupHash('document', lookupText(who.documentType, number)).toString('hex'),
      max: 10,
      perSeconds: 86_400,
    },
  ];
};
