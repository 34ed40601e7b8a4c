import type { Owner, OwnerKey } from '#platform/crypto';
import type { Read, Tx } from '#platform/db';
import { type Problem, problem } from '#platform/errors';
import type { FileType } from './content-check.ts';
import type { FileRef, StagedFile } from './file.ts';
import { dropFile as dropRow, dropFilesOf, findFilesOf, insertFile, moveFiles } from './files.sql.ts';

const HALF_A_DAY = 12 * 3600 * 1000;

/** What the sealed columns of a file are bound to. */
export const nameLabel = (id: string): string => `files.name:${id}`;
export const secretLabel = (id: string): string => `files.secret:${id}`;

/** Between sending and keeping a clock was set forward, or the sender stood still for half a day: nothing is kept. */
const keptTooLate = (): Problem =>
  problem(
    'gone',
    'files.kept-too-late',
    { zh: '这个文件传上来以后过了太久，没有存上。', en: 'Too much time passed after this file was sent; it was not kept.' },
    { zh: '请再传一次，其他填好的都还在。', en: 'Send it once more; everything else is still there.' },
  );

/** Gives a staged file its owner and name. */
export async function keepFile(tx: Tx, at: Date, key: OwnerKey, staged: StagedFile, name: string): Promise<FileRef> {
  // The sweep removes what nobody kept within a day; far from that, the two cannot meet.
  if (at.getTime() - staged.stagedAt.getTime() > HALF_A_DAY) throw keptTooLate();
  const shown = withEnding(plainName(name), staged.type);
  await insertFile(tx, {
    id: staged.id,
    owner: key.owner,
    name: key.seal(shown, nameLabel(staged.id)),
    secret: key.sealBytes(staged.secret, secretLabel(staged.id)),
    type: staged.type,
    bytes: staged.bytes,
    digest: key.hash('files.digest', staged.digest),
    at,
  });
  return { id: staged.id, name: shown, type: staged.type, bytes: staged.bytes };
}

/** The files of a record, oldest first. */
export async function listFiles(read: Read, key: OwnerKey): Promise<FileRef[]> {
  const rows = await findFilesOf(read, key.owner);
  return rows.map((row) => ({
    id: row.id,
    name: key.open<string>(row.name as Buffer, nameLabel(row.id)),
    type: row.type,
    bytes: row.bytes,
  }));
}

export const adoptFiles = (tx: Tx, from: Owner, to: Owner): Promise<number> => moveFiles(tx, from, to);

export async function dropFile(tx: Tx, at: Date, id: string): Promise<void> {
  await dropRow(tx, at, id);
}

export const dropOwnerFiles = (tx: Tx, at: Date, owner: Owner): Promise<number> => dropFilesOf(tx, at, owner);

const endings: Record<FileType, readonly string[]> = {
  'application/pdf': ['.pdf'],
  'image/jpeg': ['.jpg', '.jpeg', '.jfif'],
  'image/png': ['.png'],
  'application/ofd': ['.ofd'],
};

/** A name ends as the content is: what was checked as a picture must not be opened as a page or program by whoever saves it. */
function withEnding(name: string, type: FileType): string {
  const known = endings[type];
  return known.some((ending) => name.toLowerCase().endsWith(ending)) ? name : `${name}${known[0] ?? ''}`;
}

/** Without folders, control and direction characters (a name must not read as another one), at most 120 characters. */
export function plainName(name: string): string {
  const base = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = [...base.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}"<>:|?*]/gu, '').trim()];
  const short = clean.length <= 120 ? clean : [...clean.slice(0, 100), '…', ...clean.slice(-19)];
  return short.join('') || '未命名';
}
