import type { ReactNode } from 'react';
import { Words } from '../text/words.tsx';

export interface ItemRowProps {
  href: string;
  name: string;
  parts?: readonly string[];
  /** Who may apply, one line. */
  who?: string;
  /** 0次跑动，5个工作日，不收费 */
  facts?: string;
  /** A lamp when it is paused, or a tag. */
  mark?: ReactNode;
}

/** An item in a list: bold name, one line who, one line facts. The whole row is one link. */
export function ItemRow({ href, name, parts, who, facts, mark }: ItemRowProps): ReactNode {
  return (
    <li className="itemrow">
      <a href={href}>
        <b>
          <Words text={name} parts={parts} />
        </b>
        {who && <span className="who">{who}</span>}
        {facts && <span className="hint">{facts}</span>}
      </a>
      {mark}
    </li>
  );
}

/** The list around item rows. */
export function ItemList({ children, label }: { children: ReactNode; label?: string }): ReactNode {
  return (
    <ul className="itemlist" aria-label={label}>
      {children}
    </ul>
  );
}
