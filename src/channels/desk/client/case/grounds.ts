/** Grounds as the law and the design list them, and the words each begins with: a ground decides what the paper says first. */
/** One way to choose. */
export type Choice = { value: string; name: string };

/** Grounds by deed. */
export const grounds: Record<string, Choice[]> = {
  refuseAcceptance: [
    { value: 'notRequired', name: '这件事不用批准' },
    { value: 'notCompetent', name: '不归本机关管' },
    { value: 'notCorrected', name: '补正到期仍缺要件' },
    { value: 'notEntitled', name: '不符合申请资格' },
  ],
  terminate: [
    { value: 'personGone', name: '申请人死亡或者终止' },
    { value: 'objectGone', name: '申请的对象已不存在' },
    { value: 'duplicate', name: '重复申请' },
    { value: 'lawChanged', name: '法律已经改变' },
  ],
  supersedeDecision: [
    { value: 'correction', name: '更正文书' },
    { value: 'revocation', name: '撤销' },
    { value: 'review', name: '复议结果' },
    { value: 'court', name: '法院判决' },
  ],
};

/** What a later decision leaves. */
export const leavesChoices: Choice[] = [
  { value: 'granted', name: '准予' },
  { value: 'refused', name: '不予' },
  { value: 'revoked', name: '撤销' },
  { value: 'reopened', name: '重新办理' },
];

/** Words each ground begins with; the officer fills in what is particular. What somebody wrote himself stays. */
export const beginnings: Record<string, string> = {
  notRequired: '您申请的事依法不用批准，可以直接做。',
  notCompetent: '这件事不归本机关管，请向（写明机关名称和地址）提出。',
  notCorrected: '补正的期限到了，还缺（写明缺什么），所以不能受理。补齐以后随时可以再来申请。',
  notEntitled: '按规定，您现在不符合申请条件：（写明哪一条）。情况变了，随时可以再来申请。',
  personGone: '申请人已经去世或者终止，这件不再办下去。',
  objectGone: '申请的事已经不存在，这件不再办下去。',
  duplicate: '同一件事已经在办（写明办件号），这一件不再办下去，那一件照常办。',
  lawChanged: '法律已经改变，这件事不用再办。',
};
