import { type Read, sql, type Tx } from '#platform/db';
import { asRecord } from '../record/columns.ts';

/** A demand that was refused, as it is counted. */
export type RefusedDemand = {
  id: string;
  at: Date;
  itemKey: string;
  materialKind: string;
  caseId: string | null;
  draftId: string | null;
  visitId: string | null;
  postId: string | null;
  organId: string | null;
  regionPath: string;
  because: string;
};

/** Counts one. */
export async function insertRefusedDemand(tx: Tx, row: RefusedDemand): Promise<void> {
  await tx.run(
    sql`insert into cases.refused_demand select * from jsonb_populate_record(null::cases.refused_demand, ${JSON.stringify(asRecord(row))}::jsonb)`,
  );
}

/** How often each material was demanded in vain, for the public figures. */
export async function countRefusedDemands(
  read: Read,
  from: Date,
  to: Date,
): Promise<{ itemKey: string; materialKind: string; because: string; count: number }[]> {
  return read.many(sql`
    select item_key as "itemKey", material_kind as "materialKind", because, count(*)::int as count from cases.refused_demand
    where at >= ${from} and at < ${to} group by 1, 2, 3 order by 4 desc`);
}
