import { queryOptions } from '@tanstack/react-query';
import type { FollowupLines, FollowupViewReply, Patterns, RatingsOfMe } from '#contracts/feedback';
import { get } from '../api.ts';

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

export const levelNames: Record<number, string> = { 5: '非常满意', 4: '满意', 3: '基本满意', 2: '不满意', 1: '非常不满意' };
export const stageNames: Record<string, string> = { toCall: '等回电话', toAnswer: '等答复', answered: '已答复' };
export const kindNames: Record<string, string> = { simple: '清楚，马上能改', complex: '复杂，限期改', unfounded: '没有依据，讲清楚' };
export const outcomeNames: Record<string, string> = { fixed: '改好了', explained: '讲清楚了' };
export const groundNames: Record<string, string> = { mistaken: '误评', malicious: '恶意', notOurs: '不是本岗位的事' };
export const reasonNames: Record<string, string> = {
  guide: '要带什么',
  visits: '跑了几趟',
  time: '快慢',
  attitude: '态度',
  typing: '填的多少',
  system: '网页和设备',
  result: '结果和理由',
  other: '别的',
};

/** A deed as one line of what happened. */
export function eventWords(verb: string, code: string | null): string {
  switch (verb) {
    case 'open':
      return '打了低分，开始回访';
    case 'miss':
      return '打电话没人接';
    case 'reach':
      return `回了电话：${kindNames[code ?? ''] ?? ''}`;
    case 'answer':
      return `答复：${outcomeNames[code ?? ''] ?? ''}`;
    case 'again':
      return `再评：${levelNames[Number(code)] ?? ''}`;
    case 'appeal':
      return `被评的人申诉：${groundNames[code ?? ''] ?? ''}`;
    case 'decideAppeal':
      return code === 'upheld' ? '申诉成立' : '申诉不成立';
    default:
      return verb;
  }
}
