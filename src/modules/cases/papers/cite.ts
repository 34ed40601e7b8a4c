import type { ItemContent } from '../outside/items.ts';
import type { PaperKind } from '../lifecycle/rule.ts';

/** Articles of the Licensing Law by paper; its other papers have none of their own. */
const licensing = '《中华人民共和国行政许可法》';
const licensingArticles: Readonly<Partial<Record<PaperKind, string>>> = {
  receipt: '第二十九条、第三十二条',
  acceptance: '第三十二条第一款第五项',
  notAccepted: '第三十二条第一款第一项、第二项',
  correction: '第三十二条第一款第四项',
  pause: '第四十五条',
  extension: '第四十二条第一款',
  grant: '第三十八条第一款、第四十四条',
  refusal: '第三十八条第二款',
};

/** Acceptance by silence is its own rule. */
const deemed = '第三十二条第一款第四项';

const lawIn = (text: string): string | null => /^《[^》]+》[^，。；]*/.exec(text)?.[0] ?? null;

/**
 * What a paper cites: the article for permits, else the first law the regime or the item names.
 * Without one it says honestly that the published list is the basis.
 */
export function citeFor(kind: PaperKind, content: Pick<ItemContent, 'regime' | 'item'>, how: { deemed?: boolean } = {}): string {
  const { regime } = content;
  if (regime.legalBasis.some((b) => b.text.zh.includes('行政许可法'))) {
    const article = how.deemed === true ? deemed : licensingArticles[kind];
    if (article !== undefined) return licensing + article;
  }
  for (const basis of [...regime.legalBasis, ...content.item.legalBasis]) {
    const law = lawIn(basis.text.zh);
    if (law !== null) return law;
  }
  return '公布的本事项实施清单';
}
