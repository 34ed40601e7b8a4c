import { shanghaiDate, shanghaiTime } from '#platform/clock';
import type { Read } from '#platform/db';
import { type Problem, problem, type ProblemKind } from '#platform/errors';
import type { Refusal } from '../lifecycle/rule.ts';
import { type Verb, verbNames } from '../lifecycle/verbs.ts';
import { maskName } from '../outside/people.ts';
import { actionsAfter, type LoadedCase } from './case.sql.ts';

/** A refusal of table or policy as a Problem. */
export const raise = (r: Refusal, kind: ProblemKind = 'conflict'): Problem => problem(kind, r.code, r.say, r.next);

/** No such case, or none that this reader may know of: both look the same. */
export const caseNotFound = (): Problem =>
  problem(
    'notFound',
    'cases.not-found',
    { zh: '没有找到这件办件。', en: 'No such case was found.' },
    { zh: '请核对办件编号；也可以带证件到窗口查，或打服务电话。', en: 'Check the case number, or ask at a window or by telephone.' },
  );

/** No such draft, or not this reader's. */
export const draftNotFound = (): Problem =>
  problem(
    'notFound',
    'cases.draft-not-found',
    { zh: '没有找到这份草稿，可能已经提交或删除。', en: 'No such draft; it may have been submitted or deleted.' },
    { zh: '请看看“我的办件”，或重新开始填。', en: 'Look at your cases, or start anew.' },
  );

/** Somebody was quicker: who did what and when. Nothing of this deed took effect. */
export async function staleCase(read: Read, c: LoadedCase, seen: number): Promise<Problem> {
  // Told to whoever acted on an old view, a manager without the case among them: a citizen stands masked in it.
  const done = (await actionsAfter(read, c, seen)).map((a) => (a.actorKind === 'citizen' ? { ...a, actorName: maskName(a.actorName) } : a));
  const line = (lang: 'zh' | 'en'): string =>
    done
      .map((a) => {
        const name = verbNames[a.verb as Verb]?.[lang] ?? a.verb;
        const when = shanghaiDate(a.recordedAt) + ' ' + shanghaiTime(a.recordedAt);
        const who = a.postTitle === null ? a.actorName : `${a.actorName}（${a.postTitle}）`;
        return lang === 'zh' ? `${when}，${who}：${name}` : `${when}, ${a.actorName}: ${name}`;
      })
      .join(lang === 'zh' ? '；' : '; ');
  return problem(
    'conflict',
    'cases.stale',
    {
      zh: `您看的时候之后，这件又有了变化：${line('zh')}。您刚才这一步没有生效。`,
      en: `Since you looked: ${line('en')}. Your step did not take effect.`,
    },
    {
      zh: '请刷新看看现在的情况，再决定要不要办。您写的内容还在页面上。',
      en: 'Reload, then decide. What you wrote is still on your screen.',
    },
    { data: { seq: c.seq, done: done.map((a) => ({ seq: a.seq, verb: a.verb, by: a.actorName, at: a.recordedAt.toISOString() })) } },
  );
}

/** I13: staff do nothing in their own matters, not even hand them in at the window. */
export const ownMatter = (): Problem =>
  problem(
    'forbidden',
    'cases.own-case',
    { zh: '这是您自己的事，不能以工作人员身份办。', en: 'This is your own matter; you may not handle it as staff.' },
    { zh: '请从网上办理入口用自己的账号办，或请同事在窗口办。', en: 'Use your own account online, or ask a colleague at a window.' },
  );

/** At a window nothing is handed in for somebody without saying how he confirmed it (model 14). */
export const confirmationMissing = (): Problem =>
  problem(
    'invalid',
    'cases.confirmation-missing',
    { zh: '替人提交前，要写明申请人怎样确认了内容。', en: 'Say how the applicant confirmed the content before you submit for somebody.' },
    { zh: '请念给他听、给他看，或请他签字，再选一种。', en: 'Read it out, show it, or have it signed, then choose which.' },
    { fields: [{ field: 'confirmation', say: { zh: '请选确认方式', en: 'Choose how' } }] },
  );
