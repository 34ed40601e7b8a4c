import type { Sources } from '#kit/plain';
import { say, type Lang } from '#platform/text';

const names: Record<string, { zh: string; en: string }> = {
  identity: { zh: '身份信息', en: 'your identity record' },
  session: { zh: '登录信息', en: 'your sign-in' },
  register: { zh: '登记信息', en: 'a register' },
  earlierCase: { zh: '您以前的办件', en: 'an earlier case of yours' },
  answer: { zh: '您刚才的回答', en: 'your answer' },
  visit: { zh: '窗口刷证', en: 'card read at the window' },
  calc: { zh: '系统算出', en: 'calculated' },
};

/** Where each prefilled value comes from, in words; what was typed says nothing (I3). */
export function sourcesInWords(sources: Record<string, { from: string; caseNumber?: string; by?: string }>, lang: Lang): Sources {
  return Object.fromEntries(
    Object.entries(sources).flatMap(([id, source]) => {
      if (source.from === 'typed') return source.by === 'clerk' ? [[id, lang === 'zh' ? '窗口代填' : 'entered at the window']] : [];
      const name = names[source.from];
      return name === undefined ? [] : [[id, `${say(name, lang)}${source.caseNumber === undefined ? '' : `（${source.caseNumber}）`}`]];
    }),
  );
}
