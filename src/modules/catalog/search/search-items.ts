/** Search over published items in people's own words. */
import type { House } from '#platform/house';
import type { Lang, Text } from '#platform/text';
import { say } from '#platform/text';
import { catalogView } from './catalog-view.ts';
import type { Found, MatchKind } from './item-index.ts';

/** One hit, ready to draw. */
export interface SearchHit {
  key: string;
  name: string;
  legalName: string;
  summary: string;
  handlings: { key: string; name: string }[];
  score: number;
  /** What of the item met the query. */
  why: { kind: MatchKind; text: string; say: string };
}
export interface SearchAnswer {
  query: string;
  hits: SearchHit[];
  /** True when nothing really fits and the hits are only the nearest. */
  nearest: boolean;
  /** Said above the hits when nothing fits; null otherwise. */
  say: string | null;
  next: string | null;
}

// Below this share of the query met by the best phrase, a hit is a guess and is called so.
const fits = 0.34;

const reasons: Record<MatchKind, (text: string) => Text> = {
  name: (text) => ({ zh: `名称里有：${text}`, en: `Name: ${text}` }),
  alias: (text) => ({ zh: `也叫：${text}`, en: `Also called: ${text}` }),
  said: (text) => ({ zh: `大家常说：${text}`, en: `People say: ${text}` }),
  summary: (text) => ({ zh: `说明里有：${text}`, en: `In the summary: ${text}` }),
  pinyin: (text) => ({ zh: `读音相近：${text}`, en: `Sounds like: ${text}` }),
  english: (text) => ({ zh: `英文名：${text}`, en: `English name: ${text}` }),
};

/** Finds items; never answers nothing without saying what to do next. */
export async function searchItems(
  house: Pick<House, 'db'>,
  query: string,
  options: { limit?: number; lang?: Lang } = {},
): Promise<SearchAnswer> {
  const { limit = 10, lang = 'zh' } = options;
  const asked = query.slice(0, 200);
  const { index } = await catalogView(house);
  const found = asked.trim() === '' ? [] : index.search(asked, limit);
  const nearest = found.length > 0 && Math.max(...found.map((f) => f.cover)) < fits;
  const message: { say: Text; next: Text } | null =
    found.length === 0
      ? {
          say: { zh: '没有找到。', en: 'Nothing was found.' },
          next: {
            zh: '换个说法试试，比如写要办什么、丢了什么；也可以按人生大事找，或打12345问。',
            en: 'Try other words, browse by life event, or call 12345.',
          },
        }
      : nearest
        ? {
            say: { zh: '没有完全对上的，这几件最接近。', en: 'Nothing fits exactly; these are the nearest.' },
            next: { zh: '都不是的话，换个说法，或打12345问。', en: 'If none is meant, try other words or call 12345.' },
          }
        : null;
  return {
    query: asked,
    hits: found.map((f) => toHit(f, lang)),
    nearest,
    say: message === null ? null : say(message.say, lang),
    next: message === null ? null : say(message.next, lang),
  };
}

function toHit(found: Found, lang: Lang): SearchHit {
  const { entry } = found;
  return {
    key: entry.key,
    name: say(entry.name, lang),
    legalName: say(entry.legalName, lang),
    summary: say(entry.summary, lang),
    handlings: entry.handlings.map((h) => ({ key: h.key, name: say(h.name, lang) })),
    score: Math.round(found.score * 1000) / 1000,
    why: { ...found.why, say: say(reasons[found.why.kind](found.why.text), lang) },
  };
}
