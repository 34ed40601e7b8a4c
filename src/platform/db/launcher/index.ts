/** Starts or joins the bundled PostgreSQL of a data folder. */
export { type Postgres, type PostgresOptions, postgresPid, startPostgres } from './start-postgres.ts';
/** The shared server of a test run, and cheap databases on it. */
export { cloneDatabase, databaseUrl, dropDatabase, ensureDatabase, startTestPostgres } from './test-postgres.ts';
