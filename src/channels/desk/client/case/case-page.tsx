import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import type { StaffCaseView } from '#contracts/cases';
import { Lamp } from '#kit/plain';
import { ApiProblem } from '../api.ts';
import { ProblemNotice, Waiting } from '../shell/notice.tsx';
import { dayWords, lampWords } from '../words.ts';
import { caseQuery } from './case.ts';
import { Compare } from './compare.tsx';
import { Conditions } from './conditions.tsx';
import { DeedBar } from './deed-bar.tsx';
import { History } from './history.tsx';
import { Materials } from './materials.tsx';
import { Neighbours } from './neighbours.tsx';
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
  // After a deed the case may lie at another post: what is on screen stays to be read, the deeds are gone.
  return <OneCase view={view.data} gone={view.error instanceof ApiProblem && [403, 404].includes(view.error.status)} key={caseId} />;
}

function OneCase({ view, gone }: { view: StaffCaseView; gone: boolean }): ReactNode {
  useEffect(() => {
    document.title = `${view.applicantName}，${view.itemName} — 工作台`;
  }, [view.applicantName, view.itemName]);
  return (
    <>
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
        <Neighbours caseId={view.caseId} />
      </section>
      <main className="panes review" id="main" tabIndex={-1}>
        <section className="pane alt" aria-label="审查要点">
          {view.insisted !== null && (
            <div className="guard">
              <b>申请人仍要申请。</b>
              指南的答复是：{view.insisted.zh}请审查后书面答复。
            </div>
          )}
          <Conditions view={view} />
          <Points view={view} />
        </section>
        <section className="pane" aria-label="申请内容">
          <Compare view={view} />
        </section>
        <section className="pane" aria-label="材料和经过">
          <Materials view={view} />
          <History view={view} />
        </section>
      </main>
      <DeedBar view={gone ? { ...view, deeds: [], desk: [] } : view} gone={gone} />
    </>
  );
}
