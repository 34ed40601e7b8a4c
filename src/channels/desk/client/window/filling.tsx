import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import type { DraftView, SubmitReceipt } from '#contracts/cases';
import type { VisitView } from '#contracts/identity';
import { anchorOf } from '#kit/plain';
import { fieldType, type FormSchema, labelOf } from '#platform/forms';
import { ApiProblem, get, newKey, post } from '../api.ts';
import { useKeys } from '../keys.ts';
import { ProblemNotice, Waiting } from '../shell/notice.tsx';
import { LackLinks } from './lack-links.tsx';
import { CheckPane } from './check-pane.tsx';
import type { Confirmation } from './confirming.tsx';
import { FormPane } from './form-pane.tsx';
import { missingLines } from './missing.ts';
import { type Version, versionQuery } from '../item/version.ts';
import { useWork } from './work.ts';
import { t, tell } from '../language.ts';

const savedNow = t('存好了。', 'Saved.');

/** What is to follow 收件 at once. */
export type Then = 'accept' | 'issueCorrection' | 'refuseAcceptance';
type Props = {
  person: ReactNode;
  visit: VisitView;
  draftId: string;
  received: (receipt: SubmitReceipt, then: Then) => void;
  change: () => void;
};

const draftQuery = (draftId: string) => ({ queryKey: ['draft', draftId], queryFn: () => get<DraftView>(`/api/staff/drafts/${draftId}`) });

/** A draft at the window: opened, then filled. */
export function Filling(props: Props): ReactNode {
  const draft = useQuery(draftQuery(props.draftId));
  const version = useQuery({
    ...versionQuery(draft.data?.handlingKey ?? '', draft.data?.versionId ?? null),
    enabled: draft.data !== undefined,
  });
  if (draft.data !== undefined && version.data !== undefined)
    return <Open {...props} key={`${props.draftId}${draft.data.versionId}`} draft={draft.data} version={version.data} />;
  return (
    <>
      <main className="panes window" id="main" tabIndex={-1}>
        {props.person}
        <section className="pane" aria-label={t('申请表', 'Application form')}>
          <ProblemNotice error={draft.error ?? version.error} />
          {draft.error === null && version.error === null && (
            <Waiting what={t('正在打开，并带出已经有的，一般不到1秒…', 'Opening and getting what is known, usually less than a second…')} />
          )}
        </section>
        <section className="pane" aria-label={t('核对', 'Check')} />
      </main>
      <footer className="act">
        <span className="g">
          <button type="button" className="b l" onClick={props.change}>
            {t('换事项', 'Other service')}
          </button>
        </span>
      </footer>
    </>
  );
}

/** What the bar calls a field: its label, or what it is when the label is a whole sentence. */
function nameOf(form: FormSchema, errorField: string): string {
  const id = /^[^.[]+/.exec(errorField)?.[0] ?? errorField;
  const field = form.properties[id] ?? {};
  return fieldType(field) === 'declaration' ? t('声明打勾', 'the declaration') : tell(labelOf(field, id));
}

function firstWords(lack: string, correctable: boolean): string {
  const first = t(`先补上：${lack}。`, `First: ${lack}.`);
  if (!correctable) return first;
  return (
    first +
    t(
      '交不了的，按F8一次告知补正；再按F9先收件。',
      ' If it cannot be handed in, F8 sends one correction notice; F9 again receives it first.',
    )
  );
}

type Lack = { text: string; go: () => void };

function Open({ person, visit, draft, version, received, change }: Props & { draft: DraftView; version: Version }): ReactNode {
  const queries = useQueryClient();
  const work = useWork(draft, version, visit);
  const [asking, setAsking] = useState(
    version.content.questions.some((q) => draft.answers[q.id] === undefined) && Object.keys(draft.answers).length === 0,
  );
  const [confirmation, setConfirmation] = useState<Confirmation>('');
  const [delivery, setDelivery] = useState<string>(draft.deliveryWay ?? version.content.delivery[0] ?? '');
  const [insists, setInsists] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const key = useRef(newKey());
  const warned = useRef('');

  const focus = (id: string): void => {
    const place = document.getElementById(id);
    place?.scrollIntoView({ block: 'center' });
    const stop =
      place?.matches('input,select,textarea,button') === true
        ? place
        : place?.querySelector<HTMLElement>('input:not([type=file]),select,textarea,button');
    stop?.focus();
  };
  const fields = work.errors.filter(
    (e, n, all) => all.findIndex((other) => other.field.split(/[.[]/)[0] === e.field.split(/[.[]/)[0]) === n,
  );
  const lacks: Lack[] = fields.map((e) => ({
    text: nameOf(work.effective.schema, e.field),
    go: () => focus(anchorOf(work.effective.schema, e.field)),
  }));
  const papers: Lack[] =
    work.evaluation === undefined
      ? []
      : missingLines(work.evaluation, draft).map((line) => ({ text: tell(line.name), go: () => focus(`m-${line.id}`) }));
  const answer = work.evaluation?.outcome;
  const other = answer !== undefined && answer.kind !== 'apply' && answer.kind !== 'asks' ? answer : null;
  if (other !== null && !insists) lacks.push({ text: t('看来不用在这里办', 'It seems not needed here'), go: () => focus('other-answer') });
  if (confirmation === '') lacks.push({ text: t('申请人怎样确认的', 'How the applicant confirmed it'), go: () => focus('confirmation') });

  const submit = useMutation({
    mutationFn: async (_then: Then) => {
      const rev = await work.save();
      return post<SubmitReceipt>(
        `/api/staff/drafts/${draft.draftId}/submit`,
        {
          rev,
          ...(delivery === '' ? {} : { deliveryWay: delivery }),
          ...(insists ? { insists } : {}),
          confirmation: { how: confirmation, partyId: visit.visitor.partyId },
        },
        key.current,
      );
    },
    onSuccess: async (receipt, then) => {
      received(receipt, then);
      for (const what of ['visit', 'work']) void queries.invalidateQueries({ queryKey: [what] });
    },
    onError: (error) => {
      // An answer that never came may have been a yes: the same key asks again. A refusal is another command next time.
      if (error instanceof ApiProblem && error.status !== 0 && error.status < 500) key.current = newKey();
      work.refuse(error);
    },
  });
  const carry = useMutation({
    mutationFn: async () => {
      await work.save();
      await post(`/api/staff/drafts/${draft.draftId}/carry`, {});
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['draft', draft.draftId] }),
  });
  /** Pressed too early it leads to the first thing missing instead of being grey. */
  const receive = (then: Then): void => {
    if (submit.isPending) return;
    setSaid(null);
    work.tryAll();
    // A paper may be known to the server from an earlier case: told once, the second press lets the server judge.
    const told = papers.map((paper) => paper.text).join();
    const stops = then === 'accept' && warned.current !== told ? [...lacks, ...papers] : lacks;
    if (lacks.length === 0) warned.current = told;
    const first = stops[0];
    if (first !== undefined) {
      setSaid(firstWords(first.text, then === 'accept' && lacks.length === 0));
      requestAnimationFrame(first.go);
      return;
    }
    submit.mutate(then);
  };
  const save = (): void => {
    void work
      .save()
      .then(() => setSaid(savedNow))
      .catch(() => undefined);
  };
  useKeys({
    F9: () => receive('accept'),
    F8: () => receive('issueCorrection'),
    F7: () => receive('refuseAcceptance'),
    'Ctrl+KeyS': save,
    'Ctrl+KeyE': () => setAsking((was) => !was),
    'Ctrl+KeyK': change,
  });

  const all = [...lacks, ...papers];
  return (
    <>
      <main className="panes window" id="main" tabIndex={-1}>
        {person}
        <FormPane
          work={work}
          asking={asking}
          setAsking={setAsking}
          change={change}
          top={
            <>
              <ProblemNotice error={submit.error ?? work.saveError ?? carry.error} />
              {other !== null && (
                <div className="guard" id="other-answer">
                  <b>{tell(other.say) ?? t('按这样的情形，不用在这里申请。', 'In this situation there is no need to apply here.')}</b>
                  {t('', ' ')}
                  {tell(other.next)}
                  {other.kind !== 'notYet' && (
                    <label className="chk">
                      <input type="checkbox" checked={insists} onChange={(event) => setInsists(event.target.checked)} />
                      {t('申请人仍要申请，由审批的人来看', 'The applicant applies all the same; the approver looks at it')}
                    </label>
                  )}
                </div>
              )}
              {draft.newer !== null && (
                <div className="guard">
                  <b>{t('这件事项有了新版本。', 'This service has a new version. ')}</b>
                  {draft.newer.differences.length === 0
                    ? t('要填的没有变。', 'What is to be filled in is the same.')
                    : draft.newer.differences.map((d) => tell(d.say)).join(t('', ' '))}
                  <button type="button" className="b" onClick={() => carry.mutate()}>
                    {t('换成新版接着办', 'Go on with the new version')}
                  </button>
                </div>
              )}
            </>
          }
        />
        <CheckPane
          draft={draft}
          version={version}
          evaluation={work.evaluation}
          confirmation={confirmation}
          confirm={setConfirmation}
          delivery={delivery}
          deliver={setDelivery}
          forName={visit.forParty?.name ?? null}
          visitorName={visit.visitor.name}
        />
      </main>
      <footer className="act">
        <span className="said">
          {submit.isPending ? (
            <span role="status">{t('正在收件…', 'Receiving…')}</span>
          ) : all.length === 0 ? (
            <span>{t('都齐了，可以受理。', 'All there, it can be accepted.')}</span>
          ) : (
            <span>
              {t('还差', 'Missing: ')}
              <b>{all.length}</b>
              {t('处：', ' – ')}
              <LackLinks lacks={all} />
            </span>
          )}
          <span role="status" className="s">
            {(all.length > 0 || said === savedNow) && said}
          </span>
        </span>
        <span className="g">
          <button type="button" className="b l" onClick={save} aria-busy={work.saving}>
            {t('存草稿', 'Save draft')}
            <kbd>Ctrl S</kbd>
          </button>
          <button type="button" className="b l d" onClick={() => receive('refuseAcceptance')}>
            {t('不予受理…', 'Decline…')}
            <kbd>F7</kbd>
          </button>
          <button type="button" className="b l" onClick={() => receive('issueCorrection')}>
            {t('一次告知补正…', 'Correction notice…')}
            <kbd>F8</kbd>
          </button>
          <button type="button" className="b l p" onClick={() => receive('accept')} aria-busy={submit.isPending}>
            {t('受理并打印回执', 'Accept and print')}
            <kbd>F9</kbd>
          </button>
        </span>
      </footer>
    </>
  );
}
