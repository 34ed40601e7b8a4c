/** The search index in memory: thousands of handling items, several kinds of tokens, then a closer look at the best. */
import MiniSearch, { type QueryCombination } from 'minisearch';
import type { Text } from '#platform/text';
import { translate } from './everyday-words.ts';
import { bigrams, characters, gist, initials, joinedPinyin, latin, pieces, pinyinBigrams, syllables, words } from './tokens.ts';

/** What is indexed of an item. */
export interface SearchEntry {
  /** Base item key. */
  key: string;
  name: Text;
  legalName: Text;
  aliases: string[];
  /** People's own words (群众说法). */
  said: string[];
  summary: Text;
  handlings: { key: string; name: Text }[];
  department: string;
  objects: string[];
  events: string[];
}

export type MatchKind = 'name' | 'alias' | 'said' | 'summary' | 'pinyin' | 'english';

/** A found item and why it was found. */
export interface Found {
  entry: SearchEntry;
  score: number;
  /** Share of the query that the best phrase of this item covers, 0–1. */
  cover: number;
  why: { kind: MatchKind; text: string };
}

interface Phrase {
  kind: MatchKind;
  text: string;
  grams: Set<string>;
  sounds: Set<string>;
}

export interface ItemIndex {
  size: number;
  search(query: string, limit: number): Found[];
}

// What the query becomes in the words of lists counts less than what was really said.
const translated = 0.5;
const fields = ['bi', 'uni', 'word', 'said', 'saidWord', 'sound', 'initial', 'joined', 'latin', 'rest'] as const;

/** Builds the index; 5,000 items take a few seconds of CPU once. */
export function buildItemIndex(entries: readonly SearchEntry[]): ItemIndex {
  const mini = new MiniSearch<Record<string, string>>({
    idField: 'id',
    fields: [...fields],
    tokenize: (text) => text.split(' '),
    processTerm: (term) => (term === '' ? null : term),
  });
  const phrases: Phrase[][] = entries.map(phrasesOf);
  const seenIn = new Map<string, number>();
  for (const own of phrases)
    for (const gram of new Set(own.flatMap((p) => [...p.grams, ...p.sounds]))) seenIn.set(gram, (seenIn.get(gram) ?? 0) + 1);
  const rarity = (gram: string): number => Math.log(1 + entries.length / (1 + (seenIn.get(gram) ?? 0)));
  mini.addAll(entries.map((entry, i) => document(entry, i)));

  return {
    size: entries.length,
    search(query, limit) {
      const core = gist(query);
      const official = translate(core);
      const results = mini.search(
        official === undefined ? queryOf(core) : { combineWith: 'OR', queries: [queryOf(core), queryOf(official, translated)] },
      );
      const best = results[0]?.score ?? 1;
      const spoken = [core, ...(official === undefined ? [] : [official])].map((text) => ({
        grams: new Set([...bigrams(text), ...latin(text)]),
        sounds: new Set(pinyinBigrams(text)),
      }));
      const weightOf = (i: number): number => (i === 0 ? 1 : 0.8);
      return results
        .slice(0, 60)
        .map((result) => {
          const i = Number(result.id);
          const match = spoken
            .map(({ grams, sounds }, n) => ({ ...closest(phrases[i] ?? [], grams, sounds, rarity), weight: weightOf(n) }))
            .reduce((a, b) => (b.similarity * b.weight > a.similarity * a.weight ? b : a));
          const typed = match.cover === 0 ? typedMatch(entries[i] as SearchEntry, core) : undefined;
          return {
            entry: entries[i] as SearchEntry,
            score: result.score / best + 1.2 * match.similarity * match.weight,
            cover: Math.max(match.cover, typed === undefined ? 0 : 1),
            chance: match.cover === 0 && typed === undefined && onlyInitials(result.match),
            why: typed ?? match.why ?? { kind: 'name' as const, text: (entries[i] as SearchEntry).name.zh },
          };
        })
        .filter((found) => !found.chance)
        .map(({ chance: _, ...found }) => found)
        .sort((a, b) => b.score - a.score || a.entry.key.localeCompare(b.entry.key))
        .slice(0, limit);
    },
  };
}

/** A few initials in common with a string of letters say nothing: such a hit is chance. */
function onlyInitials(match: Record<string, string[]>): boolean {
  return Object.values(match).every((where) => where.every((field) => field === 'initial'));
}

function phrasesOf(entry: SearchEntry): Phrase[] {
  const phrase = (kind: MatchKind, text: string | undefined): Phrase[] =>
    text === undefined ? [] : [{ kind, text, grams: new Set([...bigrams(text), ...latin(text)]), sounds: new Set(pinyinBigrams(text)) }];
  return [
    ...phrase('name', entry.name.zh),
    ...phrase('name', entry.legalName.zh),
    ...entry.aliases.flatMap((text) => phrase('alias', text)),
    ...entry.said.flatMap((text) => phrase('said', text)),
    ...entry.handlings.flatMap((h) => phrase('name', `${entry.name.zh}${h.name.zh}`)),
    ...phrase('english', entry.name.en),
  ];
}

function document(entry: SearchEntry, i: number): Record<string, string> {
  const names = [entry.name.zh, entry.legalName.zh, ...entry.aliases, ...entry.handlings.map((h) => h.name.zh)];
  const join = (texts: readonly string[], cut: (text: string) => string[]): string => texts.flatMap(cut).join(' ');
  return {
    id: String(i),
    bi: join(names, bigrams),
    uni: join([...names, ...entry.said], characters),
    word: join(names, words),
    said: join(entry.said, bigrams),
    saidWord: join(entry.said, words),
    sound: join([...names, ...entry.said], pinyinBigrams),
    initial: join(names, initials),
    joined: join([...names, ...entry.said], joinedPinyin),
    latin: join([entry.name.en ?? '', entry.legalName.en ?? '', entry.summary.en ?? '', ...names, ...entry.aliases], latin),
    rest: join([entry.summary.zh], bigrams),
  };
}

function queryOf(core: string, weight = 1): QueryCombination {
  const part = (tokens: readonly string[], on: string[], boost: Record<string, number>, more: object = {}): QueryCombination => ({
    queries: [tokens.join(' ')],
    fields: on,
    boost: Object.fromEntries(Object.entries(boost).map(([field, value]) => [field, value * weight])),
    combineWith: 'OR',
    ...more,
  });
  const typed = latin(core).filter((w) => w.length > 1);
  return {
    combineWith: 'OR',
    queries: [
      part(bigrams(core), ['bi', 'said', 'rest'], { bi: 2, said: 2.2, rest: 0.4 }),
      part(characters(core), ['uni'], { uni: 0.6 }),
      part(words(core), ['word', 'saidWord'], { word: 1.2, saidWord: 1.2 }),
      part(pinyinBigrams(core), ['sound'], { sound: 0.8 }),
      ...typed.flatMap((word) => [
        part(pieces(word, 3), ['initial'], { initial: 0.7 }),
        part(pieces(word, 4), ['joined'], { joined: 0.8 }),
        part([word], ['latin'], { latin: 2 }, { fuzzy: word.length > 4 ? 0.2 : false, prefix: word.length > 2 }),
      ]),
    ],
  };
}

function closest(
  phrases: readonly Phrase[],
  grams: Set<string>,
  sounds: Set<string>,
  rarity: (gram: string) => number,
): { similarity: number; cover: number; why?: Found['why'] } {
  let best: { similarity: number; cover: number; why?: Found['why'] } = { similarity: 0, cover: 0 };
  const total = weigh(grams, rarity);
  const soundTotal = weigh(sounds, rarity);
  for (const phrase of phrases) {
    const shared = weigh(intersection(grams, phrase.grams), rarity);
    const heard = weigh(intersection(sounds, phrase.sounds), rarity);
    const own = weigh(phrase.grams, rarity);
    const ownSounds = weigh(phrase.sounds, rarity);
    const seen = total + own === 0 ? 0 : (2 * shared) / (total + own);
    const sounded = soundTotal + ownSounds === 0 ? 0 : (2 * heard) / (soundTotal + ownSounds);
    const similarity = Math.max(seen, 0.85 * sounded);
    if (similarity <= best.similarity) continue;
    const byEar = 0.85 * sounded > seen;
    best = {
      similarity,
      cover: Math.max(total === 0 ? 0 : shared / total, soundTotal === 0 ? 0 : (0.9 * heard) / soundTotal),
      why: { kind: byEar ? 'pinyin' : phrase.kind, text: phrase.text },
    };
  }
  return best;
}

function typedMatch(entry: SearchEntry, core: string): Found['why'] | undefined {
  const typed = latin(core).join('');
  if (typed.length < 2) return undefined;
  for (const text of [entry.name.zh, entry.legalName.zh, ...entry.aliases, ...entry.said]) {
    const all = syllables(text);
    if (
      all
        .map((s) => s[0])
        .join('')
        .includes(typed) ||
      all.join('').includes(typed)
    )
      return { kind: 'pinyin', text };
  }
  const english = `${entry.name.en ?? ''} ${entry.legalName.en ?? ''}`.toLowerCase();
  return latin(core).some((word) => word.length > 2 && english.includes(word))
    ? { kind: 'english', text: entry.name.en ?? entry.name.zh }
    : undefined;
}

function intersection(a: Set<string>, b: Set<string>): Set<string> {
  return new Set([...a].filter((x) => b.has(x)));
}
function weigh(grams: Set<string>, rarity: (gram: string) => number): number {
  let sum = 0;
  for (const gram of grams) sum += rarity(gram);
  return sum;
}
