import type { Text } from '#platform/text';
import { verbNames } from '../lifecycle/verbs.ts';
import { auditWord } from '../record/save-move.ts';

const t = (zh: string, en: string): Text => ({ zh, en });

const others: Readonly<Record<string, Text>> = {
  VISIT_OPEN: t('开始接待', 'Visit opened'),
  VISIT_FOR: t('登记替谁办', 'Said for whom the visit is'),
  VISIT_CLOSE: t('结束接待', 'Visit closed'),
  DRAFT_START: t('开始填写', 'Draft begun'),
  DRAFT_CARRY: t('换成新版指南', 'Draft carried to the newest version'),
  DRAFT_DISCARD: t('丢弃草稿', 'Draft discarded'),
  DRAFT_ASK_OPEN: t('问本人能不能打开草稿', 'Asked to open a draft'),
  DRAFT_OPEN_CODE: t('用交接码打开草稿', 'Draft opened by its code'),
  MATERIAL_DEMAND_REFUSED: t('重复要材料，被拒绝', 'Asking again for a known document was refused'),
  CASE_FILE_PUT: t('传文件', 'File put into a case'),
  CASE_EXPORT: t('导出整件', 'Case exported'),
  PERSON_EXPORT: t('导出一个人的资料', 'Data of a person exported'),
  OWN_DATA_EXPORT: t('本人导出自己的资料', 'Own data exported'),
  WAITING_EXPORT: t('导出督办表', 'Open cases exported'),
  VIEW_SAVE: t('存筛选', 'View saved'),
  VIEW_DELETE: t('删筛选', 'View deleted'),
  HANDED_OVER_SEEN: t('看到改派', 'Reassignment seen'),
  CALENDAR_PUBLISH: t('公布工作日历', 'Working calendar published'),
  AUDIT_SEARCH: t('查审计记录', 'Record searched'),
  PAPER_SERVED: t('文书送达', 'Paper served'),
  POST_GRANT: t('设岗位', 'Post given'),
  POST_END: t('停岗位', 'Post ended'),
  POST_CHOSEN: t('换岗位', 'Post chosen'),
  CONTACT_SET: t('改联系方式', 'Contact changed'),
  RELATIVE_NAMED: t('登记亲属', 'Relative named'),
  NAME_SEARCH: t('按姓名查人', 'People searched by name'),
  PRESENCE_CODE: t('出示身份码', 'Identity code shown'),
  ACT_FOR: t('换成替单位办', 'Acting for an organisation'),
  LOGIN_LINK: t('登录账号认定', 'Login linked'),
  SIGN_OUT: t('退出登录', 'Signed out'),
  RATE: t('打分', 'Rated'),
  HOLD_PLACED: t('冻结销毁', 'Hold placed'),
  HOLD_LIFTED: t('解除冻结', 'Hold lifted'),
  ERASURE_ASK: t('申请删除资料', 'Erasure asked'),
  ERASURE_DONE: t('删除资料', 'Erased'),
  ERASURE_DECLINE: t('不予删除资料', 'Erasure declined'),
  ITEM_PUBLISH: t('发布事项', 'Item published'),
  NOTICE_PREFERENCE: t('改通知方式', 'Notice preference changed'),
};

const byWord = new Map(Object.entries(verbNames).map(([verb, name]) => [auditWord(verb), name]));

/** A word of the record as people say it; one that has no words stays as it is written. */
export const sayAuditWord = (word: string): Text => byWord.get(word) ?? others[word] ?? { zh: word, en: word };
