import type { ReactNode } from 'react';

/** Nothing here: what it means, and where to go. */
export function Empty({ title, children }: { title: ReactNode; children?: ReactNode }): ReactNode {
  return (
    <div className="empty">
      <p>
        <b>{title}</b>
      </p>
      {children}
    </div>
  );
}
