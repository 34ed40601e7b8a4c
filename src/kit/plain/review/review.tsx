import type { ReactNode } from 'react';
import type { Lang } from '#platform/text';
import { SourceLine } from '../field/frame.tsx';
import { words } from '../messages.ts';

export interface ReviewRow {
  id?: string;
  name: string;
  value: ReactNode;
  source?: string;
  /** Where 改 leads; returns to the review. Without it the row cannot be changed. */
  href?: string;
}

/** Before sending: 项, value with its source, 改. */
export function Review({ lang, rows, label }: { lang: Lang; rows: readonly ReviewRow[]; label?: string }): ReactNode {
  const say = words(lang);
  return (
    <dl className="rev" aria-label={label}>
      {rows.map((r) => (
        <div key={r.name} id={r.id} className={[...r.name].length > 14 ? 'longname' : undefined}>
          <dt>{r.name}</dt>
          <dd>
            {r.value === '' ? <span className="hint">{say.nothing}</span> : r.value}
            {r.source && <SourceLine text={r.source} />}
          </dd>
          {r.href && (
            <dd className="revgo">
              <a href={r.href}>
                {say.change}
                <span className="vh">
                  {lang === 'zh' ? '：' : ': '}
                  {r.name}
                </span>
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
