import type { Lang } from '#platform/text';

const zh = {
  title: '我打过的分',
  back: '我的办件',
  lead: '打过的分谁也改不了，也不会被删。打了低分的，有人给您回电话，并在这里答复。',
  none: '还没有打过分。',
  noneNext: '办完的事，在「我的办件」里点开就能打；不打也行。',
  visit: '窗口服务',
  toRate: '还能打分的',
  toRateLine: '来过窗口的，90天里都能打。不打也行。',
  visitOn: (when: string) => `${when}的窗口服务`,
  given: (day: string, level: string) => `${day}，您打的是「${level}」。`,
  toCase: '看这件办件',
  weCall: (day: string) => `我们会给您打电话，最晚${day}。`,
  weAnswer: (day: string) => `电话里说的我们记下了，最晚${day}答复您。`,
  answered: (day: string) => `${day}的答复：`,
  erased: '答复的内容已经依法删除。',
  again: (level: string) => `看了答复，您又打了「${level}」。两次都记着。`,
  rateAgain: '这样答复，您觉得怎么样',
  choose: '请在五个里选一个，几分都照样记。',
  counted: '记下了。',
};

const en: typeof zh = {
  title: 'My ratings',
  back: 'My cases',
  lead: 'Nobody can change or remove a rating. After a low one somebody calls you back, and the answer stands here.',
  none: 'You have not rated anything yet.',
  noneNext: 'Open a finished case in “My cases” to rate it; you need not.',
  visit: 'A visit at a window',
  toRate: 'Still to rate',
  toRateLine: 'A visit at a window can be rated for 90 days. You need not.',
  visitOn: (when) => `Visit of ${when}`,
  given: (day, level) => `On ${day} you rated: ${level}.`,
  toCase: 'See the case',
  weCall: (day) => `We will call you by ${day}.`,
  weAnswer: (day) => `We noted what you said and will answer by ${day}.`,
  answered: (day) => `Answered on ${day}:`,
  erased: 'The answer was lawfully erased.',
  again: (level) => `After the answer you rated: ${level}. Both are kept.`,
  rateAgain: 'How do you find this answer?',
  choose: 'Choose one of the five; every value counts alike.',
  counted: 'Counted.',
};

/** Words of the page of one's own ratings. */
export const ratingWords = (lang: Lang): typeof zh => (lang === 'en' ? en : zh);
