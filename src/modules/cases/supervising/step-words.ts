import type { Text } from '#platform/text';
import type { StepKind } from '../lifecycle/facts.ts';
import type { LampWord } from '../contract.ts';

/** Kinds of steps as a manager reads them. */
export const stepWords: Readonly<Record<StepKind, Text>> = {
  intake: { zh: '收件核对', en: 'Intake' },
  assign: { zh: '待分派部门', en: 'Office to be assigned' },
  correction: { zh: '等申请人补正', en: 'Waiting for a correction' },
  unanswered: { zh: '补正逾期未交', en: 'Correction not answered' },
  escalation: { zh: '到期过问', en: 'Limit passed, to be looked at' },
  review: { zh: '审查', en: 'Review' },
  query: { zh: '请窗口核实', en: 'Question to the window' },
  supplement: { zh: '等申请人补充', en: 'Waiting for a supplement' },
  promised: { zh: '等容缺材料', en: 'Waiting for a promised document' },
  extension: { zh: '延期待批准', en: 'Extension to be approved' },
  special: { zh: '特别程序', en: 'Special procedure' },
  decision: { zh: '决定', en: 'Decision' },
  second: { zh: '第二人复核', en: 'Second officer' },
  delivery: { zh: '送达', en: 'Delivery' },
  recheck: { zh: '当场件复核', en: 'Recheck of an on-the-spot grant' },
};

/** Lamps in a table that leaves the house. */
export const lampWordsOf: Readonly<Record<LampWord, Text>> = {
  over: { zh: '超过法定期限', en: 'Past the legal limit' },
  bad: { zh: '超过承诺期限', en: 'Past the promise' },
  warn: { zh: '快到期', en: 'Due soon' },
  ok: { zh: '正常', en: 'In time' },
  still: { zh: '停表', en: 'Clock stands' },
  you: { zh: '等申请人', en: 'Waits for the applicant' },
  done: { zh: '办结', en: 'Done' },
};

/** Doors in a table that leaves the house. */
export const doorWordsOf: Readonly<Record<string, Text>> = {
  portal: { zh: '网上', en: 'Online' },
  window: { zh: '窗口', en: 'Window' },
  desk: { zh: '工作台', en: 'Desk' },
  partner: { zh: '部门系统', en: 'Office system' },
  system: { zh: '系统', en: 'System' },
};
