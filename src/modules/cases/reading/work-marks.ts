import type { Lang, Text } from '#platform/text';
import { say } from '#platform/text';
import type { WorkItemRow } from '../record/rows.ts';

const t = (zh: string, en: string): Text => ({ zh, en });

/** Short words for what stands on a work item. */
const stored: Readonly<Record<string, Text>> = {
  corrected: t('补正过', 'corrected'),
  promise: t('容缺', 'promise'),
  extended: t('已延期', 'extended'),
  onTheSpot: t('当场件', 'on the spot'),
  calendar: t('放假未定', 'calendar open'),
  agent: t('代办', 'by agent'),
  windowHelp: t('窗口帮办', 'helped'),
  returned: t('退回', 'returned'),
};

/** Short words for kinds of steps that are not the usual walk. */
const byKind: Readonly<Record<string, Text>> = {
  second: t('等第二人', 'second officer'),
  recheck: t('当场件复核', 'recheck'),
  query: t('请核实', 'please check'),
  extension: t('请批延期', 'asks for more time'),
  escalation: t('到期过问', 'overdue'),
  unanswered: t('补正未交', 'unanswered'),
  assign: t('待分派', 'to assign'),
  promised: t('等容缺材料', 'promised document'),
};

/** Marks of a line, the kind of step first. `own` is the reader. */
export function marksOf(item: Pick<WorkItemRow, 'kind' | 'marks' | 'assigneeId'>, own: string | null, lang: Lang): string[] {
  const kind = byKind[item.kind];
  const given = item.assigneeId === null ? [] : [item.assigneeId === own ? t('指定给我', 'mine') : t('已指定', 'assigned')];
  return [...(kind === undefined ? [] : [kind]), ...item.marks.map((m) => stored[m] ?? t(m, m)), ...given].map((m) => say(m, lang));
}
