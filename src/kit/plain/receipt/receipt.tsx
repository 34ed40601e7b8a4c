import type { ReactNode } from 'react';
import type { Lang } from '#platform/text';
import { Lamp } from '../lamp/lamp.tsx';
import { words } from '../messages.ts';
import { LongNumber } from '../text/words.tsx';

/** Green frame: received, the number large, what comes next and until when. */
export function Receipt({ lang, title, number, children }: { lang: Lang; title?: string; number: string; children: ReactNode }): ReactNode {
  const say = words(lang);
  return (
    <div className="rcp" role="status">
      <h1>
        <Lamp kind="done">{title ?? say.submitted}</Lamp>
      </h1>
      <p className="hint">{say.caseNumber}</p>
      <p className="rcpno num" id="case-number">
        <LongNumber value={number} />
      </p>
      {children}
    </div>
  );
}
