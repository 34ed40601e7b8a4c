import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { createGunzip, createGzip } from 'node:zlib';
import { Readable } from 'node:stream';
import { problem } from '#platform/errors';
import { newId } from '#platform/ids';
import { broken, type Part } from './manifest.ts';

/**
 * Makes a new folder that gets its name only when all of it is written: whatever breaks off leaves nothing that looks whole.
 * @throws Problem `backup.taken` when something is there already.
 */
export async function newFolder<T>(to: string, work: (dir: string) => Promise<T>): Promise<T> {
  const target = resolve(to);
  if (existsSync(target) && (await readdir(target)).length > 0) throw taken(target);
  const making = join(dirname(target), `.${basename(target)}.unfinished-${newId().slice(-8)}`);
  await mkdir(making, { recursive: true, mode: 0o700 });
  try {
    const answer = await work(making);
    await syncFolder(making);
    if (existsSync(target)) await rm(target, { recursive: true });
    await rename(making, target);
    await syncFolder(dirname(target));
    return answer;
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    throw error;
  }
}

const taken = (path: string) =>
  problem(
    'conflict',
    'backup.taken',
    { zh: `${path}里已经有东西，什么也没有写。`, en: `${path} is not empty; nothing was written.` },
    { zh: '请换一个新的文件夹名，比如加上日期。', en: 'Name a new folder, for example with the date.' },
  );

/** Writes one part durably and tells its size and hash. */
export async function writePart(dir: string, path: string, source: AsyncIterable<Uint8Array>): Promise<Part> {
  const at = join(dir, path);
  const hash = createHash('sm3');
  let bytes = 0;
  try {
    await mkdir(dirname(at), { recursive: true, mode: 0o700 });
    const file = await open(at, 'wx', 0o600);
    try {
      for await (const piece of source) {
        hash.update(piece);
        bytes += piece.length;
        await file.appendFile(piece);
      }
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    await rm(at, { force: true });
    throw noSpace(error);
  }
  return { path, bytes, sm3: hash.digest('hex') };
}

/** A text as a source. */
export async function* textSource(...texts: string[]): AsyncIterable<Buffer> {
  for (const text of texts) yield Buffer.from(text, 'utf8');
}

/** Rows squeezed on their way to the disk; `seen` hears the rows as they are. */
export function squeeze(source: AsyncIterable<Buffer>, seen: (piece: Buffer) => void): AsyncIterable<Buffer> {
  async function* watched(): AsyncIterable<Buffer> {
    for await (const piece of source) {
      seen(piece);
      yield piece;
    }
  }
  const from = Readable.from(watched());
  const to = createGzip({ level: 6 });
  from.once('error', (error) => to.destroy(error));
  return from.pipe(to);
}

/** The rows of a squeezed part. */
export function unsqueeze(dir: string, path: string): AsyncIterable<Buffer> {
  const from = createReadStream(join(dir, path), { highWaterMark: 256 * 1024 });
  const to = createGunzip();
  from.once('error', (error) => to.destroy(error));
  return from.pipe(to);
}

/** Reads a part that is small. */
export const readPart = (dir: string, part: Part): Promise<string> => readFile(join(dir, part.path), 'utf8');

/** Compares a part with what the manifest says. @throws Problem `backup.broken`. */
export async function checkPart(dir: string, part: Part): Promise<void> {
  const hash = createHash('sm3');
  let bytes = 0;
  try {
    for await (const piece of createReadStream(join(dir, part.path), { highWaterMark: 256 * 1024 })) {
      hash.update(piece as Buffer);
      bytes += (piece as Buffer).length;
    }
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOENT') throw error;
    throw broken({ zh: `少了${part.path}`, en: `${part.path} is missing` });
  }
  if (bytes !== part.bytes || hash.digest('hex') !== part.sm3)
    throw broken({ zh: `${part.path}和清单不符`, en: `${part.path} differs from the manifest` });
}

/** Makes names durable after a rename or new files. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function noSpace(error: unknown): unknown {
  if (!['ENOSPC', 'EDQUOT'].includes((error as { code?: string }).code ?? '')) return error;
  return problem(
    'unavailable',
    'backup.no-space',
    { zh: '磁盘满了，备份没有做成，也没有留下半份。', en: 'The disk is full: no back-up was made, and no half of one is left.' },
    { zh: '请腾出空间或换一个地方再备份。', en: 'Free some space or choose another place, then back up again.' },
    { cause: error },
  );
}
