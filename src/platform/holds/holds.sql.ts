import type { Owner } from '#platform/crypto';
import { type Read, sql, type Tx } from '#platform/db';

/** A hold on a record. */
export type Hold = { id: string; ownerKind: string; ownerId: string; reason: string; placedAt: Date; liftedAt: Date | null };

const columns = sql`id, owner_kind as "ownerKind", owner_id as "ownerId", reason, placed_at as "placedAt", lifted_at as "liftedAt"`;

export async function insertHold(tx: Tx, row: { id: string; owner: Owner; reason: string; at: Date }): Promise<void> {
  await tx.run(sql`
    insert into platform.legal_hold (id, owner_kind, owner_id, reason, placed_at)
    values (${row.id}, ${row.owner.kind}, ${row.owner.id}, ${row.reason}, ${row.at})`);
}

export async function endHold(tx: Tx, id: string, reason: string, at: Date): Promise<Hold | undefined> {
  return tx.maybe<Hold>(sql`
    update platform.legal_hold set lifted_at = ${at}, lifted_reason = ${reason} where id = ${id} and lifted_at is null returning ${columns}`);
}

/** Holds in force, oldest first. */
export async function listHolds(read: Read): Promise<Hold[]> {
  return read.many<Hold>(sql`select ${columns} from platform.legal_hold where lifted_at is null order by placed_at, id`);
}

/** Which of these records are held. */
export async function heldAmong(read: Read, kind: string, ids: readonly string[]): Promise<Set<string>> {
  const rows = await read.many<{ id: string }>(sql`
    select distinct owner_id as id from platform.legal_hold
    where owner_kind = ${kind} and owner_id = any(${ids}::uuid[]) and lifted_at is null`);
  return new Set(rows.map((row) => row.id));
}
