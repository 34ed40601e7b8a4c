import { queryOptions } from '@tanstack/react-query';
import type { OfficeRow, OfficeView } from '#contracts/identity';
import { get, queryOf } from '../api.ts';
import { t } from '../language.ts';

/** What stands in the address of the screen: an office, or words of one's name. */
export type PostsSearch = { text?: string; office?: string };
export const readPostsSearch = (search: Record<string, unknown>): PostsSearch => ({
  ...(typeof search['text'] === 'string' && search['text'] !== '' ? { text: search['text'] } : {}),
  ...(typeof search['office'] === 'string' && search['office'] !== '' ? { office: search['office'] } : {}),
});

export const officesQuery = (text: string) =>
  queryOptions({
    queryKey: ['offices', text],
    queryFn: async () => (await get<{ rows: OfficeRow[] }>(`/api/staff/offices${queryOf({ text })}`)).rows,
  });

export const officeQuery = (organId: string) =>
  queryOptions({ queryKey: ['office', organId], queryFn: () => get<OfficeView>(`/api/staff/offices/${encodeURIComponent(organId)}`) });

/** Roles as the administrator reads them. */
export const roleNames: Record<string, string> = {
  clerk: t('窗口综合受理', 'Window clerk'),
  approver: t('审批', 'Approver'),
  manager: t('负责人', 'Manager'),
  editor: t('事项编辑', 'Catalogue editor'),
  reviewer: t('事项审核', 'Catalogue reviewer'),
  sysadmin: t('系统管理员', 'System administrator'),
  secadmin: t('安全管理员', 'Security administrator'),
  auditor: t('审计员', 'Auditor'),
};

/** Why a post ends. */
export const endNames: Record<string, string> = {
  moved: t('换了岗位', 'Moved to another post'),
  left: t('离职', 'Left'),
  leave: t('长期请假', 'On long leave'),
  mistake: t('设错了', 'Given by mistake'),
};
