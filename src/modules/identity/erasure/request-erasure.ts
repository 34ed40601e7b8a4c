import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import { runCommand } from '#platform/command';
import { sm3 } from '#platform/crypto';
import { type Problem, problem } from '#platform/errors';
import type { House } from '#platform/house';
import { newId } from '#platform/ids';
import { append } from '#platform/ledger';
import { limit } from '#platform/limits';
import { findPartyByDocument } from '../party/find-or-make-party.ts';
import { sameName } from '../party/party.ts';
import { noParty } from '../party/party.sql.ts';
import { mustBeStaff } from '../session/must-be.ts';
import { type ErasureGround, insertErasure } from './erasure.sql.ts';
import type { ErasureRoom } from './erasure-room.ts';
import { cannotErase, standingOf } from './standing.ts';

/** Whom to erase, and why. */
export type RequestErasure = { documentType: string; number: string; name: string; ground: ErasureGround; basis: string };

/**
 * Asks that a person be erased; somebody else has to do it. Refused at once, with each reason and date, when something stands against it.
 * Number and name have to fit, so that this is no way to look people up.
 * @throws Problem `identity.no-party`, `identity.own-erasure`, `identity.erasure-basis`, `identity.erasure-open`, `identity.erasure-stands`.
 */
export async function requestErasure(
  actor: Actor,
  house: House,
  rooms: readonly ErasureRoom[],
  key: string,
  input: RequestErasure,
): Promise<{ erasureId: string }> {
  const { personId, post } = mustBeStaff(actor, 'secadmin');
  const at = house.clock.now();
  const basis = input.basis.trim();
  if ([...basis].length < 4 || /\d{11,}/.test(basis)) throw basisNeeded();
  await limit(house, at, { scope: 'identity.erasure', key: personId, max: 30, perSeconds: 3600 });
  const party = await findPartyByDocument(house, { type: input.documentType, number: input.number });
  if (party === undefined || !sameName(party.name, input.name)) throw noParty();
  if (party.id === personId) throw ownErasure();
  const { outcome } = await runCommand(actor, house, { verb: 'identity.requestErasure', key, content: input }, async (tx) => {
    const standing = await standingOf(tx, house, rooms, party.id);
    if (standing.length > 0) throw cannotErase(standing);
    const id = newId();
    const { ground } = input;
    if (
      !(await insertErasure(tx, { id, partyId: party.id, ground, basis, requestedBy: personId, requestedPost: post.id, requestedAt: at }))
    )
      throw alreadyAsked();
    await append(tx, house, {
      stream: { kind: 'erasure', id },
      first: true,
      header: {
        verb: 'asked',
        partyId: party.id,
        by: personId,
        post: post.id,
        ground,
        basis: sm3(Buffer.from(basis, 'utf8')).toString('hex'),
      },
    });
    await audit(tx, actor, at, { word: 'ERASURE_ASK', subject: { kind: 'erasure', id }, details: { partyId: party.id, ground } });
    return { erasureId: id };
  });
  return outcome;
}

const basisNeeded = (): Problem => {
  const say = {
    zh: '请写明依据的文号或申请的编号，不写人名和证件号码。',
    en: 'Please give the number of the order or application it is based on, without names or document numbers.',
  };
  return problem(
    'invalid',
    'identity.erasure-basis',
    say,
    { zh: '例如“示例市数据删除申请2026第3号”。', en: 'For example “application 2026-3”.' },
    { fields: [{ field: 'basis', say }] },
  );
};
const alreadyAsked = (): Problem =>
  problem(
    'conflict',
    'identity.erasure-open',
    { zh: '删除这个人资料的申请已经提出，还没有处理。', en: 'A request to erase this person waits already.' },
    { zh: '请在申请清单里找到它，由另一位来确认。', en: 'Find it in the list; somebody else has to confirm it.' },
  );
/** Nobody acts in a matter of his own. */
export const ownErasure = (): Problem =>
  problem(
    'forbidden',
    'identity.own-erasure',
    { zh: '自己的资料不能自己来删。', en: 'Nobody erases himself.' },
    { zh: '请另一位安全管理员来办。', en: 'Please ask another security administrator.' },
  );
