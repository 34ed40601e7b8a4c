import { type Read, sql } from '#platform/db';
import type { CopyState } from '../review/review.rules.ts';

/** An item as its editors find it. */
export interface ItemLine {
  key: string;
  name: string;
  department: string;
  regionCode: string | null;
  versions: { key: string; name: string; number: number; publishedAt: string; state: string }[];
  held: string | null;
  copyId: string | null;
  copyState: CopyState | null;
}

export async function listItemLines(read: Read): Promise<ItemLine[]> {
  return read.many(sql`
    select b.key, b.name, b.department, min(i.region_code) as "regionCode",
      coalesce(jsonb_agg(jsonb_build_object('key', h.key, 'name', h.name, 'number', v.number, 'publishedAt', v.published_at, 'state',
        case when v.withdrawn_at is not null then 'withdrawn' when v.paused_at is not null then 'paused' else 'open' end) order by h.key)
        filter (where v.id is not null), '[]') as versions,
      max(h.hold_reason) as held, c.id as "copyId", c.state as "copyState"
    from catalog.base_item b
    left join catalog.implementing_item i on i.base_item_id = b.id
    left join catalog.handling_item h on h.implementing_item_id = i.id
    left join catalog.item_version v on v.handling_item_id = h.id and v.superseded_at is null
    left join catalog.working_copy c on c.item_key = b.key and c.state not in ('published', 'abandoned')
    where b.origin = 'document'
    group by b.key, b.name, b.department, c.id, c.state order by b.key`);
}
