import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { StaffCaseView } from '#contracts/cases';
import { Lamp } from '#kit/plain';
import { useKeys } from '../keys.ts';
import type { OpenDeed } from './case.ts';
import { DeedDialog } from './deed-dialog.tsx';
import { deedKeys, isMain, isRefusal, opensDialog } from './deeds.ts';

/** The decision bar: what stands in the way at the left, the deeds open now at the right, the plain way on last and solid. */
export function DeedBar({ view, first, after, lead }: { view: StaffCaseView; first?: string | undefined; after?: ReactNode; lead?: ReactNode }): ReactNode {
  const queries = useQueryClient();
  const [deed, setDeed] = useState<OpenDeed | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const [blocked, setBlocked] = useState<OpenDeed | null>(null);
  const begin = (one: OpenDeed | undefined): void => {
    setDone(null);
    if (one === undefined) return;
    // Pressed although something stands in the way: say what, instead of a grey button.
    if (one.blocked !== null) setBlocked(one);
    else {
      setBlocked(null);
      setDeed(one);
    }
  };
  // A deed asked for before the case was there opens by itself, once.
  const begun = useRef(false);
  useEffect(() => {
    if (first === undefined || begun.current) return;
    begun.current = true;
    begin(view.deeds.find((d) => d.verb === first));
  });
  const keys = deedKeys(view.deeds);
  useKeys(Object.fromEntries([...keys].map(([verb, key]) => [key.code, () => begin(view.deeds.find((d) => d.verb === verb))])));
  const finish = (words: string): void => {
    setDeed(null);
    setDone(words);
    for (const what of ['case', 'work', 'visit']) void queries.invalidateQueries({ queryKey: [what] });
  };
  const main = view.deeds.filter((d) => isMain(d.verb));
  const others = view.deeds.filter((d) => !isMain(d.verb));
  return (
    <footer className="act">
      <span role="status" className="said">
        {done !== null && <Lamp kind="done">{done}</Lamp>}
        {blocked?.blocked && (
          <span>
            <b>{blocked.blocked.say.zh}</b>
            {blocked.blocked.next.zh}
          </span>
        )}
        {done === null && blocked === null && (lead ?? (view.deeds.length === 0 && <span className="s">现在没有要您做的。{view.desk.length === 0 ? '这件已经办结。' : `现在在${view.desk.map((d) => d.office ?? d.name.zh).join('、')}。`}</span>))}
      </span>
      <span className="g">
        {others.length > 0 && (
          <details className="others">
            <summary className="b l">其他办法</summary>
            <ul>
              {others.map((d) => (
                <li key={`${d.verb}${d.stepId}`}>
                  <button type="button" className="b" onClick={() => begin(d)}>
                    {d.name.zh}
                    {opensDialog(d.verb) && '…'}
                  </button>
                </li>
              ))}
            </ul>
          </details>
        )}
        {main.map((d) => (
          <button key={`${d.verb}${d.stepId}`} type="button" className={`b l${isRefusal(d.verb) ? ' d' : d === main.at(-1) && after === undefined ? ' p' : ''}`} onClick={() => begin(d)}>
            {d.name.zh}
            {opensDialog(d.verb) && '…'}
            {keys.has(d.verb) && <kbd>{keys.get(d.verb)?.name}</kbd>}
          </button>
        ))}
        {after}
      </span>
      {deed !== null && <DeedDialog view={view} deed={deed} onClose={() => setDeed(null)} onDone={finish} />}
    </footer>
  );
}
