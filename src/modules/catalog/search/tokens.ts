/** How texts and queries become tokens. Characters first, words second (measured), pinyin for homophones and keyboards. */
import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { pinyin } from 'pinyin-pro';

let jieba: Jieba | undefined;
const han = /\p{Script=Han}+/gu;

/** Full-width to half-width, lower case, punctuation to spaces. */
export function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{Script=Han}a-z0-9]+/gu, ' ')
    .trim();
}

/** Phrases everybody writes around what they mean; they tell nothing about the item. */
const filler =
  /(请问一下|请问|我想要|我想|我要|想要|怎么样|怎么办理|怎么办|怎么弄|怎么|怎样|如何办理|如何|在哪里|在哪儿|在哪|哪里|哪儿|可不可以|可以|能不能|能否|是不是|需要什么|需要|要什么|什么|办理|一下|多久|多少|吗|呢|吧|呀|啊|嘛|咋办|咋弄|咋|么|了|的)/g;

/** The part of a query that carries meaning; the whole query when nothing else is left. */
export function gist(query: string): string {
  const clean = normalise(query);
  const rest = clean.replace(filler, ' ').replace(/\s+/g, ' ').trim();
  return rest.replaceAll(' ', '').length >= 2 ? rest : clean;
}

/** Single characters and Latin words. */
export function characters(text: string): string[] {
  return normalise(text).match(/\p{Script=Han}|[a-z0-9]+/gu) ?? [];
}

/** Character bigrams inside each run of Han; a lone character stands for itself. */
export function bigrams(text: string): string[] {
  return (normalise(text).match(han) ?? []).flatMap((run) => pairs([...run]));
}

function pairs(units: string[]): string[] {
  if (units.length === 1) return units;
  return units.slice(1).map((unit, i) => `${units[i] ?? ''}${unit}`);
}

/** Words by jieba, in search mode, without single characters. */
export function words(text: string): string[] {
  jieba ??= Jieba.withDict(dict);
  return jieba.cutForSearch(normalise(text), true).filter((word) => word.trim().length > 1);
}

/** Pinyin syllables without tones; polyphones by context. */
export function syllables(text: string): string[] {
  return (normalise(text).match(han) ?? []).flatMap((run) => pinyin(run, { toneType: 'none', type: 'array', v: true }));
}

/** Pairs of syllables, for homophones. */
export function pinyinBigrams(text: string): string[] {
  return (normalise(text).match(han) ?? []).flatMap((run) => {
    const all = pinyin(run, { toneType: 'none', type: 'array', v: true });
    return all.length === 1 ? all : all.slice(1).map((s, i) => `${all[i] ?? ''}-${s}`);
  });
}

/** First letters of each syllable (jszbl) as pieces of 3, whole ends included. */
export function initials(text: string): string[] {
  return pieces(
    syllables(text)
      .map((s) => s[0] ?? '')
      .join(''),
    3,
  );
}

/** Joined pinyin (jiashizheng) as pieces of 4. */
export function joinedPinyin(text: string): string[] {
  return pieces(syllables(text).join(''), 4);
}

/** Overlapping pieces of a Latin string; shorter strings whole. */
export function pieces(text: string, size: number): string[] {
  if (text.length === 0) return [];
  if (text.length <= size) return [text];
  return Array.from({ length: text.length - size + 1 }, (_, i) => text.slice(i, i + size));
}

/** Latin words of a text, for English names and for pinyin typed on a keyboard. */
export function latin(text: string): string[] {
  return normalise(text).match(/[a-z]+/g) ?? [];
}
