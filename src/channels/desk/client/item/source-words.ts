import type { FieldSource } from '#contracts/cases';
import { momentShort } from '../words.ts';

const names: Record<string, string> = {
  identity: '身份信息',
  session: '代办人的身份信息',
  visit: '刚才刷证',
  register: '登记数据',
  licence: '电子证照',
  earlierCase: '以前办件',
  answer: '刚才的回答',
  handover: '交接过来的',
  calc: '系统算出',
};

/** Where a value comes from, in words; what the clerk types here and now says nothing. */
export function sourcesInWords(sources: Readonly<Record<string, FieldSource>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(sources).flatMap(([id, source]) => {
      if (source.from === 'typed') return source.by === 'person' ? [[id, '本人在手机上填']] : [];
      const when = source.at !== undefined && source.from === 'identity' ? `，${momentShort(source.at).slice(0, 5)}` : '';
      return [
        [id, `${names[source.from] ?? source.from}${source.caseNumber === undefined ? when : `，尾号${source.caseNumber.slice(-6)}`}`],
      ];
    }),
  );
}
