import { type Read, sql } from '#platform/db';
import type { Json } from '#platform/errors';
import { type Mirror, mirrorKey } from '#platform/ledger';
import type { ActionRow } from '../record/rows.ts';
import { headerOf } from '../record/save-move.ts';

type Stored = ActionRow & { versionId: string; papers: { id: string; kind: string; number: string }[] };

/** `verify` makes each chained header anew from the rows people read, so that an edited action is seen (I7). */
export const casesMirror: Mirror = {
  kind: 'case',
  headersOf: async (read, entries) => {
    const rows = await read.many<Stored>(sql`
      select a.home_region as "homeRegion", a.case_id as "caseId", a.seq, a.verb, a.from_state as "fromState", a.to_state as "toState", a.actor_kind as "actorKind",
        a.actor_id as "actorId", a.actor_name as "actorName", a.for_party_id as "forPartyId", a.capacity, a.post_id as "postId", a.post_title as "postTitle",
        a.organ_id as "organId", a.door, a.visit_id as "visitId", a.step_id as "stepId", a.occurred_at as "occurredAt", a.occurred_source as "occurredSource",
        a.recorded_at as "recordedAt", a.note, c.version_id as "versionId",
        coalesce((select json_agg(json_build_object('id', p.id, 'kind', p.kind, 'number', p.number) order by p.id)
          from cases.paper p where p.home_region = a.home_region and p.case_id = a.case_id and p.seq = a.seq), '[]'::json) as papers
      from cases.action a
      join cases."case" c on c.home_region = a.home_region and c.id = a.case_id
      where a.case_id = any(${[...new Set(entries.map((e) => e.id))]}::uuid[])`);
    const wanted = new Set(entries.map((e) => mirrorKey(e.id, e.seq)));
    const headers = new Map<string, Json>();
    for (const row of rows) {
      const key = mirrorKey(row.caseId, row.seq);
      if (wanted.has(key)) headers.set(key, headerOf(row, row.versionId, row.papers));
    }
    return headers;
  },
  count: async (read: Read) => (await read.one<{ n: number }>(sql`select count(*) as n from cases.action`)).n,
};
