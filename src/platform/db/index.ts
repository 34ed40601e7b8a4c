/** The door of `platform/db`: the only room that imports `pg`. See README.md. */
export { sql, Sql } from './sql.ts';
export { inTransaction, openDb } from './database.ts';
export type { Db, Read, Tx } from './database.ts';
export { listMigrations, migrate, rooms } from './migrate.ts';
export type { Migration } from './migrate.ts';
export { openCopyConnection } from './copy.ts';
export type { CopyConnection } from './copy.ts';
export { arrayText, openLoader } from './load.ts';
export type { Load, Loader } from './load.ts';
export { openListener } from './listener.ts';
export type { Listener } from './listener.ts';
export { serverVersion } from './server.sql.ts';
