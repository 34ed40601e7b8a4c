import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Clock } from '#platform/clock';
import type { Config } from '#platform/config';
import { custodyOfText, keyVaultOver, placeKeyFile, readKeyFile } from '#platform/crypto';
import { type CopyConnection, openCopyConnection, openDb, listMigrations } from '#platform/db';
import { problem } from '#platform/errors';
import { type Files, filesOf } from '#platform/files';
import { declareRestoration } from '#platform/ledger';
import { checkPart, readPart, syncFolder, textSource, unsqueeze, writePart } from './folder.ts';
import { broken, MANIFEST, type Manifest, manifestHash, type Part, readManifest } from './manifest.ts';
import { restoringMark } from './restoring.ts';
import {
  applyText,
  begin,
  commit,
  copyTableIn,
  copyTableOut,
  dropSchemas,
  emptyTable,
  holdMigrations,
  houseSchemas,
  liftReferences,
  listTables,
  makeMigrationTable,
  otherClients,
  relayAgain,
  setSequence,
  type Table,
} from './tables.sql.ts';

/** Where a back-up goes. */
export type RestoreTarget = {
  config: Config;
  direct: string;
  clock: Clock;
  /** Text of the key file that belongs to the back-up; without it the one in DATA_DIR/keys is taken. */
  keys?: string;
  /** Told to put the back-up in the place of what is there. */
  replace: boolean;
};

/** What a restore did. */
export type Restored = { manifest: Manifest; rows: number; rootsFrom: 'outside' | 'backup' | 'none'; aside: string[] };

/** Reads every byte of a back-up against its manifest. @throws Problem `backup.none`, `backup.broken`. */
export async function checkBackup(from: string): Promise<Manifest> {
  if (!existsSync(join(from, MANIFEST))) throw noBackup(from);
  const { manifest } = readManifest(await readPart(from, { path: MANIFEST, bytes: 0, sm3: '' }));
  for (const part of [...manifest.migrations, ...manifest.tables, manifest.files, ...(manifest.roots === null ? [] : [manifest.roots])])
    await checkPart(from, part);
  let count = 0;
  for await (const part of fileList(from)) {
    await checkPart(from, part);
    count++;
  }
  if (count !== manifest.files.count) throw broken({ zh: '文件的数目不对', en: 'the number of files differs' });
  return manifest;
}

/**
 * Puts a back-up into an empty place (or, when told, into the place of what is there). Every byte is checked first; the
 * database is one transaction that ends only if every table has the rows and the hash of the manifest. A mark in DATA_DIR
 * keeps a house whose restore broke off from being opened; calling again finishes it.
 */
export async function restore(target: RestoreTarget, from: string): Promise<Restored> {
  const manifest = await checkBackup(resolve(from));
  for (const one of manifest.migrations) {
    const ours = listMigrations().find((m) => m.room === one.room && m.file === one.file);
    if (ours?.checksum !== one.checksum) throw olderProgram(`${one.room}/${one.file}`);
  }
  const { config, clock } = target;
  const keysDir = join(config.dataDir, 'keys');
  const keyText = target.keys ?? readKeyFile(keysDir);
  if (keyText === undefined) throw noKeys();
  const custody = custodyOfText(keyText);
  const known = custody.publicKeys().map((one) => one.publicKey);
  if (!manifest.signers.every((one) => known.includes(one))) throw otherKeys();

  const mark = restoringMark(config.dataDir);
  const again = existsSync(mark);
  const filesDir = join(config.dataDir, 'files');
  const on = await openCopyConnection(target.direct);
  const aside: string[] = [];
  try {
    await holdMigrations(on);
    if ((await otherClients(on)) > 0) throw inUse();
    const schemas = await houseSchemas(on);
    const hasFiles = !(await isEmpty(filesOf(config)));
    const full = schemas.length > 0 || hasFiles;
    if (full && !again && !target.replace) throw notEmpty();

    await mkdir(config.dataDir, { recursive: true, mode: 0o755 });
    if (!again) await writeFile(mark, `${resolve(from)}\n`);
    await syncFolder(config.dataDir);
    const stamp = clock.now().toISOString().replaceAll(/[:.]/g, '');
    const setAside = async (path: string): Promise<void> => {
      await rename(path, `${path}.until-${stamp}`);
      aside.push(`${path}.until-${stamp}`);
    };
    // A bucket cannot be set aside: what was in it and has no row is swept after a day.
    if (hasFiles && config.s3 === null && (!again || target.replace)) await setAside(filesDir);
    await restoreFiles(filesOf(config), resolve(from), clock.now());
    const there = readKeyFile(keysDir);
    if (there !== undefined && target.keys !== undefined && there !== target.keys) await setAside(keysDir);
    if (readKeyFile(keysDir) === undefined) placeKeyFile(keysDir, keyText);

    await begin(on);
    await dropSchemas(on, schemas);
    const rows = await restoreTables(on, resolve(from), manifest);
    await relayAgain(on, manifest.waiting);
    await commit(on);

    const rootsFrom = await restoreRoots(config, resolve(from), manifest);
    const db = openDb(target.direct, { max: 2 });
    try {
      await declareRestoration({ db, keys: keyVaultOver(custody), clock, config }, manifestHash(manifest));
    } finally {
      await db.close();
    }
    await rm(mark);
    await syncFolder(config.dataDir);
    return { manifest, rows, rootsFrom, aside };
  } finally {
    await on.close();
  }
}

async function restoreTables(on: CopyConnection, from: string, manifest: Manifest): Promise<number> {
  await makeMigrationTable(on);
  for (const one of manifest.migrations) await applyText(on, await readPart(from, one));
  const putBack = await liftReferences(on);
  const made = new Map<string, Table>((await listTables(on)).map((table) => [table.name, table]));
  let rows = 0;
  for (const part of manifest.tables) {
    const table = made.get(part.name);
    if (table === undefined || table.columns.join() !== part.columns.join())
      throw broken({ zh: `表${part.name}和它的结构不符`, en: `table ${part.name} does not fit its own migrations` });
    await emptyTable(on, table);
    rows += await on.copyIn(copyTableIn(table), unsqueeze(from, part.path));
  }
  for (const one of manifest.sequences) await setSequence(on, one.name, one.value);
  await putBack();
  for (const part of manifest.tables)
    if ((await contentOf(on, made.get(part.name) as Table)) !== part.content)
      throw broken({ zh: `表${part.name}恢复后和清单不符`, en: `table ${part.name} differs from the manifest after loading` });
  return rows;
}

/** SM3 over a table's rows as text in its own order. */
export async function contentOf(on: CopyConnection, table: Table): Promise<string> {
  const hash = createHash('sm3');
  for await (const piece of on.copyOut(copyTableOut(table))) hash.update(piece);
  return hash.digest('hex');
}

async function* fileList(from: string): AsyncIterable<Part> {
  for await (const line of createInterface({ input: createReadStream(join(from, 'files.jsonl')), crlfDelay: Infinity }))
    if (line !== '') yield JSON.parse(line) as Part;
}

async function isEmpty({ store }: Files): Promise<boolean> {
  for await (const _one of store.list()) return false;
  return true;
}

async function restoreFiles({ store }: Files, from: string, at: Date): Promise<void> {
  for await (const part of fileList(from)) {
    const id = part.path.split('/').at(-1) as string;
    await store.remove(id);
    await store.write(id, createReadStream(join(from, part.path)), at);
  }
}

/** The outside place is the better witness: it is only filled from the back-up when nothing is there. */
async function restoreRoots(config: Config, from: string, manifest: Manifest): Promise<Restored['rootsFrom']> {
  if (config.rootsFile === null) return 'none';
  if (existsSync(config.rootsFile)) return 'outside';
  if (manifest.roots === null) return 'none';
  await writePart(
    dirname(config.rootsFile),
    config.rootsFile.slice(dirname(config.rootsFile).length + 1),
    textSource(await readPart(from, manifest.roots)),
  );
  return 'backup';
}

const noBackup = (path: string) =>
  problem(
    'invalid',
    'backup.none',
    { zh: `${path}里没有完整的备份：少了${MANIFEST}。`, en: `There is no whole back-up in ${path}: it has no ${MANIFEST}.` },
    { zh: '没做完的备份不能用来恢复。请换另一份。', en: 'A back-up that broke off cannot be restored. Use another one.' },
  );
const olderProgram = (what: string) =>
  problem(
    'conflict',
    'backup.newer',
    {
      zh: `这份备份的表结构（${what}）这个版本不认识。没有恢复任何内容。`,
      en: `This version does not know the tables of the back-up (${what}). Nothing was restored.`,
    },
    { zh: '请用做备份的那个版本或更新的版本来恢复。', en: 'Restore with the version that made it, or a later one.' },
  );
const noKeys = () =>
  problem(
    'invalid',
    'backup.no-keys',
    {
      zh: '没有密钥：备份里不含密钥，DATA_DIR/keys里也没有。',
      en: 'There are no keys: a back-up never holds them, and DATA_DIR/keys is empty.',
    },
    {
      zh: '请用--keys写明单独保存的密钥文件，或者把原来的keyring.json放回DATA_DIR/keys。',
      en: 'Name the sealed keys kept apart with --keys, or put the old keyring.json back into DATA_DIR/keys.',
    },
  );
const otherKeys = () =>
  problem(
    'conflict',
    'backup.other-keys',
    {
      zh: '这套密钥不是这份备份的，里面的内容会打不开。没有恢复任何内容。',
      en: 'These keys do not belong to this back-up. Nothing was restored.',
    },
    { zh: '请换和备份配套的密钥文件。', en: 'Use the key file that belongs to the back-up.' },
  );
const inUse = () =>
  problem(
    'conflict',
    'backup.in-use',
    { zh: '数据库正有程序在用，没有恢复。', en: 'Somebody works in this database; nothing was restored.' },
    { zh: '请先停下所有通办服务，再恢复。', en: 'Stop every Tongban server first, then restore.' },
  );
const notEmpty = () =>
  problem(
    'conflict',
    'backup.not-empty',
    { zh: '这里已经有数据，没有恢复，也没有改动。', en: 'There is a house here already; nothing was restored and nothing changed.' },
    {
      zh: '请用空的DATA_DIR和数据库来恢复；确实要替换现有内容，加上--replace=yes。',
      en: 'Restore into an empty DATA_DIR and database; to put the back-up in the place of what is there, add --replace=yes.',
    },
  );
