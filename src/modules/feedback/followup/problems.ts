import { type Problem, problem } from '#platform/errors';
import type { Text } from '#platform/text';
import type { Hindrance } from './followup.ts';

/** There is none, or not in this post's region: the same answer. */
export const noFollowup = (): Problem =>
  problem(
    'notFound',
    'feedback.no-followup',
    { zh: '没找到这件回访。', en: 'This follow-up was not found.' },
    { zh: '请从回访名单里打开；别的地方的，由那里的管理员办。', en: 'Open it from the list; those of other places are handled there.' },
  );

const words: Record<Hindrance, { say: Text; next: Text }> = {
  calledAlready: {
    say: { zh: '已经回过电话了。', en: 'The call back was made already.' },
    next: { zh: '接下来写答复。', en: 'Write the answer next.' },
  },
  callFirst: {
    say: { zh: '还没回电话，不能先写答复。', en: 'The answer comes after the call.' },
    next: {
      zh: '先打电话听对方说；三天都打不通，可以直接写答复。',
      en: 'Call first; after three days without reaching anyone you may write.',
    },
  },
  answeredAlready: {
    say: { zh: '已经答复过了。', en: 'This was answered already.' },
    next: { zh: '还有要说的，请再给对方打电话。', en: 'If there is more to say, call the person.' },
  },
  notAnswered: {
    say: { zh: '这一次还没有答复，先不用再评。', en: 'There is no answer yet to rate again.' },
    next: { zh: '答复了会告诉您，到时再评。', en: 'You will be told when there is one.' },
  },
  againAlready: {
    say: { zh: '已经再评过一次了。', en: 'You have rated again already.' },
    next: { zh: '两次都记着。还有话要说，请打电话。', en: 'Both are kept. To say more, please call.' },
  },
  tooLate: {
    say: { zh: '过了时间。', en: 'The time for this has passed.' },
    next: { zh: '还有话要说，请打电话或者到窗口说。', en: 'To say more, call or come to a window.' },
  },
  appealedAlready: {
    say: { zh: '这一条已经申诉过了。', en: 'This one was appealed already.' },
    next: { zh: '结果会写在这一条下面。', en: 'The result will stand under it.' },
  },
  noAppeal: {
    say: { zh: '这一条没有申诉。', en: 'There is no appeal on this one.' },
    next: { zh: '请刷新名单。', en: 'Load the list again.' },
  },
  appealDecided: {
    say: { zh: '这个申诉已经定过了。', en: 'This appeal was decided already.' },
    next: { zh: '请刷新看结果。', en: 'Load it again to see the result.' },
  },
};

/** What hinders a deed, in words. */
export const hindered = (h: Hindrance): Problem => problem('conflict', `feedback.${h}`, words[h].say, words[h].next);

/** The deed needs another pair of hands. */
export const notYours = (why: Text): Problem =>
  problem('forbidden', 'feedback.not-yours', why, { zh: '请交给另一位管理员。', en: 'Please leave it to another manager.' });

/** Words that are read by somebody must be there. */
export const wordsNeeded = (field: string, who: Text): Problem =>
  problem(
    'invalid',
    'feedback.words',
    { zh: `还没写${who.zh}。`, en: `Write ${who.en ?? ''} first.` },
    { zh: '写清楚听到了什么、怎么办的，四个字以上。', en: 'Say what you heard and what was done.' },
    { fields: [{ field, say: { zh: '请写清楚', en: 'Please write it' } }] },
  );
