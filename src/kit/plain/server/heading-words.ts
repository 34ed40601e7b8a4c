import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';

let jieba: Jieba | undefined;
const cache = new Map<string, string[]>();
const longest = 5;

/** A heading in pieces between which a line may break: whole words, joined up to five Han, marks kept at the end of their word. */
export function headingWords(text: string): string[] {
  const held = cache.get(text);
  if (held) return held;
  jieba ??= Jieba.withDict(dict);
  const parts: string[] = [];
  for (const word of jieba.cut(text, false)) {
    const last = parts[parts.length - 1];
    // Closing marks never begin a line, opening marks never end one; short function words stay with the word before.
    if (
      last !== undefined &&
      (/^[，。、；：？）》”’…·—\-–,.;:?!%)\s]+$/u.test(word) ||
        /[（《“‘〔(]$/u.test(last) ||
        (/^[的了吗吧呢着过们]$/u.test(word) && [...last].length < longest))
    ) {
      parts[parts.length - 1] = last + word;
    } else parts.push(word);
  }
  const joined = joinSingles(parts);
  if (cache.size > 5_000) cache.clear();
  cache.set(text, joined);
  return joined;
}

const width = (part: string): number => [...part].length;

/** Single characters do not stand alone on a line: they go with the next word, the last one with the word before. */
function joinSingles(parts: readonly string[]): string[] {
  const out: string[] = [];
  let alone = '';
  for (const part of parts) {
    if (alone !== '' && width(alone) + width(part) <= longest) {
      out.push(alone + part);
      alone = '';
    } else if (width(part.replace(/[，。、；：？]$/u, '')) === 1) {
      if (alone !== '') out.push(alone);
      alone = part;
    } else {
      if (alone !== '') out.push(alone);
      alone = '';
      out.push(part);
    }
  }
  const last = out[out.length - 1];
  if (alone !== '' && last !== undefined && width(last) + width(alone) <= longest + 1) out[out.length - 1] = last + alone;
  else if (alone !== '') out.push(alone);
  return out;
}
