import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { StaffCaseView, SubmitReceipt } from '#contracts/cases';
import { Icon, Lamp } from '#kit/plain';
import { newKey } from '../api.ts';
import { caseQuery, doDeed } from '../case/case.ts';
import { DeedBar } from '../case/deed-bar.tsx';
import { Points } from '../case/points.tsx';
import { useKeys } from '../keys.ts';
import { paperAddress } from '../papers.ts';
import { ProblemNotice, Waiting } from '../shell/notice.tsx';
import { dayWords, lampWords, many } from '../words.ts';
import type { Then } from './filling.tsx';
import { t, tell } from '../language.ts';

type Props = { person: ReactNode; receipt: SubmitReceipt; then: Then; another: () => void; next: () => void };

/** 收件 is done: number and slip code to take along, then the deed that was meant. */
export function Received(props: Props): ReactNode {
  const { person, receipt, then, another, next } = props;
  const queries = useQueryClient();
  const view = useQuery(caseQuery(receipt.caseId));
  const [key] = useState(newKey);
  const run = useMutation({
    mutationFn: ({ seen, verb, stepId }: { seen: StaffCaseView; verb: string; stepId: string | null }) =>
      doDeed(seen.caseId, verb, { expectedSeq: seen.seq, ...(stepId === null ? {} : { stepId }) }, key),
    onSuccess: () => {
      for (const what of ['work', 'visit']) void queries.invalidateQueries({ queryKey: [what] });
      return queries.invalidateQueries({ queryKey: ['case'] });
    },
  });
  // Accepting was asked for with one press: it follows at once when nothing stands in the way.
  const begun = useRef(false);
  const { mutate } = run;
  const seen = view.data;
  useEffect(() => {
    if (seen === undefined || begun.current || then !== 'accept') return;
    begun.current = true;
    const deed = ['accept', 'forward']
      .map((verb) => seen.deeds.find((d) => d.verb === verb && d.blocked === null))
      .find((d) => d !== undefined);
    if (deed !== undefined) mutate({ seen, verb: deed.verb, stepId: deed.stepId });
  }, [seen, then, mutate]);
  useKeys({ F2: next, F3: another });
  const papers = seen?.papers ?? [];
  // Printing is what comes next: one Enter.
  const print = useRef<HTMLAnchorElement>(null);
  const settled = seen !== undefined && !run.isPending && document.querySelector('dialog[open]') === null;
  useEffect(() => {
    if (settled) print.current?.focus();
  }, [settled]);
  const after = (
    <>
      <button type="button" className="b l" onClick={another}>
        {t('这位还有事', 'More for this person')}
        <kbd>F3</kbd>
      </button>
      <button type="button" className="b l p" onClick={next}>
        {t('下一位', 'Next person')}
        <kbd>F2</kbd>
      </button>
    </>
  );
  return (
    <>
      <main className="panes window" id="main" tabIndex={-1}>
        {person}
        <section className="pane" aria-label={t('收件', 'Received')}>
          <div className="ph">
            <h1>
              <Lamp kind="done">{seen?.state === 'accepted' ? t('已经受理', 'Accepted') : t('已经收件', 'Received')}</Lamp>
            </h1>
            <span className="s">{seen?.itemName}</span>
          </div>
          <ProblemNotice error={run.error ?? view.error} />
          {run.isPending && <Waiting what={t('正在受理，出通知书…', 'Accepting and issuing the notice…')} />}
          <dl className="big-kv">
            <dt>{t('办件号', 'Case number')}</dt>
            <dd className="num" id="case-number">
              {receipt.number}
            </dd>
            <dt>{t('查询码', 'Slip code')}</dt>
            <dd className="tick num" id="slip-code">
              {receipt.slipCode}
            </dd>
          </dl>
          <p className="s">
            {t(
              '回执上有查询码。不用登录，网上报这12位数，打电话再加申请人的出生日期，就知道办到哪儿了。这里关掉以后不再显示。',
              'The slip code is on the receipt. With these 12 digits one can ask online, and on the telephone together with the applicant’s date of birth, how far the case is, without signing in. It is not shown again after this page is closed.',
            )}
          </p>
          <p>
            {seen !== undefined && seen.clock.duePromised !== null ? (
              <>
                <Lamp kind={seen.clock.lamp}>{lampWords(seen.clock.lamp, seen.clock.left)}</Lamp>
                {t(`，最晚${dayWords(seen.clock.duePromised)}。`, `, due ${dayWords(seen.clock.duePromised)}. `)}
                {tell(seen.clock.say)}
              </>
            ) : (
              t(
                `最晚${dayWords(receipt.nextDue)}告诉申请人受不受理。`,
                `The applicant is told whether it is accepted by ${dayWords(receipt.nextDue)}.`,
              )
            )}
          </p>
          <div className="ph">
            <h2>{t('打印给申请人', 'Print for the applicant')}</h2>
            <span className="s">{papers.length > 0 ? many(papers.length, '份', 'paper') : ''}</span>
          </div>
          <p className="bs">
            {(papers.length > 0
              ? papers.map((p) => ({ id: p.id, name: tell(p.name) }))
              : [{ id: receipt.paperId, name: t('收件回执', 'Receipt') }]
            ).map((paper, n) => (
              <a
                key={paper.id}
                ref={n === 0 ? print : undefined}
                className={n === 0 ? 'b l p' : 'b l'}
                href={paperAddress(paper.id)}
                target="_blank"
                rel="noreferrer"
              >
                <Icon name="printer" />
                {paper.name}
              </a>
            ))}
          </p>
        </section>
        <section className="pane" aria-label={t('办件现在', 'The case now')}>
          {seen === undefined ? view.error === null && <Waiting what={t('正在打开办件…', 'Opening the case…')} /> : <Points view={seen} />}
        </section>
      </main>
      {seen === undefined ? (
        <footer className="act">
          <span className="g">{after}</span>
        </footer>
      ) : (
        <DeedBar view={seen} first={then === 'accept' ? firstDialog(seen) : then} after={after} />
      )}
    </>
  );
}

/** When plain acceptance is not open, the deed that is nearest to it. */
function firstDialog(view: StaffCaseView): string | undefined {
  const open = (verb: string): boolean => view.deeds.some((d) => d.verb === verb && d.blocked === null);
  if (open('accept') || open('forward') || view.state !== 'received') return undefined;
  return ['acceptWithPromise', 'onTheSpotGrant', 'accept'].find((verb) =>
    verb === 'accept' ? view.deeds.some((d) => d.verb === verb) : open(verb),
  );
}
