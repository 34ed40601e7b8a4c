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
import { t, tell } from '../language.ts';

/** One case at one post: what to look at, what was said, what was handed in, and the deeds open now. */
export function CasePage(): ReactNode {
  const { caseId } = useParams({ from: '/cases/$caseId' });
  const view = useQuery(caseQuery(caseId));
  if (view.data === undefined) {
    return (
      <main className="pane" id="main" tabIndex={-1}>
        {view.error ? (
          <ProblemNotice error={view.error} />
        ) : (
          <Waiting what={t('正在打开办件，这次查看会记下来…', 'Opening the case; this look is written down…')} />
        )}
      </main>
    );
  }
  // After a deed the case may lie at another post: what is on screen stays to be read, the deeds are gone.
  return <OneCase view={view.data} gone={view.error instanceof ApiProblem && [403, 404].includes(view.error.status)} key={caseId} />;
}

function OneCase({ view, gone }: { view: StaffCaseView; gone: boolean }): ReactNode {
  useEffect(() => {
    document.title = t(`${view.applicantName}，${view.itemName} — 工作台`, `Case ${view.number} — Desk`);
  }, [view.applicantName, view.itemName, view.number]);
  return (
    <>
      <section className="sub" aria-label={t('办件', 'Case')}>
        <div>
          <h1>
            {view.applicantName}
            {t('，', ', ')}
            {view.itemName}
          </h1>
          <span className="s num">
            {view.number}
            {t('，', ', ')}
            {tell(view.stateName)}
          </span>
        </div>
        <span>
          <Lamp kind={view.clock.lamp}>{lampWords(view.clock.lamp, view.clock.left)}</Lamp>
          {view.clock.duePromised !== null && t(`，最晚${dayWords(view.clock.duePromised)}`, `, due ${dayWords(view.clock.duePromised)}`)}
          <br />
          <span className="s">
            {tell(view.clock.say)}{' '}
            {view.clock.dueStatutory !== null &&
              t(`法定${dayWords(view.clock.dueStatutory)}。`, `Legal limit: ${dayWords(view.clock.dueStatutory)}.`)}
          </span>
        </span>
        <Neighbours caseId={view.caseId} />
      </section>
      <main className="panes review" id="main" tabIndex={-1}>
        <section className="pane alt" aria-label={t('审查要点', 'Points to examine')}>
          {view.insisted !== null && (
            <div className="guard">
              <b>{t('申请人仍要申请。', 'The applicant applies all the same. ')}</b>
              {t('指南的答复是：', 'The guide had answered: ')}
              {tell(view.insisted)}
              {t('请审查后书面答复。', ' Please examine it and answer in writing.')}
            </div>
          )}
          <Conditions view={view} />
          <Points view={view} />
        </section>
        <section className="pane" aria-label={t('申请内容', 'Application')}>
          <Compare view={view} />
        </section>
        <section className="pane" aria-label={t('材料和经过', 'Documents and course')}>
          <Materials view={view} />
          <History view={view} />
        </section>
      </main>
      <DeedBar view={gone ? { ...view, deeds: [], desk: [] } : view} gone={gone} />
    </>
  );
}
