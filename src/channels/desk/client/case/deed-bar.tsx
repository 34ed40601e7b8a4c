import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { StaffCaseView } from '#contracts/cases';
import { Lamp } from '#kit/plain';
import { ApiProblem, newKey } from '../api.ts';
import { useKeys } from '../keys.ts';
import { doDeed, doneWords, type OpenDeed } from './case.ts';
import { DeedDialog } from './deed-dialog.tsx';
import { isAnswer } from '../window/asked.ts';
import { deedKeys, isRefusal, mainDeeds, opensDialog } from './deeds.ts';
import { list, t, tell } from '../language.ts';

/** The decision bar: what stands in the way at the left, the deeds open now at the right, the plain way on last and solid. */
export function DeedBar({
  view,
  first,
  after,
  gone = false,
}: {
  view: StaffCaseView;
  first?: string | undefined;
  after?: ReactNode;
  gone?: boolean;
}): ReactNode {
  const queries = useQueryClient();
  const [deed, setDeed] = useState<OpenDeed | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const [blocked, setBlocked] = useState<OpenDeed | null>(null);
  const [outcome, setOutcome] = useState<'grant' | 'refuse'>('grant');
  const [words, setWords] = useState('');
  const key = useRef(newKey());
  const navigate = useNavigate();
  const main = mainDeeds(view.deeds, 3);
  const others = view.deeds.filter((d) => !main.includes(d));
  // What the citizen will read is written in the bar itself; the yes is then one press, the no opens its dialog.
  const written =
    main.find((d) => d.verb === 'decide' || d.verb === 'proposeDecision') ??
    (after === undefined ? main.find((d) => d.verb === 'completeStep') : undefined);
  const deciding = written !== undefined && written.verb !== 'completeStep';
  const run = useMutation({
    mutationFn: (one: OpenDeed) => {
      const text = words.trim();
      const said = text === '' ? {} : one.verb === 'completeStep' ? { note: text } : { reason: text };
      return doDeed(
        view.caseId,
        one.verb,
        {
          expectedSeq: view.seq,
          ...(one.stepId === null ? {} : { stepId: one.stepId }),
          ...(one.verb === 'completeStep' ? {} : { outcome: 'grant' }),
          ...said,
        },
        key.current,
      );
    },
    onSuccess: (_receipt, one) => {
      key.current = newKey();
      setWords('');
      return finish(doneWords(one.verb === 'completeStep' ? tell(one.name) : yes(one.verb)));
    },
    onError: (error) => {
      if (error instanceof ApiProblem && error.status !== 0 && error.status < 500) key.current = newKey();
    },
  });
  const direct = (one: OpenDeed): void => {
    setDone(null);
    if (one.blocked !== null) setBlocked(one);
    else if (!run.isPending) run.mutate(one);
  };
  const refuse = (one: OpenDeed): void => {
    setOutcome('refuse');
    begin(one);
  };
  const begin = (one: OpenDeed | undefined): void => {
    setDone(null);
    if (one === undefined) return;
    // Pressed although something stands in the way: say what, instead of a grey button.
    if (one.blocked !== null) setBlocked(one);
    else if (isAnswer(one.verb)) void navigate({ to: '/window', search: { answer: view.caseId } });
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
  useKeys({
    ...(gone ? { Escape: () => void navigate({ to: '/queue' }) } : {}),
    ...Object.fromEntries([...keys].map(([verb, one]) => [one.code, () => begin(view.deeds.find((d) => d.verb === verb))])),
    ...(written === undefined
      ? {}
      : deciding
        ? { 'Alt+KeyY': () => direct(written), 'Alt+KeyN': () => refuse(written) }
        : { 'Alt+KeyO': () => direct(written) }),
  });
  // Done is said only when the case on screen is the case after the deed: a key pressed right then meets the deeds open now.
  const finish = async (said: string): Promise<void> => {
    for (const what of ['work', 'visit']) void queries.invalidateQueries({ queryKey: [what] });
    await queries.invalidateQueries({ queryKey: ['case'] });
    setDeed(null);
    setDone(said);
  };
  return (
    <footer className="act">
      <span role="status" className="said">
        {done !== null && <Lamp kind="done">{done}</Lamp>}
        {blocked?.blocked && (
          <span>
            <b>{tell(blocked.blocked.say)}</b>
            {t('', ' ')}
            {tell(blocked.blocked.next)}
          </span>
        )}
        {run.error !== null && (
          <span>
            <b>{run.error.message}</b>
            {t('', ' ')}
            {run.error instanceof ApiProblem && run.error.next}
          </span>
        )}
        {gone ? (
          <span className="s">{t('这件已经离开您的岗位。', 'This case has left your post.')}</span>
        ) : (
          done === null &&
          blocked === null &&
          run.error === null &&
          view.deeds.length === 0 && (
            <span className="s">
              {t('现在没有要您做的。', 'Nothing for you to do now. ')}
              {view.desk.length === 0
                ? t('这件已经办结。', 'This case is closed.')
                : liesWith(list(view.desk.map((d) => d.office ?? tell(d.name))))}
            </span>
          )
        )}
      </span>
      {written !== undefined && (
        <span className="why">
          <label htmlFor="why">{deciding ? t('理由', 'Reason') : t('备注', 'Note')}</label>
          <input
            id="why"
            className="inp"
            value={words}
            maxLength={2000}
            autoComplete="off"
            placeholder={deciding ? t('申请人会读到', 'The applicant will read it') : t('可以不写', 'Optional')}
            onChange={(event) => setWords(event.target.value)}
          />
        </span>
      )}
      <span className="g">
        {others.length > 0 && (
          <details className="others">
            <summary className="b l">{t('其他办法', 'Other deeds')}</summary>
            <ul>
              {others.map((d) => (
                <li key={`${d.verb}${d.stepId}`}>
                  <button type="button" className="b" onClick={() => begin(d)}>
                    {tell(d.name)}
                    {opensDialog(d.verb) && '…'}
                  </button>
                </li>
              ))}
            </ul>
          </details>
        )}
        {main
          .filter((d) => d !== written)
          .map((d) => (
            <button
              key={`${d.verb}${d.stepId}`}
              type="button"
              className={`b l${isRefusal(d.verb) ? ' d' : d === main.at(-1) && after === undefined && written === undefined ? ' p' : ''}`}
              onClick={() => begin(d)}
            >
              {tell(d.name)}
              {opensDialog(d.verb) && '…'}
              {keys.has(d.verb) && <kbd>{keys.get(d.verb)?.name}</kbd>}
            </button>
          ))}
        {written !== undefined && deciding && (
          <button type="button" className="b l d" onClick={() => refuse(written)}>
            {written.verb === 'decide' ? t('不同意…', 'Refuse…') : t('拟不予…', 'Propose refusal…')}
            <kbd>Alt N</kbd>
          </button>
        )}
        {written !== undefined && (
          <button type="button" className={after === undefined ? 'b l p' : 'b l'} aria-busy={run.isPending} onClick={() => direct(written)}>
            {run.isPending ? t('正在办…', 'Working…') : deciding ? yes(written.verb) : tell(written.name)}
            <kbd>{deciding ? 'Alt Y' : 'Alt O'}</kbd>
          </button>
        )}
        {gone && (
          <Link className="b l p" to="/queue">
            {t('回待办', 'Back to the list')}
            <kbd>Esc</kbd>
          </Link>
        )}
        {after}
      </span>
      {deed !== null && (
        <DeedDialog
          view={view}
          deed={deed}
          onClose={() => setDeed(null)}
          onDone={finish}
          begin={{ outcome: deed === written ? outcome : 'grant', reason: words }}
        />
      )}
    </footer>
  );
}

const liesWith = (offices: string): string => t(`现在在${offices}。`, `It lies with: ${offices}.`);
const yes = (verb: string): string => (verb === 'decide' ? t('同意并盖章', 'Grant and seal') : t('拟同意', 'Propose grant'));
