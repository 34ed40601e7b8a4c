import type { ReactNode } from 'react';
import { Lamp, type LampKind } from '#kit/plain';

/** A lamp in a narrow column: the shape for the eye, the word for the ear; the sentence beside it says it too. */
export function Mark({ kind, children }: { kind: LampKind; children: ReactNode }): ReactNode {
  return (
    <Lamp kind={kind}>
      <span className="vh">{children}</span>
    </Lamp>
  );
}
