import type { Calendar, Day } from '#platform/calendar';
import type { Text } from '#platform/text';
import { stateNames } from '../lifecycle/case.ts';
import type { ClockInputs } from './clock-view.ts';
import { dayText, distance } from './say-day.ts';

const both = (zh: string, en: string): Text => ({ zh, en });

/** One sentence for everybody: where the case lies and until when, also when the day has passed (I8). */
export function clockSentence(inputs: ClockInputs, calendar: Calendar, today: Day, daysLeft: number): Text {
  const said = withRenewal(sentence(inputs, calendar, today, daysLeft), inputs.c.renewalDue, today);
  return inputs.c.dueFlagged && said.dated
    ? both(
        `${said.zh}那一年的放假安排还没公布，日期可能要改。`,
        `${said.en} The holidays of that year are not published yet, so the date may change.`,
      )
    : both(said.zh, said.en);
}

/** A renewal applied for in time: what happens when the present permit ends first. */
function withRenewal(said: Said, ends: Day | null, today: Day): Said {
  if (ends === null || ends < today) return said;
  const day = dayText(ends, today);
  return {
    ...said,
    zh: `${said.zh}现在的证${day.zh}到期，到时还没有决定的，视为准予延续。`,
    en: `${said.en} The present permit ends on ${day.en}; if nothing is decided by then it counts as renewed.`,
  };
}

type Said = { zh: string; en: string; dated: boolean };
const undated = (zh: string, en: string): Said => ({ zh, en, dated: false });
const dated = (zh: string, en: string): Said => ({ zh, en, dated: true });

function sentence({ c, steps, pauseName }: ClockInputs, calendar: Calendar, today: Day, daysLeft: number): Said {
  // Where it lies now: open steps may lie with other offices than the one that answers for the case, and with several at once.
  const holders = steps.flatMap((s) => (s.kind === 'escalation' || s.kind === 'extension' || s.organName === null ? [] : [s.organName]));
  const named = holders.length > 0 ? [...new Set(holders)] : [c.organName ?? c.receivingOrganName].filter((name) => name !== null);
  const zhOffice = named.length === 0 ? '承办部门' : named.join('、');
  const enOffice = named.length === 0 ? 'the office' : named.join(' and ');
  const looked = steps.some((s) => s.kind === 'escalation');
  const lateZh = looked ? '已经转给负责人过问。' : '可以打服务电话催办。';
  const lateEn = looked ? 'A manager is looking into it.' : 'You may call and ask.';
  const due = (day: Day): { zh: string; en: string } => dayText(day, today);
  switch (c.state) {
    case 'received': {
      if (c.noticeDue === null)
        return undated(`${zhOffice}正在看下一步怎么办，会告诉您。`, `${cap(enOffice)} is looking at what comes next and will tell you.`);
      const day = due(c.noticeDue);
      if (c.noticeDue < today)
        return dated(
          `本应在${day.zh}前告诉您是否受理，${distance(calendar, today, c.noticeDue).zh}。${lateZh}`,
          `You should have been told by ${day.en} whether it is accepted. ${lateEn}`,
        );
      const far = distance(calendar, today, c.noticeDue);
      return dated(
        `最晚${day.zh}告诉您受理了，或者一次说清还缺什么（${far.zh}）。`,
        `By ${day.en} you are told that it is accepted, or once and completely what is missing (${far.en}).`,
      );
    }
    case 'correcting': {
      if (c.answerDue === null)
        return undated(
          '补正告知书正在送给您。从送到那天起，才开始算您补正的时间。',
          'The correction notice is on its way. Your time runs only from the day it reaches you.',
        );
      const day = due(c.answerDue);
      if (c.answerDue < today)
        return dated(
          `补正本应在${day.zh}前交来。没有自动作废，窗口会联系您，您现在也还可以交。`,
          `The correction was due by ${day.en}. Nothing has lapsed: the office will contact you, and you may still answer.`,
        );
      return dated(
        `在您手上：请在${day.zh}前补正（${distance(calendar, today, c.answerDue).zh}）。`,
        `It is with you: please answer by ${day.en} (${distance(calendar, today, c.answerDue).en}).`,
      );
    }
    case 'paused': {
      const name = { zh: pauseName?.zh ?? '特别程序', en: pauseName?.en ?? 'a special procedure' };
      const zhEnd = c.pauseDue === null ? '什么时候结束还定不下来，一结束就告诉您。' : `预计到${due(c.pauseDue).zh}。`;
      const enEnd =
        c.pauseDue === null ? 'Its end cannot be told yet; you will hear when it ends.' : `It should end by ${due(c.pauseDue).en}.`;
      return dated(
        `正在${name.zh}，时钟停着，这几天不算在期限里。${zhEnd}结束后还剩${daysLeft}个工作日。`,
        `${cap(name.en)} is under way and the clock stands. ${enEnd} ${daysLeft} working days remain after it.`,
      );
    }
    case 'accepted': {
      if (c.duePromised === null) return undated(`${zhOffice}正在办。`, `${cap(enOffice)} is working on it.`);
      const day = due(c.duePromised);
      if (c.dueStatutory !== null && c.dueStatutory < today)
        return dated(
          `已经超过法定期限${due(c.dueStatutory).zh}。${lateZh}您可以申请行政复议。`,
          `The statutory limit of ${due(c.dueStatutory).en} has passed. ${lateEn} You may ask for administrative review.`,
        );
      if (c.duePromised < today) {
        const law =
          c.dueStatutory === null
            ? { zh: '', en: '' }
            : { zh: `法定期限是${due(c.dueStatutory).zh}。`, en: ` The statutory limit is ${due(c.dueStatutory).en}.` };
        return dated(
          `承诺${day.zh}前有结果，${distance(calendar, today, c.duePromised).zh}。${law.zh}${lateZh}`,
          `A result was promised by ${day.en}.${law.en} ${lateEn}`,
        );
      }
      const far = distance(calendar, today, c.duePromised);
      return dated(
        `在${zhOffice}手上，最晚${day.zh}有结果（${far.zh}）。`,
        `With ${enOffice}; a result by ${day.en} at the latest (${far.en}).`,
      );
    }
    case 'decided': {
      const zh = c.outcome === 'refuse' ? '决定已经作出：不予。' : '决定已经作出：准予。';
      const en = c.outcome === 'refuse' ? 'It is decided: refused.' : 'It is decided: granted.';
      if (c.deliveryDue === null) return undated(zh, en);
      const day = due(c.deliveryDue);
      return c.deliveryDue < today
        ? dated(`${zh}本应在${day.zh}前送到您手上。${lateZh}`, `${en} It should have reached you by ${day.en}. ${lateEn}`)
        : dated(`${zh}最晚${day.zh}送到您手上。`, `${en} It reaches you by ${day.en}.`);
    }
    case 'closed':
      return undated(
        c.outcome === 'refuse' ? '已经办结：不予。' : '已经办结，结果已经送给您。',
        c.outcome === 'refuse' ? 'Closed: refused.' : 'Closed; the result was delivered.',
      );
    default:
      return undated(`${stateNames[c.state].zh}，时钟不再走。`, `${stateNames[c.state].en}; no clock runs.`);
  }
}

const cap = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
