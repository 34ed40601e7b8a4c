import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { problem } from '#platform/errors';
import { BOX_KEY_BYTES, type BoxKey, boxKey, boxVersion, openBox, sealBox } from './box.ts';
import type { KeyCustody } from './custody.ts';
import { makeSm2KeyPair, type Sm2KeyPair, signSm2 } from './sm2.ts';
import { hmacSm3 } from './sm3.ts';

/** `since` is when the key was added to a running house; the first ones have none. */
type Versioned<T> = { version: number; since?: string } & T;
type KeyFile = {
  format: 1;
  master: Versioned<{ key: string }>[];
  lookup: Versioned<{ key: string }>[];
  fingerprint: string;
  signing: Versioned<Sm2KeyPair>[];
};

const secret = (bytes: number): string => randomBytes(bytes).toString('base64');

/**
 * Opens `<dir>/keyring.json`, made once with mode 0600 when it does not exist (two starts at once agree on one).
 * Whoever has this file and the database can read everything: back it up apart from the database.
 */
export function openKeyFile(dir: string): KeyCustody {
  const path = join(dir, 'keyring.json');
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const text = readIfThere(path) ?? create(dir, path);
  if ((statSync(path).mode & 0o077) !== 0 && process.platform !== 'win32') chmodSync(path, 0o600);
  return followed(path, custodyOf(parse(text, path)));
}

/**
 * The same file as it is now: a rotation replaces it while servers run, and each has to wrap under the new key from the
 * next moment on. One look at the file's number and time costs microseconds; a file that is gone or broken changes nothing.
 */
function followed(path: string, first: KeyCustody): KeyCustody {
  const stamp = (): string => {
    const at = statSync(path, { throwIfNoEntry: false });
    return at === undefined ? '' : `${at.ino}:${at.mtimeMs}:${at.size}`;
  };
  let seen = stamp();
  let custody = first;
  const now = (): KeyCustody => {
    const there = stamp();
    if (there !== seen && there !== '') {
      custody = custodyOf(parse(readFileSync(path, 'utf8'), path));
      seen = there;
    }
    return custody;
  };
  return {
    wrap: (key, label) => now().wrap(key, label),
    unwrap: (wrapped, label) => now().unwrap(wrapped, label),
    masterVersion: () => now().masterVersion(),
    lookupVersions: () => now().lookupVersions(),
    lookup: (version, kind, value) => now().lookup(version, kind, value),
    fingerprintKey: () => now().fingerprintKey(),
    publicKeys: () => now().publicKeys(),
    sign: (message, publicKey) => now().sign(message, publicKey),
  };
}

/** The keys of a text that was read from a key file. @throws Problem `platform.keys-broken`. */
export const custodyOfText = (text: string): KeyCustody => custodyOf(parse(text, 'keyring.json'));

/** The text of the key file, or undefined when there is none; nothing is made. */
export const readKeyFile = (dir: string): string | undefined => readIfThere(join(dir, 'keyring.json'));

/** Puts a key file where there is none. @throws Error EEXIST when there is one. */
export function placeKeyFile(dir: string, text: string): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const draft = writeDraft(dir, text);
  try {
    linkSync(draft, join(dir, 'keyring.json'));
    syncDir(dir);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** A master or look-up key as the file names it. */
export type KeyVersion = { version: number; since: Date | null };

/** Versions in the key file, oldest first. */
export function keyVersions(dir: string, kind: 'master' | 'lookup'): KeyVersion[] {
  const path = join(dir, 'keyring.json');
  return parse(readFileSync(path, 'utf8'), path)
    [kind].map(({ version, since }) => ({ version, since: since === undefined ? null : new Date(since) }))
    .toSorted((a, b) => a.version - b.version);
}

/** Adds a new master key; from then on new keys are wrapped under it, and `rewrapKeys` moves the old ones over. */
export const addMasterKey = (dir: string, at?: Date): number => addKey(dir, 'master', BOX_KEY_BYTES, at);

/** Adds a new look-up key; from then on new look-up columns are made with it, and reading tries all versions. */
export const addLookupKey = (dir: string, at?: Date): number => addKey(dir, 'lookup', 32, at);

function addKey(dir: string, kind: 'master' | 'lookup', bytes: number, at?: Date): number {
  let version = 0;
  changeKeyFile(dir, (file) => {
    version = Math.max(...file[kind].map((one) => one.version)) + 1;
    if (version > 255) throw new Error('a key version is one byte');
    file[kind].push({ version, key: secret(bytes), ...(at === undefined ? {} : { since: at.toISOString() }) });
  });
  return version;
}

/** Takes every master key but the newest out of the file. Whoever calls knows that nothing is wrapped under them any more. */
export function dropOldMasterKeys(dir: string): number[] {
  const dropped: number[] = [];
  changeKeyFile(dir, (file) => {
    const newest = Math.max(...file.master.map((one) => one.version));
    dropped.push(...file.master.map((one) => one.version).filter((version) => version !== newest));
    file.master = file.master.filter((one) => one.version === newest);
  });
  return dropped;
}

function changeKeyFile(dir: string, change: (file: KeyFile) => void): void {
  const path = join(dir, 'keyring.json');
  const file = parse(readFileSync(path, 'utf8'), path);
  change(file);
  renameSync(writeDraft(dir, JSON.stringify(file)), path);
  syncDir(dir);
}

function create(dir: string, path: string): string {
  const file: KeyFile = {
    format: 1,
    master: [{ version: 1, key: secret(BOX_KEY_BYTES) }],
    lookup: [{ version: 1, key: secret(32) }],
    fingerprint: secret(32),
    signing: [{ version: 1, ...makeSm2KeyPair() }],
  };
  const draft = writeDraft(dir, JSON.stringify(file));
  try {
    // A link fails when the name is taken, where a rename would silently replace the keys of a faster start.
    linkSync(draft, path);
    syncDir(dir);
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(path, 'utf8');
}

function writeDraft(dir: string, text: string): string {
  const draft = join(dir, `.keyring.${process.pid}.${randomBytes(4).toString('hex')}`);
  const fd = openSync(draft, 'wx', 0o600);
  try {
    writeSync(fd, text);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  return draft;
}

function syncDir(dir: string): void {
  if (process.platform === 'win32') return;
  const fd = openSync(dir, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined;
    throw error;
  }
}

function parse(text: string, path: string): KeyFile {
  let file: KeyFile | undefined;
  try {
    file = JSON.parse(text) as KeyFile;
  } catch {
    file = undefined;
  }
  const whole = file?.format === 1 && [file.master, file.lookup, file.signing].every((list) => Array.isArray(list) && list.length > 0);
  if (!whole || file === undefined) {
    throw problem(
      'unavailable',
      'platform.keys-broken',
      { zh: `密钥文件读不出来：${path}`, en: `The key file cannot be read: ${path}` },
      {
        zh: '请用备份的密钥文件恢复。不要删除它重新生成：已存的内容会再也打不开。',
        en: 'Restore it from its back-up. Do not delete it to get a new one: what is stored could never be opened again.',
      },
    );
  }
  return file;
}

function missing(version: number): Error {
  return problem(
    'unavailable',
    'platform.keys-missing',
    { zh: `第${version}号主密钥不在这台机器上。`, en: `Master key ${version} is not on this machine.` },
    { zh: '请由管理员恢复与这个数据库配套的密钥文件。', en: 'An administrator has to restore the key file that belongs to this database.' },
  );
}

function custodyOf(file: KeyFile): KeyCustody {
  const masters = new Map<number, BoxKey>(file.master.map((one) => [one.version, boxKey(Buffer.from(one.key, 'base64'))]));
  const lookups = new Map<number, KeyObject>(file.lookup.map((one) => [one.version, createSecretKey(Buffer.from(one.key, 'base64'))]));
  const newest = Math.max(...masters.keys());
  const signing = file.signing.toSorted((a, b) => a.version - b.version);
  const fingerprint = Buffer.from(file.fingerprint, 'base64');
  return {
    wrap: async (key, label) => sealBox(masters.get(newest) as BoxKey, newest, key, label),
    unwrap: async (wrapped, label) => {
      const version = boxVersion(wrapped);
      const master = masters.get(version);
      if (master === undefined) throw missing(version);
      return openBox(master, wrapped, label);
    },
    masterVersion: () => newest,
    lookupVersions: () => [...lookups.keys()].sort((a, b) => b - a),
    lookup: (version, kind, value) => {
      const key = lookups.get(version);
      if (key === undefined) throw missing(version);
      return hmacSm3(key, kind, '\0', value);
    },
    fingerprintKey: () => fingerprint,
    publicKeys: () => signing.map(({ version, publicKey }) => ({ version, publicKey })),
    sign: async (message, publicKey) => {
      const pair = signing.find((one) => one.publicKey === publicKey);
      if (pair === undefined) throw new Error('the house has no such signing key');
      return signSm2(message, pair);
    },
  };
}
