import { queryOptions } from '@tanstack/react-query';
import type { FollowupLines, FollowupViewReply, Patterns, RatingsOfMe } from '#contracts/feedback';
import { get } from '../api.ts';
import { t } from '../language.ts';

export const followupsQuery = (which: 'open' | 'ended') =>
  queryOptions({ queryKey: ['followups', which], queryFn: () => get<FollowupLines>(`/api/staff/followups?which=${which}`) });

/** Each asking is a look the rater can read: not again by itself. */
export const followupQuery = (id: string) =>
  queryOptions({
    queryKey: ['followup', id],
    queryFn: () => get<FollowupViewReply>(`/api/staff/followups/${id}`),
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });

export const patternsQuery = queryOptions({ queryKey: ['rating-patterns'], queryFn: () => get<Patterns>('/api/staff/ratings/patterns') });
export const ratingsOfMeQuery = queryOptions({ queryKey: ['ratings-of-me'], queryFn: () => get<RatingsOfMe>('/api/staff/my-ratings') });

export const levelNames: Record<number, string> = {
  5: t('非常满意', 'Very satisfied'),
  4: t('满意', 'Satisfied'),
  3: t('基本满意', 'Fairly satisfied'),
  2: t('不满意', 'Dissatisfied'),
  1: t('非常不满意', 'Very dissatisfied'),
};
export const stageNames: Record<string, string> = {
  toCall: t('等回电话', 'To be called'),
  toAnswer: t('等答复', 'To be answered'),
  answered: t('已答复', 'Answered'),
};
export const kindNames: Record<string, string> = {
  simple: t('清楚，马上能改', 'Clear, can be put right at once'),
  complex: t('复杂，限期改', 'Complex, to be put right by a date'),
  unfounded: t('没有依据，讲清楚', 'Without ground, to be explained'),
};
export const outcomeNames: Record<string, string> = { fixed: t('改好了', 'Put right'), explained: t('讲清楚了', 'Explained') };
export const groundNames: Record<string, string> = {
  mistaken: t('误评', 'By mistake'),
  malicious: t('恶意', 'Malicious'),
  notOurs: t('不是本岗位的事', 'Not about this post'),
};
export const reasonNames: Record<string, string> = {
  guide: t('要带什么', 'What to bring'),
  visits: t('跑了几趟', 'Number of visits'),
  time: t('快慢', 'Speed'),
  attitude: t('态度', 'Manner'),
  typing: t('填的多少', 'How much to fill in'),
  system: t('网页和设备', 'Pages and devices'),
  result: t('结果和理由', 'Result and reasons'),
  other: t('别的', 'Something else'),
};

/** A deed as one line of what happened. */
export function eventWords(verb: string, code: string | null): string {
  switch (verb) {
    case 'open':
      return t('打了低分，开始回访', 'Low rating, follow-up begun');
    case 'miss':
      return t('打电话没人接', 'Called, nobody answered');
    case 'reach':
      return t(`回了电话：${kindNames[code ?? ''] ?? ''}`, `Called back: ${kindNames[code ?? ''] ?? ''}`);
    case 'answer':
      return t(`答复：${outcomeNames[code ?? ''] ?? ''}`, `Answered: ${outcomeNames[code ?? ''] ?? ''}`);
    case 'again':
      return t(`再评：${levelNames[Number(code)] ?? ''}`, `Rated again: ${levelNames[Number(code)] ?? ''}`);
    case 'appeal':
      return t(`被评的人申诉：${groundNames[code ?? ''] ?? ''}`, `Appeal of the person rated: ${groundNames[code ?? ''] ?? ''}`);
    case 'decideAppeal':
      return code === 'upheld' ? t('申诉成立', 'Appeal upheld') : t('申诉不成立', 'Appeal not upheld');
    default:
      return verb;
  }
}
