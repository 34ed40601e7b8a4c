import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { StaffCaseView } from '#contracts/cases';
import type { VisitView } from '#contracts/identity';
import { anchorOf, FormFields } from '#kit/plain';
import { fieldType, type FormSchema, labelOf, parseFormData } from '#platform/forms';
import { ApiProblem, newKey } from '../api.ts';
import { caseQuery, doDeed } from '../case/case.ts';
import { useRegionNames, useRegions } from '../item/regions.ts';
import { sourcesInWords } from '../item/source-words.ts';
import { type Version, versionQuery } from '../item/version.ts';
import { useKeys } from '../keys.ts';
import { lang, list, t, tell } from '../language.ts';
import { paperAddress } from '../papers.ts';
import { ProblemNotice, Waiting } from '../shell/notice.tsx';
import { dayWords } from '../words.ts';
import { LackLinks } from './lack-links.tsx';
import { Answered } from './answered.tsx';
import { answerVerb, askedFields, askedForm, type Needed, wrongIn } from './asked.ts';
import { AskedMaterial, type InHand } from './asked-material.tsx';
import { type Confirmation, Confirming } from './confirming.tsx';

type Props = { person: ReactNode; visit: VisitView; caseId: string; another: () => void; next: () => void };
const titleOf = ({ kind }: Needed): string =>
  kind === 'correction'
    ? t('补正', 'Correction')
    : kind === 'supplement'
      ? t('补材料', 'Supplement')
      : t('交后补的材料', 'Promised papers');

/** A case that waits for the applicant, before a clerk and the one who came: what is asked, filled and handed in as the applicant's own answer. */
export function Answering(props: Props): ReactNode {
  const { person, caseId, another, next } = props;
  const view = useQuery(caseQuery(caseId));
  const version = useQuery({
    ...versionQuery(view.data?.handlingKey ?? '', view.data?.versionId ?? null),
    enabled: view.data !== undefined,
  });
  const [stepId, setStepId] = useState<string | null>(null);
  const [done, setDone] = useState<string | null>(null);
  useKeys(done === null ? { 'Ctrl+KeyK': another } : {});
  const needed = view.data?.needed.find((n) => n.stepId === stepId) ?? view.data?.needed[0];
  if (view.data !== undefined && done !== null)
    return <Answered person={person} view={view.data} title={done} more={() => setDone(null)} another={another} next={next} />;
  if (view.data !== undefined && version.data !== undefined && needed !== undefined)
    return (
      <Answer
        {...props}
        key={needed.stepId}
        view={view.data}
        version={version.data}
        needed={needed}
        choose={setStepId}
        handedIn={() => setDone(titleOf(needed))}
      />
    );
  const error = view.error ?? version.error;
  return (
    <>
      <main className="panes window" id="main" tabIndex={-1}>
        {person}
        <section className="pane" aria-label={t('要补的', 'What is asked for')}>
          <ProblemNotice error={error} />
          {view.data !== undefined && needed === undefined ? (
            <>
              <div className="ph">
                <h1>{t('现在没有要申请人补的', 'Nothing is asked of the applicant now')}</h1>
              </div>
              <p>
                {tell(view.data.clock.say)}{' '}
                <Link to="/cases/$caseId" params={{ caseId }}>
                  {t('看这件办件', 'See the case')}
                </Link>
              </p>
            </>
          ) : (
            error === null && <Waiting what={t('正在打开办件，这次查看会记下来…', 'Opening the case; this look is written down…')} />
          )}
        </section>
        <section className="pane" aria-label={t('确认', 'Confirming')} />
      </main>
      <footer className="act">
        <span className="g">
          <button type="button" className="b l" onClick={another}>
            {t('办别的', 'Something else')}
            <kbd>Ctrl K</kbd>
          </button>
        </span>
      </footer>
    </>
  );
}

type Lack = { text: string; go: () => void };
const focus = (id: string): void => {
  const place = document.getElementById(id);
  place?.scrollIntoView({ block: 'center' });
  const stop =
    place?.matches('input,select,textarea,button') === true
      ? place
      : place?.querySelector<HTMLElement>('input:not([type=file]),select,textarea,button');
  stop?.focus();
};

function Answer({
  person,
  visit,
  another,
  view,
  version,
  needed,
  choose,
  handedIn,
}: Props & {
  view: StaffCaseView;
  version: Version;
  needed: Needed;
  choose: (stepId: string) => void;
  handedIn: () => void;
}): ReactNode {
  const queries = useQueryClient();
  const form = version.content.form as unknown as FormSchema;
  const part = askedForm(needed, form);
  const fields = askedFields(needed, form);
  const papers = [...new Set(needed.items.filter((i) => i.kind === 'material').map((i) => i.target))];
  const others = needed.items.filter((i) => i.kind === 'other');
  const [typed, setTyped] = useState<Record<string, unknown>>({});
  const [inHand, setInHand] = useState<InHand[]>([]);
  const [note, setNote] = useState('');
  const [confirmation, setConfirmation] = useState<Confirmation>('');
  const [tried, setTried] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const key = useRef(newKey());
  const warned = useRef('');
  const box = useRef<HTMLFormElement>(null);
  const values = { ...view.values, ...typed };
  const regions = useRegions(part, values);
  const regionName = useRegionNames(
    fields.flatMap((id) => (fieldType(form.properties[id] ?? {}) === 'region' && typeof values[id] === 'string' ? [values[id]] : [])),
  );
  const errors = wrongIn(needed, form, values, view.answers);
  const nameOf = (id: string): string => tell(labelOf(form.properties[id] ?? {}, id));
  const paperName = (id: string): string => tell(version.content.materials.find((m) => m.id === id)?.name) ?? id;
  const rootOf = (field: string): string => /^[^.[]+/.exec(field)?.[0] ?? field;
  const lacks: Lack[] = [...new Map(errors.map((e) => [rootOf(e.field), e])).values()].map((e) => ({
    text: nameOf(rootOf(e.field)),
    go: () => focus(anchorOf(part, e.field)),
  }));
  if (confirmation === '') lacks.push({ text: t('申请人怎样确认的', 'how the applicant confirmed it'), go: () => focus('confirmation') });
  const same = (id: string): boolean => JSON.stringify(values[id] ?? null) === JSON.stringify(view.values[id] ?? null);
  const left: Lack[] = [
    ...fields
      .filter((id) => same(id) && !errors.some((e) => rootOf(e.field) === id))
      .map((id) => ({ text: t(`${nameOf(id)}没有改`, `${nameOf(id)}: not changed`), go: () => focus(anchorOf(part, id)) })),
    ...papers
      .filter((id) => !inHand.some((p) => p.materialId === id))
      .map((id) => ({ text: t(`${paperName(id)}没有交`, `${paperName(id)}: not given`), go: () => focus(`m-${id}`) })),
  ];
  const { ready } = regions;
  useEffect(() => {
    if (ready)
      document
        .querySelector<HTMLElement>('.answer :is(input:not([type=hidden],[type=file]),select,textarea,button):not([tabindex="-1"])')
        ?.focus();
  }, [ready]);

  const run = useMutation({
    mutationFn: () =>
      doDeed(
        view.caseId,
        answerVerb(needed),
        {
          expectedSeq: view.seq,
          stepId: needed.stepId,
          values: Object.fromEntries(fields.filter((id) => !same(id)).map((id) => [id, values[id] ?? null])),
          materials: inHand.map((p) => (p.route === 'seen' ? p : { materialId: p.materialId, route: p.route, fileId: p.fileId })),
          confirmation: { how: confirmation },
          ...(note.trim() === '' ? {} : { note: note.trim() }),
        },
        key.current,
      ),
    onSuccess: async () => {
      for (const what of ['visit', 'work']) void queries.invalidateQueries({ queryKey: [what] });
      await queries.invalidateQueries({ queryKey: ['case', view.caseId] });
      handedIn();
    },
    onError: (error) => {
      // A refusal is another command next time; an answer that never came is asked for again under the same key.
      if (!(error instanceof ApiProblem) || error.status === 0 || error.status >= 500) return;
      key.current = newKey();
      if (error.status === 409) void queries.invalidateQueries({ queryKey: ['case', view.caseId] });
    },
  });
  /** Pressed too early it leads to what is missing. What the applicant cannot bring or need not change is told once. */
  const handIn = (): void => {
    if (run.isPending) return;
    setSaid(null);
    setTried(true);
    const told = list(left.map((one) => one.text));
    const first = lacks[0] ?? (warned.current === told ? undefined : left[0]);
    if (lacks.length === 0) warned.current = told;
    if (first === undefined) return run.mutate();
    setSaid(
      lacks.length > 0
        ? t(`先补上：${first.text}。`, `First: ${first.text}.`)
        : t(`${told}。就这样交的，再按一次F9。`, `${told}. To hand it in as it is, press F9 again.`),
    );
    requestAnimationFrame(first.go);
  };
  useKeys({ F9: handIn });
  const input = (event: FormEvent<HTMLFormElement>): void => {
    const { target } = event;
    if (target instanceof HTMLSelectElement && target.dataset['kind'] === 'region') regions.chosen(target.name, target.value);
    if (box.current !== null) setTyped(parseFormData(part, new FormData(box.current), fields));
  };
  const notice = view.papers.findLast((p) => p.kind === 'correction');
  const all = [...lacks, ...left];
  return (
    <>
      <main className="panes window" id="main" tabIndex={-1}>
        {person}
        <section className="pane answer" aria-label={t('要补的', 'What is asked for')}>
          <div className="ph">
            <h1>{t(`${titleOf(needed)}：${view.itemName}`, `${titleOf(needed)}: ${view.itemName}`)}</h1>
            <span className="s num">{view.number}</span>
          </div>
          <p>
            {tell(needed.say)}
            {t('。', '.')}
            {needed.kind === 'correction'
              ? t('只补告知书上写的，别的不用再填。', ' Only what the notice lists; nothing else is filled in again.')
              : t('只补下面列出的。', ' Only what is listed below.')}
          </p>
          {view.needed.length > 1 && (
            <p className="bs">
              {view.needed.map((n) => (
                <button
                  key={n.stepId}
                  type="button"
                  className="b"
                  aria-pressed={n.stepId === needed.stepId}
                  onClick={() => choose(n.stepId)}
                >
                  {titleOf(n)}
                  {n.due !== null && t(`，最晚${dayWords(n.due)}`, `, by ${dayWords(n.due)}`)}
                </button>
              ))}
            </p>
          )}
          <ProblemNotice error={run.error} />
          {fields.length > 0 &&
            (ready ? (
              <form
                ref={box}
                className="deskform"
                noValidate
                onInput={input}
                onSubmit={(event) => {
                  event.preventDefault();
                  handIn();
                }}
              >
                <button type="submit" className="vh" tabIndex={-1} aria-hidden="true">
                  {t('交上', 'Hand in')}
                </button>
                <FormFields
                  lang={lang}
                  form={part}
                  step="asked"
                  values={view.values}
                  errors={errors.filter((e) => tried || !same(rootOf(e.field)))}
                  sources={sourcesInWords(view.sources)}
                  regions={regions.lists}
                  regionName={regionName}
                />
              </form>
            ) : (
              <Waiting what={t('正在取地区名单，一般不到1秒…', 'Fetching the divisions, usually under a second…')} />
            ))}
          {papers.length > 0 && (
            <>
              <div className="ph">
                <h2>{t('材料', 'Papers')}</h2>
                <span className="s">{t(`${papers.length}样`, String(papers.length))}</span>
              </div>
              <ul className="ls materials">
                {papers.map((id) => (
                  <AskedMaterial
                    key={id}
                    caseId={view.caseId}
                    id={id}
                    name={paperName(id)}
                    says={needed.items.flatMap((i) => (i.kind === 'material' && i.target === id ? [i.say] : [])).join('')}
                    before={view.materials.flatMap((m) => (m.materialId === id && m.route !== 'later' ? [m.file?.name ?? m.name] : []))}
                    given={inHand.filter((p) => p.materialId === id)}
                    give={(paper) => setInHand((was) => [...was, paper])}
                    drop={(paper) => setInHand((was) => was.filter((p) => p !== paper))}
                  />
                ))}
              </ul>
            </>
          )}
          <div className="ph">
            <h2>
              <label htmlFor="answer-note">{t('还要说明的', 'Anything to add')}</label>
            </h2>
            <span className="s">{t('可以不写', 'Optional')}</span>
          </div>
          {others.length > 0 && <p id="answer-note-s">{others.map((i) => i.say).join('')}</p>}
          <textarea
            id="answer-note"
            className="inp"
            rows={2}
            maxLength={1000}
            value={note}
            aria-describedby={others.length > 0 ? 'answer-note-s' : undefined}
            onChange={(event) => setNote(event.target.value)}
          />
        </section>
        <section className="pane" aria-label={t('确认', 'Confirming')}>
          <div className="ph">
            <h2>{t('怎么问的', 'What was asked')}</h2>
            {notice !== undefined && needed.kind === 'correction' && (
              <a className="s" href={paperAddress(notice.id)} target="_blank" rel="noreferrer">
                {tell(notice.name)}
              </a>
            )}
          </div>
          <ul className="ls bare">
            {needed.items.map((i, n) => (
              <li key={`${i.target}${n}`}>
                <span>{i.say}</span>
              </li>
            ))}
          </ul>
          <p className="s">{tell(view.clock.say)}</p>
          <Confirming
            confirmation={confirmation}
            confirm={setConfirmation}
            forName={visit.forParty?.name ?? null}
            visitorName={visit.visitor.name}
          />
          <p className="s">
            {t('交上以后，办件上记着您和来的人，申请人登录能看到。', 'The case keeps your name and who came; the applicant can see it.')}
          </p>
        </section>
      </main>
      <footer className="act">
        <span className="said">
          {run.isPending ? (
            <span role="status">{t('正在交…', 'Handing in…')}</span>
          ) : all.length === 0 ? (
            <span>{t('都齐了，可以交。', 'All there, ready to hand in.')}</span>
          ) : (
            <span>
              {t('还有', 'Open: ')}
              <b>{all.length}</b>
              {t('处：', '. ')}
              <LackLinks lacks={all} />
            </span>
          )}
          <span role="status" className="s">
            {all.length > 0 && said}
          </span>
        </span>
        <span className="g">
          <button type="button" className="b l" onClick={another}>
            {t('办别的', 'Something else')}
            <kbd>Ctrl K</kbd>
          </button>
          <button type="button" className="b l p" onClick={handIn} aria-busy={run.isPending}>
            {t('替申请人交上', 'Hand in for the applicant')}
            <kbd>F9</kbd>
          </button>
        </span>
      </footer>
    </>
  );
}
