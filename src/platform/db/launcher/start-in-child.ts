// Test program: starts a server as its own process, so that tests can kill it or run it under another account.
import { startPostgres } from './start-postgres.ts';

process.umask(Number.parseInt(process.argv[3] ?? '022', 8));
const server = await startPostgres({ dataDir: process.argv[2] as string });
process.stdout.write(`${JSON.stringify({ url: server.url, adopted: server.adopted, pid: server.pid() })}\n`);
process.stdin.resume().once('end', () => void server.stop().then(() => process.exit(0)));
