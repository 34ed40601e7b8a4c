import type { ReactNode } from 'react';
import type { Lang } from '#platform/text';
import { words } from '../messages.ts';

export interface PaperViewProps {
  lang: Lang;
  /** 受理通知书 */
  title: string;
  /** 云临民受〔2026〕00412号 */
  number?: string;
  /** Addressee line, with its colon. */
  to?: string;
  paragraphs: readonly ReactNode[];
  organ: string;
  date: string;
  /** 示例印章: the demonstration's mark in the place of a seal. */
  sample?: boolean;
  /** The paper is the page: its title is the heading of it. */
  whole?: boolean;
}

/** An official paper on screen, Song type; the printed and sealed one comes from Typst. */
export function PaperView({ lang, title, number, to, paragraphs, organ, date, sample, whole }: PaperViewProps): ReactNode {
  const Heading = whole === true ? 'h1' : 'h3';
  return (
    <article className="paper" lang="zh-CN">
      <Heading className="papertitle">{title}</Heading>
      {number && <p className="paperno">{number}</p>}
      {to && <p className="paperto">{to}</p>}
      {paragraphs.map((p, i) => (
        <p className="paperp" key={i}>
          {p}
        </p>
      ))}
      <div className="papersign">
        <p>
          {organ}
          <br />
          {date}
        </p>
        {sample && (
          <svg className="seal" viewBox="0 0 100 100" role="img" aria-label={words(lang).sampleSeal}>
            <circle cx="50" cy="50" r="46" fill="none" stroke="currentColor" strokeWidth="3" />
            <text x="50" y="56" textAnchor="middle" fontSize="17" fontWeight="700" fill="currentColor">
              {words(lang).sampleSeal}
            </text>
          </svg>
        )}
      </div>
    </article>
  );
}
