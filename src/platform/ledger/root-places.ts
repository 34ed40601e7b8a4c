import { closeSync, fstatSync, fsyncSync, mkdirSync, openSync, readSync, renameSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Config } from '#platform/config';
import { inTransaction } from '#platform/db';
import type { Json } from '#platform/errors';
import type { House } from '#platform/house';
import { canonicalJson } from '#platform/crypto';
import { markSent, unsentSeals } from './seal.sql.ts';

/** A signed root as it leaves the house. */
export type OutsideRoot = { statement: string; signature: string };

/** A place outside the house that keeps roots. It must be one the house cannot rewrite, or it proves nothing. */
export type RootPlace = { name: string; send(roots: OutsideRoot[]): Promise<void> };

/** The places of this installation; a new kind of place is one line here. */
export function rootPlaces(config: Pick<Config, 'rootsFile'>): RootPlace[] {
  return config.rootsFile === null ? [] : [filePlace(config.rootsFile)];
}

/** Appends one JSON line a root to a file: another disk, a printer, a mounted share of the archive. */
function filePlace(path: string): RootPlace {
  return {
    name: `file:${path}`,
    send: async (roots) => {
      mkdirSync(dirname(path), { recursive: true });
      const fd = openSync(path, 'a+', 0o644);
      try {
        // A line that a crash cut must not swallow the next one.
        const size = fstatSync(fd).size;
        const last = Buffer.alloc(1, '\n');
        if (size > 0) readSync(fd, last, 0, 1, size - 1);
        writeSync(fd, last.toString() === '\n' ? '' : '\n');
        writeSync(fd, roots.map((root) => `${canonicalJson(root as unknown as Json)}\n`).join(''));
        fsyncSync(fd);
      } finally {
        closeSync(fd);
      }
    },
  };
}

/** Sends to each place what it does not have yet. A crash after sending sends again: a root twice is no contradiction. */
export async function publishRoots(house: Pick<House, 'db' | 'config' | 'clock'>, places = rootPlaces(house.config)): Promise<number> {
  let sent = 0;
  for (const place of places) {
    for (;;) {
      const seals = await unsentSeals(house.db, place.name, 500);
      if (seals.length === 0) break;
      await place.send(seals.map((seal) => ({ statement: seal.statement, signature: seal.signature.toString('hex') })));
      await inTransaction(house.db, (tx) =>
        markSent(
          tx,
          house.clock.now(),
          place.name,
          seals.map((seal) => seal.number),
        ),
      );
      sent += seals.length;
    }
  }
  return sent;
}

/** Reads a file of roots. Lines that are none (cut by a crash, or spoilt) are counted: what they said is vouched for no more. */
export function readRoots(text: string): { roots: OutsideRoot[]; unreadable: number } {
  const roots: OutsideRoot[] = [];
  let unreadable = 0;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const root = parseRoot(line);
    if (root === undefined) unreadable++;
    else roots.push(root);
  }
  return { roots, unreadable };
}

function parseRoot(line: string): OutsideRoot | undefined {
  try {
    const root = JSON.parse(line) as OutsideRoot;
    return typeof root.statement === 'string' && typeof root.signature === 'string' ? root : undefined;
  } catch {
    return undefined;
  }
}

/** Roots of an earlier house at the same path are kept under another name: a new house has no part in them. Answers that name. */
export function setRootsAside(path: string, at: Date): string | undefined {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0) return undefined;
  const aside = `${path}.until-${at.toISOString().replaceAll(/[:.]/g, '')}`;
  renameSync(path, aside);
  return aside;
}
