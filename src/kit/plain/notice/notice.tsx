import type { ReactNode } from 'react';
import { Icon } from '../icon/icon.tsx';

/** info: something to know · ok: done · warn: needs a look · bad: failed, and what is safe. */
export type NoticeTone = 'info' | 'ok' | 'warn' | 'bad';

/** A message on the page. `status` makes a changed message spoken (after a deed); never for decoration. */
export function Notice({
  tone = 'info',
  title,
  children,
  status,
  id,
}: {
  tone?: NoticeTone;
  title?: ReactNode;
  children?: ReactNode;
  status?: boolean;
  id?: string;
}): ReactNode {
  return (
    <div className={`note ${tone}`} role={status ? 'status' : undefined} id={id}>
      {title && <p className="notetitle">{title}</p>}
      {children}
    </div>
  );
}

/** The small line that says a draft is safe and where it can go on: 10:32已自动存好。换手机、去窗口都能接着填。 */
export function SavedLine({ children }: { children: ReactNode }): ReactNode {
  return (
    <p className="saved">
      <Icon name="check" />
      <span>{children}</span>
    </p>
  );
}
