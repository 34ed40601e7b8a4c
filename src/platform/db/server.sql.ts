import type { Read } from './database.ts';
import { sql } from './sql.ts';

/** Version of the server behind this connection, `18.4`. */
export async function serverVersion(read: Read): Promise<string> {
  return (await read.one<{ version: string }>(sql`select current_setting('server_version') as version`)).version;
}
