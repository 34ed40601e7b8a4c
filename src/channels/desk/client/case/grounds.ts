import { inChinese, t } from '../language.ts';
/** Grounds as the law and the design list them, and the words each begins with: a ground decides what the paper says first. */
/** One way to choose. */
export type Choice = { value: string; name: string };

/** Grounds by deed. */
export const grounds: Record<string, Choice[]> = {
  refuseAcceptance: [
    { value: 'notRequired', name: t('这件事不用批准', 'No approval is needed') },
    { value: 'notCompetent', name: t('不归本机关管', 'Not this organ’s business') },
    { value: 'notCorrected', name: t('补正到期仍缺要件', 'Still incomplete after the correction time') },
    { value: 'notEntitled', name: t('不符合申请资格', 'Not entitled to apply') },
  ],
  terminate: [
    { value: 'personGone', name: t('申请人死亡或者终止', 'The applicant died or ceased to exist') },
    { value: 'objectGone', name: t('申请的对象已不存在', 'What was applied for no longer exists') },
    { value: 'duplicate', name: t('重复申请', 'Applied for twice') },
    { value: 'lawChanged', name: t('法律已经改变', 'The law has changed') },
  ],
  supersedeDecision: [
    { value: 'correction', name: t('更正文书', 'Correct the paper') },
    { value: 'revocation', name: t('撤销', 'Revoke') },
    { value: 'review', name: t('复议结果', 'Result of a review') },
    { value: 'court', name: t('法院判决', 'Judgment of a court') },
  ],
};

/** What a later decision leaves. */
export const leavesChoices: Choice[] = [
  { value: 'granted', name: t('准予', 'Grant') },
  { value: 'refused', name: t('不予', 'Refuse') },
  { value: 'revoked', name: t('撤销', 'Revoke') },
  { value: 'reopened', name: t('重新办理', 'Do it again') },
];

/** Words each ground begins with; the officer fills in what is particular. What somebody wrote himself stays. */
export const beginnings: Record<string, string> = {
  notRequired: inChinese('您申请的事依法不用批准，可以直接做。'),
  notCompetent: inChinese('这件事不归本机关管，请向（写明机关名称和地址）提出。'),
  notCorrected: inChinese('补正的期限到了，还缺（写明缺什么），所以不能受理。补齐以后随时可以再来申请。'),
  notEntitled: inChinese('按规定，您现在不符合申请条件：（写明哪一条）。情况变了，随时可以再来申请。'),
  personGone: inChinese('申请人已经去世或者终止，这件不再办下去。'),
  objectGone: inChinese('申请的事已经不存在，这件不再办下去。'),
  duplicate: inChinese('同一件事已经在办（写明办件号），这一件不再办下去，那一件照常办。'),
  lawChanged: inChinese('法律已经改变，这件事不用再办。'),
};
