import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { DraftReceipt } from '#contracts/cases';
import type { VisitView } from '#contracts/identity';
import { newKey, post } from '../api.ts';
import { useKeys } from '../keys.ts';
import { ProblemNotice, Waiting } from '../shell/notice.tsx';
import { type Answers, keptAnswers, openQuestions, Questions } from './questions.tsx';
import { evaluationQuery, factsOf, type Version, versionQuery } from '../item/version.ts';

type Props = { person: ReactNode; visit: VisitView; handlingKey: string; begun: (draftId: string) => void; change: () => void };

/** Before the form: the few questions that decide what it asks. */
export function Asking(props: Props): ReactNode {
  const version = useQuery(versionQuery(props.handlingKey, null));
  if (version.data !== undefined) return <Ask {...props} version={version.data} />;
  return (
    <>
      <main className="panes window" id="main" tabIndex={-1}>
        {props.person}
        <section className="pane" aria-label="情形">
          <ProblemNotice error={version.error} />
          {version.error === null && <Waiting what="正在取事项，一般不到1秒…" />}
        </section>
        <section className="pane" aria-label="办法" />
      </main>
      <footer className="act" />
    </>
  );
}

function Ask({ person, visit, version, begun, change }: Props & { version: Version }): ReactNode {
  const [answers, setAnswers] = useState<Answers>({});
  const [said, setSaid] = useState<string | null>(null);
  const key = useRef(newKey());
  const home = (visit.forParty ?? visit.visitor).homeRegion;
  const given = Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== ''));
  const asked = useQuery(evaluationQuery(version, factsOf(given), home));
  const evaluation = asked.data;
  const ready = evaluation !== undefined;
  useEffect(() => {
    if (ready) document.querySelector<HTMLElement>('.asks input, .act .p')?.focus();
  }, [ready]);
  const start = useMutation({
    mutationFn: () =>
      post<DraftReceipt>(
        '/api/staff/visit/drafts',
        {
          handlingKey: version.key,
          answers: evaluation === undefined ? given : keptAnswers(evaluation, answers),
          ...(home === null ? {} : { regionCode: home }),
        },
        key.current,
      ),
    onSuccess: ({ draftId }) => begun(draftId),
    onError: () => {
      key.current = newKey();
    },
  });
  const begin = (): void => {
    if (start.isPending || evaluation === undefined) return;
    const first = openQuestions(evaluation, answers)[0];
    if (first === undefined) return start.mutate();
    setSaid('先答完这一问；说不清也是一种回答。');
    document.querySelector<HTMLElement>(`#q-${first} input`)?.focus();
  };
  useKeys({ F9: begin, 'Ctrl+KeyK': change });
  const content = version.content;
  return (
    <>
      <main className="panes window" id="main" tabIndex={-1}>
        {person}
        <section className="pane" aria-label="情形">
          <div className="ph">
            <h1>{content.item.name.zh}</h1>
            <span className="s">
              第{version.number}版，与网上同一份。
              <button type="button" className="link" onClick={change}>
                换事项
              </button>{' '}
              <kbd>Ctrl K</kbd>
            </span>
          </div>
          <p className="s">{content.item.summary.zh}</p>
          <ProblemNotice error={start.error ?? asked.error} />
          {evaluation === undefined ? (
            <Waiting what="正在取要问的…" />
          ) : evaluation.questions.length === 0 ? (
            <p>这件事没有要先问的，直接填表。</p>
          ) : (
            <form
              onSubmit={(event) => {
                event.preventDefault();
                begin();
              }}
            >
              <Questions evaluation={evaluation} answers={answers} answer={(id, value) => setAnswers((was) => ({ ...was, [id]: value }))} />
              <button type="submit" className="vh" tabIndex={-1}>
                开始填表
              </button>
            </form>
          )}
        </section>
        <section className="pane" aria-label="办法">
          <div className="ph">
            <h2>大概要带</h2>
          </div>
          <ul className="ls">
            {(evaluation?.lines ?? []).map((line) => (
              <li key={line.id}>
                <span aria-hidden="true" />
                <span>{line.name.zh}</span>
                <span className={`chip ${line.status === 'waived' ? 'ok' : ''}`}>
                  {line.status === 'waived' ? '免交' : line.depends ? '看情形' : line.status === 'optional' ? '可不交' : '要'}
                </span>
              </li>
            ))}
          </ul>
          <div className="ph">
            <h2>依据</h2>
          </div>
          <ul>
            {content.item.legalBasis.slice(0, 3).map((basis) => (
              <li key={basis.text.zh} className="s">
                {basis.text.zh}
              </li>
            ))}
          </ul>
        </section>
      </main>
      <footer className="act">
        <span role="status" className="said">
          {said ?? <span className="s">答完就填表，已经有的会自己带出来。</span>}
        </span>
        <span className="g">
          <button type="button" className="b l p" onClick={begin} aria-busy={start.isPending}>
            {start.isPending ? '正在带出…' : '开始填表'}
            <kbd>F9</kbd>
          </button>
        </span>
      </footer>
    </>
  );
}
