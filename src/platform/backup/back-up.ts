import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { type CopyConnection, listMigrations, openCopyConnection } from '#platform/db';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { newFolder, squeeze, textSource, writePart } from './folder.ts';
import { MANIFEST, type Manifest, spellManifest, type TablePart } from './manifest.ts';
import {
  appliedMigrations,
  beginSnapshot,
  commit,
  copyTableOut,
  eventsInQueue,
  holdSweep,
  keptFiles,
  listSequences,
  listTables,
  type Table,
  versionOf,
} from './tables.sql.ts';

type Desk = Pick<House, 'keys' | 'files' | 'clock' | 'config'>;

/**
 * Writes everything that counts into a new folder, from one picture of the database, while the house goes on working.
 * The folder gets its name only when all of it is written: whatever breaks off leaves nothing that looks like a back-up.
 * The keys are not in it. @throws Problem `backup.taken`, `backup.no-space`, `backup.newer`.
 */
export async function backUp(house: Desk, direct: string, to: string, notCarried: readonly string[]): Promise<Manifest> {
  return newFolder(to, async (making) => {
    const on = await openCopyConnection(direct);
    try {
      const manifest = await writeAll(house, on, making, notCarried);
      await writePart(making, MANIFEST, textSource(await spellManifest(manifest, house.keys)));
      return manifest;
    } finally {
      await on.close();
    }
  });
}

async function writeAll(house: Desk, on: CopyConnection, dir: string, notCarried: readonly string[]): Promise<Manifest> {
  // Bytes that the picture knows must stay until they are copied, so no sweep meanwhile.
  await holdSweep(on);
  await beginSnapshot(on);
  const at = house.clock.now().toISOString();
  const migrations = await writeMigrations(on, dir);
  const tables: TablePart[] = [];
  for (const table of await listTables(on)) if (!notCarried.includes(table.name)) tables.push(await writeTable(on, dir, table));
  const [sequences, waiting, ids, postgres] = [await listSequences(on), await eventsInQueue(on), await keptFiles(on), await versionOf(on)];
  await commit(on);
  const files = await writeFiles(house, dir, ids);
  const { rootsFile } = house.config;
  const roots =
    rootsFile !== null && existsSync(rootsFile) ? await writePart(dir, 'roots.jsonl', textSource(await readFile(rootsFile, 'utf8'))) : null;
  return {
    format: 1,
    at,
    postgres,
    migrations,
    tables,
    notCarried: [...notCarried],
    sequences,
    waiting,
    files,
    roots,
    signers: house.keys.publicKeys().map((one) => one.publicKey),
  };
}

/** The text of every migration this database has had: a restore makes the same tables, on whatever version of the program. */
async function writeMigrations(on: CopyConnection, dir: string): Promise<Manifest['migrations']> {
  const done = await appliedMigrations(on);
  const ours = listMigrations();
  const unknown = done.find((one) => !ours.some((m) => m.room === one.room && m.file === one.file && m.checksum === one.checksum));
  if (unknown !== undefined) throw newer(`${unknown.room}/${unknown.file}`);
  const parts: Manifest['migrations'] = [];
  for (const { room, file, checksum, text } of ours) {
    if (!done.some((one) => one.room === room && one.file === file)) continue;
    const part = await writePart(dir, `schema/${room.replaceAll('/', '.')}/${file}`, textSource(text));
    parts.push({ ...part, room, file, checksum });
  }
  return parts;
}

async function writeTable(on: CopyConnection, dir: string, table: Table): Promise<TablePart> {
  const content = createHash('sm3');
  let rows = 0;
  const source = squeeze(on.copyOut(copyTableOut(table)), (piece) => {
    content.update(piece);
    for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) rows++;
  });
  const part = await writePart(dir, `tables/${table.name.replaceAll('"', '')}.copy.gz`, source);
  return { ...part, name: table.name, columns: table.columns, rows, content: content.digest('hex') };
}

/** The bytes of every file as they lie in the store, encrypted, and the list of them. */
async function writeFiles(house: Desk, dir: string, ids: readonly string[]): Promise<Manifest['files']> {
  let total = 0;
  let missing = 0;
  async function* list(): AsyncIterable<Buffer> {
    for (const id of ids) {
      const part = await writePart(dir, `files/${id.slice(0, 2)}/${id}`, house.files.store.read(id)).catch((error: unknown) => {
        // One lost file must not keep everything else from being backed up; it is counted and told.
        if ((error as { code?: string }).code !== 'files.missing') throw error;
        return undefined;
      });
      if (part === undefined) {
        missing++;
        continue;
      }
      total += part.bytes;
      yield Buffer.from(`${JSON.stringify(part)}\n`, 'utf8');
    }
  }
  const part = await writePart(dir, 'files.jsonl', list());
  return { ...part, count: ids.length - missing, missing, total };
}

const newer = (what: string) =>
  problem(
    'conflict',
    'backup.newer',
    { zh: `数据库里有这个版本不认识的表结构（${what}），没有备份。`, en: `The database has tables this version does not know (${what}).` },
    { zh: '请用和数据库配套的那个版本来备份。', en: 'Back up with the version that belongs to the database.' },
  );
