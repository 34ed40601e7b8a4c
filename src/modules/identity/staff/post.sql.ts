import type { Post } from '#platform/actor';
import { type Read, sql, type Tx } from '#platform/db';
import type { Text } from '#platform/text';

/** A post with the person in it. */
export type StaffPost = Post & { personId: string; personName: string; label: Text };

type Row = Omit<StaffPost, 'items'> & { items: string[] | null };
const columns =
  sql.raw(`t.id, t.role, t.organ_id as "organId", t.region_code as "regionCode", t.region_path as "regionPath", t.point_id as "pointId",
  t.window_id as "windowId", t.items, t.title, jsonb_strip_nulls(jsonb_build_object('zh', t.title, 'en', t.title_en)) as label,
  t.person_id as "personId", p.name as "personName"`);
const from = sql.raw('identity.post t join identity.staff s on s.party_id = t.person_id join identity.party p on p.id = t.person_id');
const inForce = (today: string) =>
  sql`t.valid_from <= ${today} and (t.valid_to is null or t.valid_to > ${today}) and s.valid_from <= ${today} and (s.valid_to is null or s.valid_to > ${today})`;
const toPost = (row: Row): StaffPost => ({ ...row, items: row.items ?? '*' });

/** Posts in force of a person on a day, the one used last first. */
export async function postsOf(read: Read, personId: string, today: string): Promise<StaffPost[]> {
  const rows = await read.many<Row>(
    sql`select ${columns} from ${from} where t.person_id = ${personId} and ${inForce(today)} order by t.last_used_at desc nulls last, t.key`,
  );
  return rows.map(toPost);
}

/** A post, also one that has ended: old deeds name it. */
export async function findPost(read: Read, id: string): Promise<StaffPost | undefined> {
  const row = await read.maybe<Row>(sql.named('identity.post')`select ${columns} from ${from} where t.id = ${id}`);
  return row && toPost(row);
}

/** A post by the key data files give it. */
export async function findPostByKey(read: Read, key: string): Promise<StaffPost | undefined> {
  const row = await read.maybe<Row>(sql`select ${columns} from ${from} where t.key = ${key}`);
  return row && toPost(row);
}

/** Several posts at once. */
export async function findPosts(read: Read, ids: readonly string[]): Promise<StaffPost[]> {
  if (ids.length === 0) return [];
  return (await read.many<Row>(sql`select ${columns} from ${from} where t.id = any(${[...new Set(ids)]}::uuid[])`)).map(toPost);
}

/** Posts in force, by organ and role: who could take a step. */
export async function listPosts(read: Read, options: { today: string; organId?: string; role?: Post['role'] }): Promise<StaffPost[]> {
  const rows = await read.many<Row>(sql`
    select ${columns} from ${from} where ${inForce(options.today)}
      ${options.organId === undefined ? sql`` : sql`and t.organ_id = ${options.organId}`}
      ${options.role === undefined ? sql`` : sql`and t.role = ${options.role}`}
    order by t.title, p.name`);
  return rows.map(toPost);
}

/** Puts a post in force. `key` names posts of data files, which are then put once. */
export async function insertPost(
  tx: Tx,
  p: Omit<StaffPost, 'personName' | 'label'> & {
    key: string | null;
    titleEn: string | null;
    validFrom: string;
    grantedBy: string | null;
    at: Date;
  },
): Promise<boolean> {
  const rows = await tx.run(sql`
    insert into identity.post (id, key, person_id, role, organ_id, region_code, region_path, point_id, window_id, items, title, title_en, valid_from, granted_by, granted_at)
    values (${p.id}, ${p.key}, ${p.personId}, ${p.role}, ${p.organId}, ${p.regionCode}, ${p.regionPath}, ${p.pointId}, ${p.windowId},
      ${p.items === '*' ? null : p.items}::text[], ${p.title}, ${p.titleEn}, ${p.validFrom}, ${p.grantedBy}, ${p.at})
    on conflict (key) do nothing`);
  return rows === 1;
}

/** Ends a post from a day on. */
export async function endPostRow(tx: Tx, id: string, day: string): Promise<number> {
  return tx.run(sql`update identity.post set valid_to = ${day} where id = ${id} and valid_to is null`);
}

/** Which keys of posts exist already. */
export async function knownPostKeys(read: Read): Promise<Set<string>> {
  return new Set((await read.many<{ key: string }>(sql`select key from identity.post where key is not null`)).map((r) => r.key));
}

/** Takes somebody on; a number is used once. */
export async function insertStaff(tx: Tx, s: { partyId: string; number: string; validFrom: string }): Promise<void> {
  await tx.run(
    sql`insert into identity.staff (party_id, number, valid_from) values (${s.partyId}, ${s.number}, ${s.validFrom}) on conflict do nothing`,
  );
}

/** Whether somebody works here on a day. */
export async function isStaff(read: Read, partyId: string, today: string): Promise<boolean> {
  const row = await read.one<{ ok: boolean }>(sql`
    select exists (select 1 from identity.staff where party_id = ${partyId} and valid_from <= ${today} and (valid_to is null or valid_to > ${today})) as ok`);
  return row.ok;
}

/** Posts of one person are given one after another. */
export async function lockStaff(tx: Tx, partyId: string): Promise<void> {
  await tx.many(sql`select 1 from identity.staff where party_id = ${partyId} for update`);
}

/** A member of staff, also one who has left. */
export type StaffMember = { personId: string; name: string; number: string };

/** Posts in force at an office, with the staff number and since when. */
export async function listOfficePosts(
  read: Read,
  organId: string,
  today: string,
): Promise<
  { postId: string; personId: string; name: string; number: string; role: string; title: Text; windowId: string | null; since: string }[]
> {
  return read.many(sql`
    select t.id as "postId", t.person_id as "personId", p.name, s.number, t.role,
      jsonb_strip_nulls(jsonb_build_object('zh', t.title, 'en', t.title_en)) as title, t.window_id as "windowId", t.valid_from as since
    from ${from} where t.organ_id = ${organId} and ${inForce(today)} order by t.title, p.name, t.id`);
}

/** Staff by the exact number or the exact name: whoever asks knows whom he means. */
export async function findStaff(read: Read, numberOrName: string): Promise<StaffMember[]> {
  return read.many<StaffMember>(sql`
    select s.party_id as "personId", p.name, s.number from identity.staff s join identity.party p on p.id = s.party_id
    where s.number = ${numberOrName} or p.name = ${numberOrName} order by s.number limit 20`);
}

/** Regions of all posts a person has or had. */
export async function regionsOfPosts(read: Read, personIds: readonly string[]): Promise<{ personId: string; regionPath: string }[]> {
  return read.many(sql`
    select distinct person_id as "personId", region_path as "regionPath" from identity.post where person_id = any(${[...personIds]}::uuid[])`);
}
