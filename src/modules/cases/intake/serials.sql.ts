import { sql, type Tx } from '#platform/db';

/** Takes `count` serials; answers the first one after them. */
export async function leaseSerials(tx: Tx, b: { region: string; day: string; door: number; count: number }): Promise<number> {
  const row = await tx.one<{ next: number }>(sql`
    insert into cases.serial_block as b (region, day, door, next) values (${b.region}, ${b.day}, ${b.door}, ${b.count + 1})
    on conflict (region, day, door) do update set next = b.next + ${b.count} returning next`);
  return row.next;
}
