import type { ReactNode } from 'react';
import { Words } from '../text/words.tsx';

/** A part of the page under a 3 px ink rule; `side` stands right of the heading (1样). */
export function Section({
  id,
  title,
  parts,
  side,
  children,
}: {
  id?: string;
  title: string;
  parts?: readonly string[];
  side?: ReactNode;
  children: ReactNode;
}): ReactNode {
  const heading = id ? `${id}-h` : undefined;
  return (
    <section className="sec" id={id} aria-labelledby={heading}>
      <h2 id={heading} className={side === undefined ? undefined : 'sided'}>
        <span>
          <Words text={title} parts={parts} />
        </span>
        {side !== undefined && <span className="side">{side}</span>}
      </h2>
      {children}
    </section>
  );
}

/** A ruled box of a side column: 不上网，这样办. */
export function SideBox({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <section className="sidebox">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** Text column and, when wide, a 19rem side column that follows it on phones. */
export function TwoColumns({ children, aside, label }: { children: ReactNode; aside: ReactNode; label: string }): ReactNode {
  return (
    <div className="grid">
      <div>{children}</div>
      <aside aria-label={label}>{aside}</aside>
    </div>
  );
}
