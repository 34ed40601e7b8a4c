import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { DraftReceipt } from '#contracts/cases';
import type { VisitView } from '#contracts/identity';
import { newKey, post } from '../api.ts';
import { useKeys } from '../keys.ts';
import { ProblemNotice, Waiting } from '../shell/notice.tsx';
import { type Answers, keptAnswers, openQuestions, Questions } from './questions.tsx';
import { versionWords } from '../words.ts';
import { evaluationQuery, factsOf, type Version, versionQuery } from '../item/version.ts';
import { t, tell } from '../language.ts';

type Props = { person: ReactNode; visit: VisitView; handlingKey: string; begun: (draftId: string) => void; change: () => void };

/** Before the form: the few questions that decide what it asks. */
export function Asking(props: Props): ReactNode {
  const version = useQuery(versionQuery(props.handlingKey, null));
  if (version.data !== undefined) return <Ask {...props} version={version.data} />;
  return (
    <>
      <main className="panes window" id="main" tabIndex={-1}>
        {props.person}
        <section className="pane" aria-label={t('情形', 'Situation')}>
          <ProblemNotice error={version.error} />
          {version.error === null && <Waiting what={t('正在取事项，一般不到1秒…', 'Getting the service, usually less than a second…')} />}
        </section>
        <section className="pane" aria-label={t('办法', 'What it takes')} />
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
    setSaid(t('先答完这一问；说不清也是一种回答。', 'Answer this question first; “not sure” is an answer too.'));
    document.querySelector<HTMLElement>(`#q-${first} input`)?.focus();
  };
  useKeys({ F9: begin, 'Ctrl+KeyK': change });
  const content = version.content;
  return (
    <>
      <main className="panes window" id="main" tabIndex={-1}>
        {person}
        <section className="pane" aria-label={t('情形', 'Situation')}>
          <div className="ph">
            <h1>{tell(content.item.name)}</h1>
            <span className="s">
              {versionWords(version.number)}
              <button type="button" className="link" onClick={change}>
                {t('换事项', 'Other service')}
              </button>{' '}
              <kbd>Ctrl K</kbd>
            </span>
          </div>
          <p className="s">{tell(content.item.summary)}</p>
          <ProblemNotice error={start.error ?? asked.error} />
          {evaluation === undefined ? (
            <Waiting what={t('正在取要问的…', 'Getting the questions…')} />
          ) : evaluation.questions.length === 0 ? (
            <p>{t('这件事没有要先问的，直接填表。', 'Nothing has to be asked first; go on to the form.')}</p>
          ) : (
            <form
              onSubmit={(event) => {
                event.preventDefault();
                begin();
              }}
            >
              <Questions evaluation={evaluation} answers={answers} answer={(id, value) => setAnswers((was) => ({ ...was, [id]: value }))} />
              <button type="submit" className="vh" tabIndex={-1}>
                {t('开始填表', 'Begin the form')}
              </button>
            </form>
          )}
        </section>
        <section className="pane" aria-label={t('办法', 'What it takes')}>
          <div className="ph">
            <h2>{t('大概要带', 'Probably to bring')}</h2>
          </div>
          <ul className="ls">
            {(evaluation?.lines ?? []).map((line) => (
              <li key={line.id}>
                <span aria-hidden="true" />
                <span>{tell(line.name)}</span>
                <span className={`chip ${line.status === 'waived' ? 'ok' : ''}`}>
                  {line.status === 'waived'
                    ? t('免交', 'Waived')
                    : line.depends
                      ? t('看情形', 'Depends')
                      : line.status === 'optional'
                        ? t('可不交', 'Optional')
                        : t('要', 'Needed')}
                </span>
              </li>
            ))}
          </ul>
          <div className="ph">
            <h2>{t('依据', 'Legal basis')}</h2>
          </div>
          <ul>
            {content.item.legalBasis.slice(0, 3).map((basis) => (
              <li key={tell(basis.text)} className="s">
                {tell(basis.text)}
              </li>
            ))}
          </ul>
        </section>
      </main>
      <footer className="act">
        <span role="status" className="said">
          {said ?? (
            <span className="s">
              {t('答完就填表，已经有的会自己带出来。', 'The form comes after the answers; what is known already comes by itself.')}
            </span>
          )}
        </span>
        <span className="g">
          <button type="button" className="b l p" onClick={begin} aria-busy={start.isPending}>
            {start.isPending ? t('正在带出…', 'Getting what is known…') : t('开始填表', 'Begin the form')}
            <kbd>F9</kbd>
          </button>
        </span>
      </footer>
    </>
  );
}
