import type { ReactNode } from 'react';
import type { Lang, Text } from '#platform/text';

/** A text as item documents carry it: a plain string means zh-CN. */
export type TextIn = string | Text;

/** The text in the reader's language. */
export function tell(text: TextIn | undefined, lang: Lang): string {
  if (text === undefined) return '';
  return typeof text === 'string' ? text : lang === 'en' ? (text.en ?? text.zh) : text.zh;
}

/**
 * A heading whose words are not broken: `parts` come from the server's headingWords() and are joined by break points.
 * Components stay isomorphic because the word segmenter never enters them.
 */
export function Words({ text, parts }: { text?: string; parts?: readonly string[] | undefined }): ReactNode {
  if (!parts || parts.length < 2) return text ?? parts?.[0] ?? null;
  return parts.flatMap((part, i) => (i === 0 ? [part] : [<wbr key={i} />, part]));
}

/** A long number with break points after its hyphens: 320881-1118-7-00412-K. */
export function LongNumber({ value }: { value: string }): ReactNode {
  return <span className="long">{<Words parts={value.split(/(?<=-)/)} />}</span>;
}
