import type { Lang } from '#platform/text';

/** BCP 47 tag for the lang attribute. */
export function htmlLang(lang: Lang): string {
  return lang === 'en' ? 'en' : 'zh-CN';
}
