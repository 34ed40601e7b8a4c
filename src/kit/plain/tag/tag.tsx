import type { ReactNode } from 'react';

export type TagTone = 'you' | 'ok' | 'still' | 'warn' | 'bad';

/** A word on a tint: 要您准备, 不用交, 没回音. Meaning is in the word. */
export function Tag({ tone, children }: { tone: TagTone; children: ReactNode }): ReactNode {
  return <span className={`tag ${tone}`}>{children}</span>;
}
