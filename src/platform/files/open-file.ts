import { Readable } from 'node:stream';
import type { KeyVault, Owner } from '#platform/crypto';
import type { Read } from '#platform/db';
import { problem } from '#platform/errors';
import { decryptChunks } from './chunks.ts';
import type { FileStore } from './file-store.ts';
import type { FileRef } from './file.ts';
import { findFile } from './files.sql.ts';
import { nameLabel, secretLabel } from './keep-file.ts';

/** A file, whose it is, and its bytes decrypted and checked as they flow. */
export async function openFile(
  store: FileStore,
  read: Read,
  keys: KeyVault,
  id: string,
): Promise<{ file: FileRef; owner: Owner; bytes: Readable }> {
  const row = await findFile(read, id);
  if (row === undefined || row.name === null || row.secret === null) throw unknown();
  const owner = { kind: row.ownerKind, id: row.ownerId };
  const key = await keys.keyOf(read, owner);
  const secret = key.openBytes(row.secret, secretLabel(row.id));
  const file: FileRef = { id: row.id, name: key.open<string>(row.name, nameLabel(row.id)), type: row.type, bytes: row.bytes };
  return { file, owner, bytes: Readable.from(decryptChunks(secret, row.id, store.read(row.id)), { objectMode: false }) };
}

function unknown(): Error {
  return problem(
    'notFound',
    'files.unknown',
    { zh: '没找到这个文件，可能已经拿掉了。', en: 'This file was not found; it may have been taken away.' },
    { zh: '请回到办件页面刷新看看。', en: 'Please go back to the case and reload the page.' },
  );
}
