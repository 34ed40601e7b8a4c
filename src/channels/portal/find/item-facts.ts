import type { CatalogItem } from '#catalog';
import type { Lang } from '#platform/text';
import { findWords } from './words.ts';

/** 不用跑，5个工作日，不收费: of the item's first kind of handling. */
export function factsOf(item: CatalogItem, lang: Lang): string {
  const content = item.versions[0]?.content;
  if (content === undefined) return '';
  return findWords(lang).facts(content.visits.count, content.limits.promised.days, content.caseType === 'instant', content.fee === null);
}
