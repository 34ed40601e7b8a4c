import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { problem } from '#platform/errors';
import type { FileStore } from './file-store.ts';

/** The id of a stored file. */
export const idShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PARTS = '.part';

/** Files in folders by the first four digits of their random ids; half-written ones in `.part` until they are whole. */
export function diskStore(dir: string): FileStore {
  const pathOf = (id: string): string => {
    if (!idShape.test(id)) throw new Error('not the id of a file');
    return join(dir, id.slice(0, 2), id.slice(2, 4), id);
  };
  const partOf = (id: string): string => join(dir, PARTS, id);

  async function* entries(path: string): AsyncIterable<string> {
    for (const name of await readdir(path).catch(() => [])) yield name;
  }
  async function* found(folder: string): AsyncIterable<{ id: string; at: Date }> {
    for await (const name of entries(folder)) {
      if (!idShape.test(name)) continue;
      const info = await stat(join(folder, name)).catch(() => undefined);
      if (info !== undefined) yield { id: name, at: info.mtime };
    }
  }

  return {
    write: async (id, source, at) => {
      const path = pathOf(id);
      const part = partOf(id);
      await mkdir(join(dir, PARTS), { recursive: true, mode: 0o700 });
      try {
        const file = await open(part, 'wx', 0o600);
        try {
          for await (const piece of source) await file.appendFile(piece);
          // The house's clock, not the disk's: the sweep compares it with the house's clock.
          await file.utimes(at, at);
          await file.sync();
        } finally {
          await file.close();
        }
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await rename(part, path);
        for (const folder of [dirname(path), dirname(dirname(path)), dir]) await syncFolder(folder);
      } catch (error) {
        await rm(part, { force: true });
        throw translate(error);
      }
    },
    read: async function* (id) {
      try {
        for await (const piece of createReadStream(pathOf(id), { highWaterMark: 256 * 1024 })) yield piece as Buffer;
      } catch (error) {
        throw (error as { code?: string }).code === 'ENOENT' ? missing() : error;
      }
    },
    remove: async (id) => {
      await rm(pathOf(id), { force: true });
      await rm(partOf(id), { force: true });
    },
    list: async function* () {
      for await (const one of entries(dir)) {
        if (one === PARTS) yield* found(join(dir, PARTS));
        else for await (const two of entries(join(dir, one))) yield* found(join(dir, one, two));
      }
    },
  };
}

/** Sets a stored file's time; for tests of the sweep. */
export async function touch(dir: string, id: string, at: Date): Promise<void> {
  await utimes(join(dir, id.slice(0, 2), id.slice(2, 4), id), at, at);
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** The bytes of a file that has a row are not there. */
export function missing(): Error {
  return problem(
    'unavailable',
    'files.missing',
    { zh: '这个文件现在取不出来。', en: 'This file cannot be fetched now.' },
    {
      zh: '请告诉工作人员，由管理员查文件存储。办件记录还在，不受影响。',
      en: 'Please tell a member of staff; an administrator has to check the file store. The record of the case is not affected.',
    },
  );
}

function translate(error: unknown): unknown {
  return ['ENOSPC', 'EDQUOT', 'EROFS'].includes((error as { code?: string }).code ?? '') ? noSpace(error) : error;
}

/** The store is full. */
export function noSpace(cause: unknown): Error {
  return problem(
    'unavailable',
    'files.no-space',
    { zh: '系统现在存不下文件，这个文件没有传上来。', en: 'The system cannot store files now; this one was not taken.' },
    {
      zh: '已经填的内容都在。请晚些再传，或者带上原件到窗口办。',
      en: 'What you filled in is safe. Please upload later, or bring the original to a window.',
    },
    { cause },
  );
}
