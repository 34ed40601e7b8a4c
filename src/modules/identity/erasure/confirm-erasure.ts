import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import { runCommand } from '#platform/command';
import { type Problem, problem } from '#platform/errors';
import type { House } from '#platform/house';
import { append, eraseLooks, eraseOwner } from '#platform/ledger';
import type { Tx } from '#platform/db';
import { mustBeStaff } from '../session/must-be.ts';
import { answerErasure, eraseRows, type ErasureRow, lockErasure, lockParty } from './erasure.sql.ts';
import type { ErasureRoom } from './erasure-room.ts';
import { ownErasure } from './request-erasure.ts';
import { cannotErase, standingOf } from './standing.ts';

/**
 * Erases a person whose erasure somebody else asked for: keys are destroyed, names taken out, files dropped, and the chains say
 * that it was done, by whom and on which ground, without the data. Everything is looked at once more under locks: one transaction,
 * all of it or nothing.
 * @throws Problem `identity.erasure-second`, `identity.own-erasure`, `identity.erasure-answered`, `identity.erasure-stands`, `platform.held`.
 */
export async function confirmErasure(
  actor: Actor,
  house: House,
  rooms: readonly ErasureRoom[],
  key: string,
  input: { erasureId: string },
): Promise<{ erasureId: string; records: number }> {
  const { personId, post } = mustBeStaff(actor, 'secadmin', 'auditor');
  const { outcome } = await runCommand(actor, house, { verb: 'identity.confirmErasure', key, content: input }, async (tx) => {
    const at = house.clock.now();
    const row = await openErasure(tx, input.erasureId);
    if (row.requestedBy === personId) throw secondPerson();
    const { id, partyId, ground } = row;
    if (partyId === personId) throw ownErasure();
    await lockParty(tx, partyId);
    for (const room of rooms) await room.lock(tx, partyId);
    const standing = await standingOf(tx, house, rooms, partyId);
    if (standing.length > 0) throw cannotErase(standing);
    const header = { verb: 'erase', erasure: id, asked: row.requestedBy, by: personId, ground };
    let records = 1;
    for (const room of rooms) records += await room.erase(tx, house, partyId, header);
    await eraseLooks(tx, house, partyId, header);
    await eraseOwner(tx, house, { kind: 'person', id: partyId }, header);
    await eraseRows(tx, partyId, at);
    await answerErasure(tx, { id, outcome: 'done', by: personId, post: post.id, at, note: null });
    await append(tx, house, {
      stream: { kind: 'erasure', id },
      header: { verb: 'done', partyId, by: personId, post: post.id, ground, records },
    });
    await audit(tx, actor, at, { word: 'ERASURE_DONE', subject: { kind: 'erasure', id }, details: { partyId, ground, records } });
    return { erasureId: id, records };
  });
  return outcome;
}

/** A request that waits. @throws Problem `identity.no-erasure`, `identity.erasure-answered`. */
export async function openErasure(tx: Tx, id: string): Promise<ErasureRow> {
  const row = await lockErasure(tx, id);
  if (row === undefined)
    throw problem(
      'notFound',
      'identity.no-erasure',
      { zh: '没有这份删除申请。', en: 'There is no such request.' },
      { zh: '请刷新申请清单再看。', en: 'Please reload the list.' },
    );
  if (row.outcome !== null)
    throw problem(
      'conflict',
      'identity.erasure-answered',
      row.outcome === 'done'
        ? { zh: '这份申请已经办完，资料删除了。', en: 'This request was carried out.' }
        : { zh: '这份申请已经退回了。', en: 'This request was declined.' },
      { zh: '请刷新申请清单再看。', en: 'Please reload the list.' },
    );
  return row;
}

const secondPerson = (): Problem =>
  problem(
    'forbidden',
    'identity.erasure-second',
    { zh: '申请是您提的，要由另一个人来确认。', en: 'You asked for this; somebody else has to confirm it.' },
    { zh: '请另一位安全管理员或审计员来确认。', en: 'Ask another security administrator or the auditor.' },
  );
