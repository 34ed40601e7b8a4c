import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import type { StaffCaseView } from '#contracts/cases';
import { Lamp } from '#kit/plain';
import { useKeys } from '../keys.ts';
import { ProblemNotice, Waiting } from '../shell/notice.tsx';
import { dayWords, lampWords } from '../words.ts';
import { caseQuery, type OpenDeed } from './case.ts';
import { Compare } from './compare.tsx';
import { DeedDialog } from './deed-dialog.tsx';
import { deedKeys, isMain, isRefusal, opensDialog } from './deeds.ts';
import { History } from './history.tsx';
import { Materials } from './materials.tsx';
import { Points } from './points.tsx';

/** One case at one post: what to look at, what was said, what was handed in, and the deeds open now. */
export function CasePage(): ReactNode {
  const { caseId } = useParams({ from: '/cases/$caseId' });
  const view = useQuery(caseQuery(caseId));
  if (view.data === undefined) {
    return (
      <main className="pane" id="main" tabIndex={-1}>
        {view.error ? <ProblemNotice error={view.error} /> : <Waiting what="正在打开办件，这次查看会记下来…" />}
      </main>
    );
  }
  return <OneCase view={view.data} key={caseId} />;
}

function OneCase({ view }: { view: StaffCaseView }): ReactNode {
  const queries = useQueryClient();
  const [deed, setDeed] = useState<OpenDeed | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const [blocked, setBlocked] = useState<OpenDeed | null>(null);
  useEffect(() => {
    document.title = `${view.applicantName}，${view.itemName} — 工作台`;
  }, [view.applicantName, view.itemName]);
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
  const keys = deedKeys(view.deeds);
  useKeys(Object.fromEntries([...keys].map(([verb, key]) => [key.code, () => begin(view.deeds.find((d) => d.verb === verb))])));
  const finish = (words: string): void => {
    setDeed(null);
    setDone(words);
    void queries.invalidateQueries({ queryKey: ['case'] });
    void queries.invalidateQueries({ queryKey: ['work'] });
  };
  const main = view.deeds.filter((d) => isMain(d.verb));
  const others = view.deeds.filter((d) => !isMain(d.verb));
  return (
    <div className="app">
      <section className="sub" aria-label="办件">
        <div>
          <h1>
            {view.applicantName}，{view.itemName}
          </h1>
          <span className="s num">
            {view.number}，{view.stateName.zh}
          </span>
        </div>
        <span>
          <Lamp kind={view.clock.lamp}>{lampWords(view.clock.lamp, view.clock.left)}</Lamp>
          {view.clock.duePromised !== null && <>，最晚{dayWords(view.clock.duePromised)}</>}
          <br />
          <span className="s">
            {view.clock.say.zh}
            {view.clock.dueStatutory !== null && ` 法定${dayWords(view.clock.dueStatutory)}。`}
          </span>
        </span>
      </section>
      <main className="panes case" id="main" tabIndex={-1}>
        <section className="pane alt" aria-label="审查要点">
          <Points view={view} />
        </section>
        <section className="pane" aria-label="申请内容">
          <ProblemNotice error={null} />
          <Compare view={view} />
        </section>
        <section className="pane alt" aria-label="材料和经过">
          <Materials view={view} />
          <History view={view} />
        </section>
      </main>
      <footer className="act">
        <span role="status">
          {done !== null && (
            <span className="done">
              <Lamp kind="done">{done}</Lamp>
            </span>
          )}
          {blocked?.blocked && (
            <span className="why">
              <b>{blocked.blocked.say.zh}</b> {blocked.blocked.next.zh}
            </span>
          )}
          {view.deeds.length === 0 && done === null && <span className="s">现在没有要您做的。在{view.desk.map((d) => d.office ?? d.name.zh).join('、') || '办结状态'}。</span>}
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
            <button key={`${d.verb}${d.stepId}`} type="button" className={`b l${isRefusal(d.verb) ? ' d' : d === main.at(-1) ? ' p' : ''}`} onClick={() => begin(d)}>
              {d.name.zh}
              {opensDialog(d.verb) && '…'}
              {keys.has(d.verb) && <kbd>{keys.get(d.verb)?.name}</kbd>}
            </button>
          ))}
        </span>
      </footer>
      {deed !== null && <DeedDialog view={view} deed={deed} onClose={() => setDeed(null)} onDone={finish} />}
    </div>
  );
}
