import type { ReactNode } from 'react';
import { Icon } from '../icon/icon.tsx';
import { Words } from '../text/words.tsx';

/** The telephone as the first and largest button of the large-print home. */
export function CallBox({ telephone, title, line }: { telephone: string; title: string; line: string }): ReactNode {
  return (
    <a className="call" href={`tel:${telephone}`}>
      <Icon name="phone" />
      <span>
        <b>{title}</b>
        <span>{line}</span>
      </span>
    </a>
  );
}

/** One list of what this person really uses, at most six rows, own cases first. */
export function BigList({
  rows,
  label,
}: {
  rows: readonly { href: string; name: string; parts?: readonly string[]; line?: string }[];
  label?: string;
}): ReactNode {
  return (
    <ul className="biglist" aria-label={label}>
      {rows.map((r) => (
        <li key={r.href}>
          <a href={r.href}>
            <span>
              <b>
                <Words text={r.name} parts={r.parts} />
              </b>
              {r.line && <span>{r.line}</span>}
            </span>
            <Icon name="chevron-right" />
          </a>
        </li>
      ))}
    </ul>
  );
}
