import type { ReactNode } from 'react';
import type { Lang } from '#platform/text';
import { Icon } from '../icon/icon.tsx';
import { words } from '../messages.ts';

export interface ErrorPageProps {
  lang: Lang;
  /** What is wrong, in plain words: 省库现在连不上. */
  wrong: string;
  /** Sentence beneath. */
  detail?: ReactNode;
  /** What is safe: 您填的都在。 */
  safe?: ReactNode;
  /** What to do next; the telephone is added by itself. */
  next: readonly { text: ReactNode; href?: string }[];
  telephone: string;
  /** 编号, for whoever takes the call. */
  reference?: string;
}

/** Body of an error page: what is wrong, what is safe, what next, the telephone. Never “请稍后再试” alone. */
export function ErrorPage({ lang, wrong, detail, safe, next, telephone, reference }: ErrorPageProps): ReactNode {
  const say = words(lang);
  return (
    <div className="errorpage">
      <h1>{wrong.replace(/[。.]$/, '')}</h1>
      {detail && <p className="lead">{detail}</p>}
      {safe && (
        <p className="safe">
          <Icon name="check" />
          <span>{safe}</span>
        </p>
      )}
      <section className="sec" aria-labelledby="next-h">
        <h2 id="next-h">{say.doNext}</h2>
        <ul className="rows">
          {next.map((n, i) => (
            <li key={i}>{n.href ? <a href={n.href}>{n.text}</a> : n.text}</li>
          ))}
          <li>
            <a href={`tel:${telephone}`}>{say.callAllDay(telephone)}</a>
          </li>
        </ul>
      </section>
      {reference && <p className="hint num">{say.reference(reference)}</p>}
    </div>
  );
}
