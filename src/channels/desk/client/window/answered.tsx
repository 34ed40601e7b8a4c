import { type ReactNode, useEffect, useRef } from 'react';
import type { StaffCaseView } from '#contracts/cases';
import { Lamp } from '#kit/plain';
import { DeedBar } from '../case/deed-bar.tsx';
import { Points } from '../case/points.tsx';
import { useKeys } from '../keys.ts';
import { t, tell } from '../language.ts';
import { lampWords } from '../words.ts';

/** The answer is in: whose desk the case lies on now, and the deeds that are open at this very post. */
export function Answered({
  person,
  view,
  title,
  more,
  another,
  next,
}: {
  person: ReactNode;
  view: StaffCaseView;
  title: string;
  more: () => void;
  another: () => void;
  next: () => void;
}): ReactNode {
  useKeys({ F2: next, F3: another });
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <main className="panes window" id="main" tabIndex={-1}>
        {person}
        <section className="pane" aria-label={t('交上了', 'Handed in')}>
          <div className="ph">
            <h1 tabIndex={-1} ref={heading}>
              <Lamp kind="done">{t(`${title}交上了`, `${title}: handed in`)}</Lamp>
            </h1>
            <span className="s num">{view.number}</span>
          </div>
          <p>{t(`${view.itemName}，按申请人自己交的一样记下了。`, `${view.itemName}: kept as the applicant’s own answer.`)}</p>
          <p role="status">
            <Lamp kind={view.clock.lamp}>{lampWords(view.clock.lamp, view.clock.left)}</Lamp> {tell(view.clock.say)}
          </p>
          {view.needed.length > 0 && (
            <p>
              {t('还有要补的。', 'More is asked for. ')}
              <button type="button" className="b" onClick={more}>
                {t('接着补', 'Go on')}
              </button>
            </p>
          )}
        </section>
        <section className="pane" aria-label={t('办件现在', 'The case now')}>
          <Points view={view} />
        </section>
      </main>
      <DeedBar
        view={view}
        after={
          <>
            <button type="button" className="b l" onClick={another}>
              {t('这位还有事', 'Same person, more')}
              <kbd>F3</kbd>
            </button>
            <button type="button" className="b l p" onClick={next}>
              {t('下一位', 'Next person')}
              <kbd>F2</kbd>
            </button>
          </>
        }
      />
    </>
  );
}
