import { type Read, sql, type Tx } from '#platform/db';
import { newId } from '#platform/ids';

/** What `other` is to the party: mother, spouse, legalRepresentative … */
export type Relation = {
  id: string;
  partyId: string;
  otherId: string;
  otherName: string;
  otherKind: 'natural' | 'organisation';
  kind: string;
  /** 0 said by one side, 1 recorded by staff, 2 from a register: only 2 opens data on the portal. */
  level: number;
};

const columns = sql.raw(
  `r.id, r.party_id as "partyId", r.other_id as "otherId", o.name as "otherName", o.kind as "otherKind", r.kind, r.level`,
);
const from = sql.raw('identity.relation r join identity.party o on o.id = r.other_id');

/** Relations in force of a party, best known first. */
export async function listRelations(read: Read, partyId: string): Promise<Relation[]> {
  return read.many<Relation>(sql.named('identity.relations')`
    select ${columns} from ${from} where r.party_id = ${partyId} and r.ended_at is null order by r.level desc, r.at`);
}

/** The best known relation of one party to another. */
export async function relationBetween(read: Read, partyId: string, otherId: string): Promise<Relation | undefined> {
  const rows = await read.many<Relation>(sql.named('identity.relation_between')`
    select ${columns} from ${from} where r.party_id = ${partyId} and r.other_id = ${otherId} and r.ended_at is null
    order by r.level desc, r.at limit 1`);
  return rows[0];
}

/** Records a relation; a better source of the same relation raises its level. */
export async function putRelation(
  tx: Tx,
  r: { partyId: string; otherId: string; kind: string; level: number; source: string; at: Date },
): Promise<void> {
  await tx.run(sql`
    insert into identity.relation as t (id, party_id, other_id, kind, level, source, at)
    values (${newId()}, ${r.partyId}, ${r.otherId}, ${r.kind}, ${r.level}, ${r.source}, ${r.at})
    on conflict (party_id, other_id, kind) where ended_at is null
    do update set level = excluded.level, source = excluded.source, at = excluded.at where t.level < excluded.level`);
}

/** The organisations a person legally represents by a register. */
export async function listRepresented(read: Read, personId: string): Promise<{ partyId: string; name: string; relationId: string }[]> {
  return read.many(sql.named('identity.represented')`
    select p.id as "partyId", p.name, r.id as "relationId" from identity.relation r join identity.party p on p.id = r.party_id
    where r.other_id = ${personId} and r.kind = 'legalRepresentative' and r.level = 2 and r.ended_at is null order by p.name`);
}
