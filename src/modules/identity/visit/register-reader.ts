import type { Static } from 'typebox';
import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import { runCommand } from '#platform/command';
import { type Problem, problem } from '#platform/errors';
import type { House } from '#platform/house';
import { newId } from '#platform/ids';
import { append } from '#platform/ledger';
import { findWindow, getWindow } from '#places';
import type { readerRows } from '../contract.ts';
import { mustBeStaff } from '../session/must-be.ts';
import { endReaderRow, findReader, insertReader, listReaderRows } from './reader.sql.ts';

/**
 * Registers the card reader of a window by its Ed25519 public key. Chained: which device could say who stood at a window, and when.
 * @throws Problem `identity.reader-key`, `identity.reader-known`.
 */
export async function registerReader(
  actor: Actor,
  house: House,
  key: string,
  input: { windowId: string; name: string; publicKey: string },
): Promise<{ readerId: string }> {
  const { personId } = mustBeStaff(actor, 'sysadmin');
  const publicKey = Buffer.from(input.publicKey.trim(), 'base64url');
  if (publicKey.length !== 32) throw badKey();
  const { outcome } = await runCommand(actor, house, { verb: 'identity.registerReader', key, content: input }, async (tx) => {
    const at = house.clock.now();
    const window = await getWindow(tx, input.windowId);
    const id = newId();
    const name = input.name.trim();
    if (!(await insertReader(tx, { id, windowId: window.id, name, publicKey, sandbox: false, registeredAt: at, by: personId })))
      throw knownKey();
    await append(tx, house, {
      stream: { kind: 'reader', id },
      first: true,
      header: { verb: 'registered', windowId: window.id, publicKey: publicKey.toString('hex'), by: personId },
    });
    await audit(tx, actor, at, { word: 'READER_SET', subject: { kind: 'reader', id }, details: { windowId: window.id } });
    return { readerId: id };
  });
  return outcome;
}

/** Ends a reader: lost, broken or replaced. Ending twice is ending once. */
export async function endReader(actor: Actor, house: House, key: string, input: { readerId: string }): Promise<{ readerId: string }> {
  const { personId } = mustBeStaff(actor, 'sysadmin');
  const { outcome } = await runCommand(actor, house, { verb: 'identity.endReader', key, content: input }, async (tx) => {
    const at = house.clock.now();
    const reader = await findReader(tx, input.readerId);
    if (reader === undefined) throw noReader();
    if ((await endReaderRow(tx, reader.id, at)) === 1) {
      await append(tx, house, { stream: { kind: 'reader', id: reader.id }, header: { verb: 'ended', by: personId } });
      await audit(tx, actor, at, {
        word: 'READER_END',
        subject: { kind: 'reader', id: reader.id },
        details: { windowId: reader.windowId },
      });
    }
    return { readerId: reader.id };
  });
  return outcome;
}

/** Registered readers, those in use first. */
export async function listReaders(actor: Actor, house: House): Promise<Static<typeof readerRows>> {
  mustBeStaff(actor, 'sysadmin');
  return {
    rows: await Promise.all(
      (await listReaderRows(house.db, 500)).map(async (r) => ({
        id: r.id,
        windowId: r.windowId,
        windowName: (await findWindow(house.db, r.windowId))?.name ?? '',
        name: r.name,
        sandbox: r.sandbox,
        registeredAt: r.registeredAt.toISOString(),
        endedAt: r.endedAt?.toISOString() ?? null,
      })),
    ),
  };
}

const badKey = (): Problem => {
  const say = { zh: '这不是Ed25519公钥：要32个字节，写成base64url。', en: 'This is no Ed25519 public key: 32 bytes as base64url.' };
  return problem(
    'invalid',
    'identity.reader-key',
    say,
    { zh: '公钥在读卡器的设置页上，照原样复制过来。', en: 'The reader shows it among its settings; copy it as it is.' },
    { fields: [{ field: 'publicKey', say }] },
  );
};
const knownKey = (): Problem =>
  problem(
    'conflict',
    'identity.reader-known',
    { zh: '这把公钥已经登记在一台读卡器上。', en: 'This key is registered already.' },
    { zh: '一台读卡器一把钥匙；换窗口要先停用，再重新登记。', en: 'One key a reader; to move one, end it and register it anew.' },
  );
const noReader = (): Problem =>
  problem(
    'notFound',
    'identity.no-reader',
    { zh: '没有这台读卡器。', en: 'There is no such reader.' },
    { zh: '请刷新读卡器清单再看。', en: 'Please reload the list.' },
  );
