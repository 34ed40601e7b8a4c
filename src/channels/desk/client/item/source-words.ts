import type { FieldSource } from '#contracts/cases';
import { momentShort } from '../words.ts';
import { t } from '../language.ts';

const names: Record<string, string> = {
  identity: t('身份信息', 'Identity record'),
  session: t('代办人的身份信息', 'Identity record of the agent'),
  visit: t('刚才刷证', 'Card read just now'),
  register: t('登记数据', 'Register'),
  licence: t('电子证照', 'Electronic licence'),
  earlierCase: t('以前办件', 'Earlier case'),
  answer: t('刚才的回答', 'Answer just given'),
  handover: t('交接过来的', 'Handed over'),
  calc: t('系统算出', 'Calculated'),
};

/** Where a value comes from, in words; what the clerk types here and now says nothing. */
export function sourcesInWords(sources: Readonly<Record<string, FieldSource>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(sources).flatMap(([id, source]) => {
      if (source.from === 'typed') return source.by === 'person' ? [[id, t('本人在手机上填', 'Filled in by the person')]] : [];
      const of = names[source.from] ?? source.from;
      if (source.caseNumber !== undefined) {
        const end = source.caseNumber.slice(-6);
        return [[id, t(`${of}，尾号${end}`, `${of}, ending ${end}`)]];
      }
      return [
        [id, source.at !== undefined && source.from === 'identity' ? `${of}${t('，', ', ')}${momentShort(source.at).slice(0, 5)}` : of],
      ];
    }),
  );
}
