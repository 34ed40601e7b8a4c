import { catalogView } from '#catalog';
import type { House } from '#platform/house';
import { type Lang, say } from '#platform/text';

/** What a case's item is called in the reader's language: the case keeps its legal name in Chinese, the catalogue knows the other. */
export async function itemNames(house: House, lang: Lang): Promise<(item: { itemKey: string; itemName: string }) => string> {
  if (lang === 'zh') return (item) => item.itemName;
  const { items } = await catalogView(house);
  const names = new Map(
    items.flatMap(({ entry }) => [[entry.key, entry.name] as const, ...entry.handlings.map((h) => [h.key, entry.name] as const)]),
  );
  return (item) => {
    const name = names.get(item.itemKey);
    return name === undefined ? item.itemName : say(name, lang);
  };
}
