import { startTestPostgres } from '#platform/db/launcher';

/** One database server for the whole run. TEST_DATABASE_URL set from outside means: use that server. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['TEST_DATABASE_URL']) return undefined;
  const server = await startTestPostgres();
  process.env['TEST_DATABASE_URL'] = server.url;
  return () => server.stop();
}
