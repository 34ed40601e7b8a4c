import type { Lang } from '#platform/text';
import { columnsOf, fieldType, type FieldSchema } from '../form/form.format.ts';
import { words } from '../messages.ts';
import { tell } from '../text/words.tsx';
import { sayDate, sayNumber } from './days.ts';
import { groupAccount, groupIdNumber, groupPhone, groupUscc } from './group.ts';
import { maskAccount, maskIdNumber, maskPhone } from './mask.ts';

export interface ShowOptions {
  lang: Lang;
  /** Identity number, phone and account covered, as on every list. */
  masked?: boolean;
  regionName?: (code: string) => string | undefined;
}

/** A field's value as words: 1944年6月17日, 60元, 是, **** 4259. Empty string when there is none. */
export function showValue(field: FieldSchema, value: unknown, options: ShowOptions): string {
  const { lang, masked, regionName } = options;
  if (value === undefined || value === null || value === '') return '';
  const say = words(lang);
  const optionText = (v: unknown): string => {
    const option = field['x-options']?.find((o) => o.value === String(v));
    return option ? tell(option.text, lang) : String(v);
  };
  switch (fieldType(field)) {
    case 'date':
      return sayDate(String(value), lang);
    case 'period': {
      const p = value as { from?: string; to?: string };
      return `${p.from ? sayDate(p.from, lang) : ''}${lang === 'zh' ? '至' : ' to '}${p.to ? sayDate(p.to, lang) : ''}`;
    }
    case 'yesno':
      return field['x-options'] ? optionText(value === true ? 'yes' : 'no') : value === true ? say.yes : say.no;
    case 'declaration':
      return value === true ? say.yes : '';
    case 'choice':
      return optionText(value);
    case 'multi':
      return (Array.isArray(value) ? value : [value]).map(optionText).join(lang === 'zh' ? '、' : ', ');
    case 'money':
      return `${sayNumber(Number(value))}${lang === 'zh' ? '元' : ' yuan'}`;
    case 'number':
      return `${sayNumber(Number(value))}${lang === 'en' && field['x-unit'] ? ' ' : ''}${tell(field['x-unit'], lang)}`;
    case 'region':
      return regionName?.(String(value)) ?? String(value);
    case 'id-number':
      return masked ? maskIdNumber(String(value)) : groupIdNumber(String(value));
    case 'phone':
      return masked ? maskPhone(String(value)) : groupPhone(String(value));
    case 'bank-account':
      return masked ? maskAccount(String(value)) : groupAccount(String(value));
    case 'uscc':
      return groupUscc(String(value));
    case 'table':
      return (Array.isArray(value) ? value : [])
        .map((row) =>
          columnsOf(field)
            .map((c) => showValue(c, (row as Record<string, unknown>)[c.id], options))
            .filter(Boolean)
            .join(lang === 'zh' ? '，' : ', '),
        )
        .join(lang === 'zh' ? '；' : '; ');
    case 'attachment':
      return Array.isArray(value) ? say.things(value.length, value.length) : '';
    default:
      return typeof value === 'object' ? '' : String(value);
  }
}
