import { join } from 'node:path';
import { inTransaction } from '#platform/db';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import type { Job } from '#platform/jobs';
import { countOldWraps, lockRotation } from './data-key.sql.ts';
import { addMasterKey, dropOldMasterKeys, keyVersions } from './key-file.ts';

/** How a rotation of the master key stands. */
export type Rotation = {
  /** The master key everything new is wrapped under. */
  newest: number;
  /** Data keys wrapped anew by this call. */
  moved: number;
  /** Ids of data keys that could not be opened: they stay as they are, and so does the old master key. */
  damaged: string[];
  /** Old master keys taken out of the file by this call. */
  retired: number[];
  /** Old master keys that are still there. */
  kept: number[];
};

type Desk = Pick<House, 'db' | 'keys' | 'clock' | 'config'>;

/**
 * Longer than any transaction can last: one that wrapped its key under the old master a moment before the new one came
 * may commit after the last page was moved.
 */
const GRACE_MS = 10 * 60_000;

const dirOf = (house: Pick<House, 'config'>): string => join(house.config.dataDir, 'keys');

/** Adds a new master key, unless an earlier rotation is still open: that one is to be finished first. Answers whether it was added. */
export async function beginRotation(house: Desk): Promise<boolean> {
  return inTransaction(house.db, async (tx) => {
    if (!(await lockRotation(tx))) throw atIt();
    if (keyVersions(dirOf(house), 'master').length > 1) return false;
    addMasterKey(dirOf(house), house.clock.now());
    return true;
  });
}

/**
 * Goes on with a rotation wherever it stands: wraps what is still under an old master key, page by page while the house
 * works, and takes the old key out of the file once nothing needs it and nothing that began before can still come.
 */
export async function finishRotation(house: Desk): Promise<Rotation> {
  const versions = keyVersions(dirOf(house), 'master');
  const newest = versions.at(-1) as (typeof versions)[number];
  const old = versions.slice(0, -1).map((one) => one.version);
  if (old.length === 0) return { newest: newest.version, moved: 0, damaged: [], retired: [], kept: [] };
  const { moved, damaged } = await house.keys.rewrapKeys(house.db);
  const ripe = newest.since === null || house.clock.now().getTime() - newest.since.getTime() >= GRACE_MS;
  if (damaged.length > 0 || !ripe) return { newest: newest.version, moved, damaged, retired: [], kept: old };
  const retired = await inTransaction(house.db, async (tx) => {
    if (!(await lockRotation(tx)) || (await countOldWraps(tx, newest.version)) > 0) return [];
    return dropOldMasterKeys(dirOf(house));
  });
  return { newest: newest.version, moved, damaged, retired, kept: retired.length > 0 ? [] : old };
}

/** Begins a rotation or goes on with an open one, and does all that can be done now. */
export async function renewMasterKey(house: Desk): Promise<Rotation & { begun: boolean }> {
  const begun = await beginRotation(house);
  return { begun, ...(await finishRotation(house)) };
}

/** A rotation that was cut off, or waits for its old key to be needed no more, is finished by whichever server runs. */
export const keysJobs: Job[] = [
  {
    name: 'crypto.rotation',
    everySeconds: 300,
    run: async (house) => {
      const { retired, damaged } = await finishRotation(house);
      if (retired.length > 0) house.log.info({ retired }, 'old master keys are out of the key file');
      if (damaged.length > 0) house.log.warn({ damaged: damaged.length }, 'data keys that cannot be opened keep an old master key');
    },
  },
];

const atIt = () =>
  problem(
    'conflict',
    'platform.rotation-runs',
    { zh: '另一个进程正在换密钥。', en: 'Another process is rotating the keys.' },
    { zh: '等它做完再试。', en: 'Wait until it is done.' },
  );
