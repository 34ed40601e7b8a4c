import { type Read, sql, type Tx } from '#platform/db';
import type { SavedView, WaitingFilter } from '../contract.ts';

/** Views a person saved, by name. */
export async function listViews(read: Read, personId: string): Promise<SavedView[]> {
  return read.many(sql`select id, name, filter from cases.saved_view where person_id = ${personId} order by name collate "C", id`);
}

/** Saves a view; one of the same name takes the new filter. */
export async function putView(
  tx: Tx,
  v: { id: string; personId: string; name: string; filter: WaitingFilter; at: Date },
): Promise<{ id: string }> {
  return tx.one(sql`
    insert into cases.saved_view (id, person_id, name, filter, saved_at)
    values (${v.id}, ${v.personId}, ${v.name}, ${JSON.stringify(v.filter)}::jsonb, ${v.at})
    on conflict (person_id, name) do update set filter = excluded.filter, saved_at = excluded.saved_at
    returning id`);
}

/** Takes a view of this person away. */
export async function dropView(tx: Tx, personId: string, id: string): Promise<number> {
  return tx.run(sql`delete from cases.saved_view where id = ${id} and person_id = ${personId}`);
}
