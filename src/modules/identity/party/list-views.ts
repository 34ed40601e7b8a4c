import { listViewsOf as listRows } from '#platform/audit';
import type { House } from '#platform/house';
import type { Text } from '#platform/text';
import { findOrganById } from '#places';
import { findPosts } from '../staff/post.sql.ts';
import { listParties } from './party.sql.ts';

/** One look at somebody's data, as that person reads it. */
export type LookedAt = { at: Date; who: string; organ: string; post: string; what: Text; reason: string; caseId: string | null };

const whatWords: Record<string, Text> = {
  visit: { zh: '接待时看到姓名和打码的证件', en: 'name and masked documents, at a visit' },
  facts: { zh: '身份信息', en: 'identity data' },
  documents: { zh: '证件号码全号', en: 'document numbers in full' },
  phone: { zh: '手机号', en: 'telephone number' },
  address: { zh: '住址', en: 'address' },
  birth: { zh: '出生日期', en: 'date of birth' },
  status: { zh: '办到哪一步', en: 'how far a case is' },
  case: { zh: '办件内容', en: 'a case' },
  draft: { zh: '没交的草稿', en: 'a draft' },
  rating: { zh: '您打的分和写的话', en: 'a rating you gave' },
  paper: { zh: '文书', en: 'a paper' },
  file: { zh: '上传的材料', en: 'an uploaded file' },
  export: { zh: '全部内容导出成文件', en: 'everything, exported to files' },
};

/** Who looked at a party's data, newest first, for that party to read (rule I9). */
export async function listViewsOf(house: House, partyId: string, options: { caseId?: string; limit?: number } = {}): Promise<LookedAt[]> {
  const rows = await listRows(house.db, partyId, options);
  const people = new Map(
    (
      await listParties(
        house.db,
        rows.flatMap((r) => r.viewerId ?? []),
      )
    ).map((p) => [p.id, p.name]),
  );
  const posts = new Map(
    (
      await findPosts(
        house.db,
        rows.flatMap((r) => r.postId ?? []),
      )
    ).map((p) => [p.id, p.title]),
  );
  const organs = new Map<string, string>();
  for (const id of new Set(rows.flatMap((r) => r.organId ?? []))) organs.set(id, (await findOrganById(house.db, id))?.name ?? '');
  return rows.map((r) => ({
    at: r.at,
    who: people.get(r.viewerId ?? '') ?? (r.what === 'export' ? '系统管理员' : ''),
    organ: organs.get(r.organId ?? '') ?? '',
    post: posts.get(r.postId ?? '') ?? '',
    what: whatWords[r.what] ?? { zh: r.what },
    reason: r.reason,
    caseId: r.caseId,
  }));
}
