import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import { shanghaiDate, shanghaiTime } from '#platform/clock';
import { inTransaction } from '#platform/db';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { formatCaseNumber } from '#platform/identifiers';
import { say, type Text } from '#platform/text';
import type { exportPurposes, WaitingFilter } from '../contract.ts';
import type { WorkCursor } from '../reading/work.sql.ts';
import { managerScope, toRow } from './list-waiting.ts';
import { csvLine, csvMark } from './csv.ts';
import { doorWordsOf, lampWordsOf } from './step-words.ts';
import { listWaitingLines, type WaitingLine } from './waiting.sql.ts';

const t = (zh: string, en: string): Text => ({ zh, en });
const headings: readonly Text[] = [
  t('期限', 'Limit'),
  t('最晚', 'Due'),
  t('还剩工作日', 'Working days left'),
  t('事项', 'Item'),
  t('申请人', 'Applicant'),
  t('环节', 'Step'),
  t('部门', 'Office'),
  t('经办人', 'Person'),
  t('来处', 'Door'),
  t('收到', 'Received'),
  t('到这一步', 'Here since'),
  t('办件号', 'Case number'),
  t('留意', 'Marks'),
];

/** More lines than this are no list any more. */
export const mostLines = 20_000;
const batch = 2_000;

/**
 * The list a manager sees as a table to take away: same scope, same masks. That it was taken, by whom, what for and
 * how much of it stands in the audit before the first byte leaves.
 */
export async function exportWaiting(
  actor: Actor,
  house: House,
  input: WaitingFilter & { purpose: (typeof exportPurposes)[number] },
): Promise<{ name: string; text: string; lines: number }> {
  const { scope } = managerScope(actor);
  const { purpose, ...filter } = input;
  const at = house.clock.now();
  const today = shanghaiDate(at);
  const w = (text: Text | undefined): string => (text === undefined ? '' : say(text, actor.lang));
  const text = await inTransaction(house.db, async (tx) => {
    const out: string[] = [csvMark, csvLine(headings.map(w))];
    let after: WorkCursor | null = null;
    for (;;) {
      const lines: WaitingLine[] = await listWaitingLines(tx, scope, filter, today, after, batch);
      for (const line of lines) {
        const row = toRow(line, today, actor, house);
        out.push(
          csvLine([
            w(lampWordsOf[row.lamp]),
            row.due,
            row.left,
            row.itemName,
            row.applicant,
            w(row.step),
            row.organ ?? '',
            row.person ?? '',
            w(doorWordsOf[row.door]) || row.door,
            `${shanghaiDate(line.receivedAt)} ${shanghaiTime(line.receivedAt)}`,
            `${shanghaiDate(line.since)} ${shanghaiTime(line.since)}`,
            // In groups: a spreadsheet would round twenty-two digits.
            formatCaseNumber(row.number),
            row.marks.join(' '),
          ]),
        );
      }
      if (out.length - 2 > mostLines) throw tooMany();
      const last = lines.at(-1);
      if (last === undefined || lines.length < batch) break;
      after = { due: last.due, caseId: last.caseId, stepId: last.stepId };
    }
    await audit(tx, actor, at, { word: 'WAITING_EXPORT', details: { purpose, filter, lines: out.length - 2, region: scope.regionPath } });
    return out;
  });
  return { name: `${w(t('督办', 'waiting'))}${today}.csv`, text: text.join(''), lines: text.length - 2 };
}

const tooMany = () =>
  problem(
    'tooLarge',
    'cases.export-too-large',
    { zh: `超过${mostLines}条，没有导出。`, en: `More than ${mostLines} lines: nothing was exported.` },
    { zh: '请先按部门、事项或期限筛选，再导出。', en: 'Narrow it by office, item or limit first.' },
  );
