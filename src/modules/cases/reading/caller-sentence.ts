import type { Day } from '#platform/calendar';
import type { Text } from '#platform/text';
import { stateNames } from '../lifecycle/case.ts';
import type { CaseRow } from '../record/rows.ts';
import { dayText } from './say-day.ts';

/** What the applicant is asked for, by name only: what was written about it stays in the notice. */
export type AskedOf = { kind: string; names: readonly Text[]; due: Day | null };

/** What a caller is told from: nothing of the person is among it. */
export type CallerInputs = {
  c: Pick<
    CaseRow,
    'state' | 'outcome' | 'noticeDue' | 'answerDue' | 'duePromised' | 'dueStatutory' | 'pauseDue' | 'deliveryDue' | 'dueFlagged'
  >;
  itemName: Text;
  /** Who has it now; empty when that is being settled. */
  offices: readonly string[];
  asked: readonly AskedOf[];
  pauseName: Text | null;
};

/** A clause in both languages; one with a date may be unsure while the holidays of its year are not published. */
type Clause = { zh: string; en: string; dated?: true };
const say = (zh: string, en: string): Clause => ({ zh, en });
const by = (zh: string, en: string): Clause => ({ zh, en, dated: true });

/**
 * The state of a case in one plain sentence that can be read out on the telephone: who has it, what is needed from the
 * caller, until when. Item, office, names of papers and fields, dates; never a name, number or anything written.
 */
export function callerSentence(inputs: CallerInputs, today: Day): Text & { en: string } {
  const clauses = clausesOf(inputs, today);
  if (inputs.c.dueFlagged && clauses.some((one) => one.dated === true))
    clauses.push(
      say('不过那一年的放假安排还没公布，日期可能要改', 'though the holidays of that year are not published yet and the date may change'),
    );
  return {
    zh: `${plain(`您办的${inputs.itemName.zh}，${clauses.map((one) => one.zh).join('，')}`)}。`,
    en: `${plain(`Your matter “${inputs.itemName.en ?? inputs.itemName.zh}” ${clauses.map((one) => one.en).join(', ')}`)}.`,
  };
}

/** One sentence: what ends one inside a name becomes a comma. */
const plain = (text: string): string =>
  text
    .replaceAll(/[。！？；\n]+/g, '，')
    .replaceAll(/，+/g, '，')
    .replaceAll(/，$/g, '');

function clausesOf({ c, offices, asked, pauseName }: CallerInputs, today: Day): Clause[] {
  const zhOffice = offices.length === 0 ? '承办部门' : offices.join('和');
  const enOffice = offices.length === 0 ? 'the office' : offices.join(' and ');
  const with_ = say(`现在在${zhOffice}手上`, `is with ${enOffice}`);
  const calm = say('不用您做什么', 'nothing is needed from you');
  const needs = asked.map((one) => need(one, today));
  const day = (due: Day): { zh: string; en: string } => dayAloud(due, today);
  const call = { zh: '您可以打服务电话催办', en: 'you may call and ask for it' };
  switch (c.state) {
    case 'received': {
      const due = c.noticeDue;
      return [
        with_,
        calm,
        due === null
          ? say('下一步怎么办会告诉您', 'you will be told what comes next')
          : due < today
            ? by(
                `本来${day(due).zh}前要告诉您收不收得下，已经过了，${call.zh}`,
                `you should have been told by ${day(due).en} whether it is accepted, ${call.en}`,
              )
            : by(`最晚${day(due).zh}告诉您收不收得下`, `by ${day(due).en} you are told whether it is accepted`),
      ];
    }
    case 'correcting': {
      const due = c.answerDue;
      const yours = say('现在在您手上', 'is with you');
      const what = needs.length > 0 ? needs : [say('要您补正', 'a correction is needed from you')];
      if (due === null) return [yours, ...what, say('从补正告知书送到那天起算时间', 'your time runs from the day the notice reaches you')];
      if (due < today)
        return [
          yours,
          ...what,
          by(
            `本来要在${day(due).zh}前交，没有作废，现在还可以交`,
            `it was due by ${day(due).en}, nothing has lapsed and you may still hand it in`,
          ),
        ];
      return [
        yours,
        ...what,
        by(`请在${day(due).zh}前用手机或者到窗口交来`, `please hand it in by ${day(due).en} on your phone or at a window`),
      ];
    }
    case 'accepted': {
      const done = needs.length > 0 ? needs : [calm];
      if (c.duePromised === null) return [with_, ...done, say('有结果就告诉您', 'you will be told the result')];
      if (c.dueStatutory !== null && c.dueStatutory < today)
        return [
          with_,
          ...done,
          by(
            `已经过了法定期限${day(c.dueStatutory).zh}，${call.zh}，也可以申请行政复议`,
            `the statutory limit of ${day(c.dueStatutory).en} has passed, ${call.en} or ask for administrative review`,
          ),
        ];
      const due = c.duePromised;
      return [
        with_,
        ...done,
        due < today
          ? by(`本来${day(due).zh}前要有结果，已经过了，${call.zh}`, `a result was promised by ${day(due).en}, ${call.en}`)
          : by(`最晚${day(due).zh}有结果`, `a result comes by ${day(due).en}`),
      ];
    }
    case 'paused': {
      const name = { zh: pauseName?.zh ?? '特别程序', en: pauseName?.en ?? 'a special procedure' };
      return [
        with_,
        say(`正在${name.zh}，时钟停着`, `${name.en} is under way and the clock stands`),
        ...(needs.length > 0 ? needs : [calm]),
        c.pauseDue === null || c.pauseDue < today
          ? say('一结束就告诉您', 'you will be told when it ends')
          : by(`预计${day(c.pauseDue).zh}结束`, `it should end by ${day(c.pauseDue).en}`),
      ];
    }
    case 'decided': {
      const what =
        c.outcome === 'refuse'
          ? say('已经有决定，是不予', 'is decided, it was refused')
          : say('已经有决定，是准予', 'is decided, it was granted');
      const due = c.deliveryDue;
      return [
        what,
        calm,
        due === null
          ? say('决定书会送到您手上', 'the decision will reach you')
          : due < today
            ? by(`本来${day(due).zh}前要送到您手上，已经过了，${call.zh}`, `it should have reached you by ${day(due).en}, ${call.en}`)
            : by(`最晚${day(due).zh}送到您手上`, `it reaches you by ${day(due).en}`),
      ];
    }
    case 'closed':
      return [
        c.outcome === 'refuse'
          ? say('已经办结，是不予', 'is closed, it was refused')
          : say('已经办结，结果送给您了', 'is closed, the result was delivered'),
        calm,
      ];
    case 'withdrawn':
      return [say('已经按您的要求撤回', 'was withdrawn as you asked'), say('要再办可以重新申请', 'you may apply anew')];
    default:
      return [
        say(stateNames[c.state].zh, `has ended: ${stateNames[c.state].en.toLowerCase()}`),
        say(
          '理由和您的权利写在通知书里，看不明白可以带上它到窗口问',
          'the reason and your rights are in the notice, and a window explains it',
        ),
      ];
  }
}

function need({ kind, names, due }: AskedOf, today: Day): Clause {
  const zhNames = listed(
    names.map((n) => n.zh),
    '、',
    (n) => `等${n}样`,
  );
  const enNames = listed(
    names.map((n) => n.en ?? n.zh),
    ' and ',
    (n) => ` and others, ${n} in all`,
  );
  // The date of a correction is the date of the whole, and stands at the end.
  const until = due === null || kind === 'correction' ? null : dayAloud(due, today);
  const zhUntil = until === null || due === null ? '' : due < today ? `，本来要在${until.zh}前交` : `，请在${until.zh}前交来`;
  const enUntil = until === null || due === null ? '' : due < today ? `, it was due by ${until.en}` : `, please by ${until.en}`;
  const clause =
    kind === 'promised'
      ? say(`说好后交的${zhNames}还没交${zhUntil}`, `the promised ${enNames} is still to come${enUntil}`)
      : say(`要您补${zhNames}${zhUntil}`, `needed from you: ${enNames}${enUntil}`);
  return due === null ? clause : { ...clause, dated: true };
}

function listed(names: readonly string[], between: string, rest: (n: number) => string): string {
  const shown = names.slice(0, 3).join(between);
  return names.length > 3 ? `${shown}${rest(names.length)}` : shown;
}

/** 12月9日星期三: as one says a day on the telephone. */
function dayAloud(day: Day, today: Day): { zh: string; en: string } {
  const said = dayText(day, today);
  const n = new Date(`${day}T00:00:00Z`).getUTCDay();
  const names = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
  return { zh: `${said.zh}星期${'日一二三四五六'[n]}`, en: `${names[n]} ${said.en}` };
}
