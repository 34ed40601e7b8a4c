import type { ReactNode } from 'react';

/** ok in time · warn near · bad late · over late by law · still clock stopped · you waits for the reader · done. */
export type LampKind = 'ok' | 'warn' | 'bad' | 'over' | 'still' | 'you' | 'done';

const square = (
  <>
    <rect x="1" y="1" width="14" height="14" fill="currentColor" />
    <path className="cut" d="M8 4v5" strokeWidth="2.2" />
    <circle className="cutfill" cx="8" cy="11.8" r="1.3" />
  </>
);
const shapes: Record<LampKind, ReactNode> = {
  ok: <circle cx="8" cy="8" r="6.5" fill="currentColor" />,
  warn: <path d="M8 1 15.5 14.5H.5Z" fill="currentColor" />,
  bad: square,
  over: square,
  still: <path d="M2.5 1.5h4v13h-4zM9.5 1.5h4v13h-4z" fill="currentColor" />,
  you: <circle cx="8" cy="8" r="5.7" fill="none" stroke="currentColor" strokeWidth="2.6" />,
  done: <path d="M1.5 8.5 6 13 14.5 3" fill="none" stroke="currentColor" strokeWidth="2.6" />,
};
const tone: Record<LampKind, string> = { ok: 'ok', warn: 'warn', bad: 'bad', over: 'bad', still: 'still', you: 'you', done: 'ok' };

/** The shape alone, for a place where the word stands beside it already. */
export function LampShape({ kind }: { kind: LampKind }): ReactNode {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {shapes[kind]}
    </svg>
  );
}

/** Shape, word and colour, in this order; the word is never dropped. A legal overrun says 法定 in its words. */
export function Lamp({ kind, children }: { kind: LampKind; children: ReactNode }): ReactNode {
  return (
    <span className={`lamp ${tone[kind]}`}>
      <LampShape kind={kind} />
      <span>{children}</span>
    </span>
  );
}
