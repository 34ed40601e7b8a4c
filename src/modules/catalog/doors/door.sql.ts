/** SQL of what doors say they can draw. */
import { type Read, sql, type Tx } from '#platform/db';
import type { Text } from '#platform/text';

/** A door and what it can draw; `*` says it hands the data on and draws nothing itself. */
export interface DoorRow {
  key: string;
  name: Text;
  draws: string[];
}

export async function listDoors(read: Read): Promise<DoorRow[]> {
  return read.many(sql`select key, jsonb_build_object('zh', name, 'en', name_en) as name, draws from catalog.door order by key`);
}

/** Written only when something changed, so that starting costs nothing. */
export async function saveDoor(tx: Tx, at: Date, door: { key: string; name: string; nameEn: string; draws: string[] }): Promise<number> {
  return tx.run(sql`
    insert into catalog.door as d (key, name, name_en, draws, said_at)
    values (${door.key}, ${door.name}, ${door.nameEn}, ${door.draws}::text[], ${at})
    on conflict (key) do update set name = excluded.name, name_en = excluded.name_en, draws = excluded.draws, said_at = excluded.said_at
    where d.draws <> excluded.draws or d.name <> excluded.name or d.name_en <> excluded.name_en`);
}
