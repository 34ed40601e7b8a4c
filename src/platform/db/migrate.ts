import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { projectRoot } from '#platform/config';

/** Rooms with tables, in the order in which their migrations run. A room is a folder below `src`. */
export const rooms = [
  'platform/db',
  'platform/crypto',
  'platform/ledger',
  'platform/files',
  'modules/places',
  'modules/identity',
  'modules/catalog',
  'modules/cases',
  'modules/notices',
  'modules/feedback',
] as const;

/** One migration file: plain SQL, numbered inside its room, never edited after it was released. */
export type Migration = { room: string; file: string; text: string; checksum: string };

/** All migrations of the house in order; a room without a migrations folder has none. */
export function listMigrations(root = projectRoot()): Migration[] {
  return rooms.flatMap((room) => {
    const dir = join(root, 'src', room, 'migrations');
    let files: string[];
    try {
      files = readdirSync(dir);
    } catch {
      return [];
    }
    return files
      .filter((file) => file.endsWith('.sql'))
      .sort()
      .map((file) => {
        const text = readFileSync(join(dir, file), 'utf8');
        return { room, file, text, checksum: createHash('sha256').update(text).digest('hex') };
      });
  });
}

/**
 * Applies what is missing, each file in its own transaction, under one advisory lock so that two starts at
 * once do it once. Needs a direct connection (a transaction pooler cannot hold the lock).
 * @throws when a file that was applied has been edited since: old data would no longer be what the code expects.
 */
export async function migrate(directUrl: string, at: Date, migrations = listMigrations()): Promise<string[]> {
  const client = new pg.Client({ connectionString: directUrl });
  await client.connect();
  const applied: string[] = [];
  try {
    await client.query('select pg_advisory_lock(7106010)');
    await client.query('create schema if not exists platform');
    await client.query(
      'create table if not exists platform.migration (room text not null, file text not null, checksum text not null, applied_at timestamptz not null, primary key (room, file))',
    );
    const done = new Map(
      (
        await client.query<{ key: string; checksum: string }>("select room || '/' || file as key, checksum from platform.migration")
      ).rows.map((row) => [row.key, row.checksum]),
    );
    for (const one of migrations) {
      const key = `${one.room}/${one.file}`;
      const before = done.get(key);
      if (before === one.checksum) continue;
      if (before !== undefined) throw new Error(`migration ${key} was edited after it had been applied; add a new file instead`);
      await client.query('begin');
      try {
        await client.query(one.text);
        await client.query('insert into platform.migration (room, file, checksum, applied_at) values ($1, $2, $3, $4)', [
          one.room,
          one.file,
          one.checksum,
          at,
        ]);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback');
        throw new Error(`migration ${key} failed: ${(error as Error).message}`, { cause: error });
      }
      applied.push(key);
    }
  } finally {
    await client.end();
  }
  return applied;
}
