import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import type { DraftView } from '#contracts/cases';
import type { Evaluation, MaterialLine } from '#catalog';
import { ApiProblem, del, newKey, post, upload } from '../api.ts';
import { Mark } from '../shell/mark.tsx';
import { ProblemNotice } from '../shell/notice.tsx';
import { many, routeWords } from '../words.ts';
import { type Confirmation, Confirming } from './confirming.tsx';
import { missingLines } from './missing.ts';
import type { Version } from '../item/version.ts';
import { list, t, tell } from '../language.ts';

const deliveryWords: Record<string, string> = {
  self: t('自己来取', 'Fetched in person'),
  post: t('寄给他', 'By post'),
  sms: t('发短信', 'By text message'),
  electronic: t('网上领', 'Online'),
};

type Props = {
  draft: DraftView;
  version: Version;
  evaluation: Evaluation | undefined;
  confirmation: Confirmation;
  confirm: (how: Confirmation) => void;
  delivery: string;
  deliver: (way: string) => void;
  forName: string | null;
  visitorName: string;
};

/** 受理条件, 材料, 确认, 时限: the same evaluation as everywhere, with what the clerk can do about each line. */
export function CheckPane({
  draft,
  version,
  evaluation,
  confirmation,
  confirm,
  delivery,
  deliver,
  forName,
  visitorName,
}: Props): ReactNode {
  const content = version.content;
  const waived = evaluation?.lines.filter((line) => line.status === 'waived') ?? [];
  const days = (count: { days: number; unit: string }): string =>
    count.days === 0
      ? t('当场', 'On the spot')
      : count.unit === 'workday'
        ? many(count.days, '个工作日', 'working day')
        : many(count.days, '个自然日', 'calendar day');
  return (
    <section className="pane" aria-label={t('核对', 'Check')}>
      {content.conditions.length > 0 && (
        <>
          <div className="ph">
            <h2>{t('受理条件', 'Conditions')}</h2>
            <span className="s">{t('自动核对', 'Checked automatically')}</span>
          </div>
          <ul className="ls">
            {(evaluation?.conditions ?? []).map((c) => (
              <li key={c.id} id={`c-${c.id}`}>
                <Mark kind={c.state === 'met' ? 'done' : 'warn'}>
                  {c.state === 'met'
                    ? t('符合', 'Met')
                    : c.state === 'notMet'
                      ? t('看来不符合', 'Seems not met')
                      : t('要人看', 'For a person')}
                </Mark>
                <span>{tell(c.text)}</span>
                {c.state !== 'met' && (
                  <span className="chip warn">{c.state === 'notMet' ? t('看来不符合', 'Seems not met') : t('要人看', 'For a person')}</span>
                )}
                {c.state === 'notMet' && (
                  <span className="s">
                    {tell(c.say)}
                    {t('', ' ')}
                    {tell(c.next)}
                  </span>
                )}
                {c.state === 'unknown' && (
                  <span className="s">
                    {t(
                      '现有的信息定不了。不挡受理，后面由审批的人看。',
                      'What is known does not decide it. It does not stop acceptance; the approver looks at it.',
                    )}
                  </span>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="ph">
        <h2>{t('材料', 'Documents')}</h2>
        <span className="s">
          {evaluation === undefined
            ? ''
            : evaluation.lines.length === 0
              ? t('这件不用材料', 'No documents needed')
              : waived.length === 0
                ? many(evaluation.lines.length, '样', 'document')
                : t(`${evaluation.lines.length}样，免交${waived.length}样`, `${evaluation.lines.length}, waived: ${waived.length}`)}
        </span>
      </div>
      <ul className="ls materials">
        {evaluation?.lines.map((line) => (
          <Material
            key={line.id}
            line={line}
            draft={draft}
            version={version}
            needed={missingLines(evaluation, draft).some((m) => m.id === line.id)}
          />
        ))}
      </ul>
      {waived.length > 0 && (
        <div className="guard">
          <b>{notAgain(list(waived.map((line) => tell(line.name))))}</b>
          <br />
          {tell(waived[0]?.reason) ?? t('已经核到了。', 'It was found already.')}
          {t('再要会被拒绝，并公开计数。', ' Asking for it is refused and counted in public.')}
        </div>
      )}
      <Confirming confirmation={confirmation} confirm={confirm} forName={forName} visitorName={visitorName} />
      {content.delivery.length > 1 && (
        <fieldset className="confirm">
          <legend>
            <span className="ph">
              <b>{t('结果怎么给', 'How the result is given')}</b>
            </span>
          </legend>
          <div className="line">
            {content.delivery.map((way) => (
              <label key={way} className="chk">
                <input type="radio" name="delivery" value={way} checked={delivery === way} onChange={() => deliver(way)} />
                {deliveryWords[way]}
              </label>
            ))}
          </div>
        </fieldset>
      )}
      <div className="ph">
        <h2>{t('时限', 'Time limit')}</h2>
      </div>
      <dl className="kv">
        <dt>{t('受理后', 'Promised')}</dt>
        <dd>{days(content.limits.promised)}</dd>
        <dt>{t('法定', 'By law')}</dt>
        <dd>{days(content.limits.statutory)}</dd>
        <dt>{t('下一手', 'Next')}</dt>
        <dd>{tell(content.steps.find((step) => step.role === 'approver')?.name ?? content.steps[0]?.name)}</dd>
      </dl>
    </section>
  );
}

const notAgain = (names: string): string => t(`不能再要${names}。`, `Do not ask again for: ${names}.`);

/** One line of the list: given how, or the ways it can be given. */
function Material({
  line,
  draft,
  version,
  needed,
}: {
  line: MaterialLine;
  draft: DraftView;
  version: Version;
  needed: boolean;
}): ReactNode {
  const queries = useQueryClient();
  const [key, setKey] = useState(newKey);
  const file = useRef<HTMLInputElement>(null);
  const given = draft.materials.filter((m) => m.materialId === line.id);
  const material = version.content.materials.find((m) => m.id === line.id);
  const change = useMutation({
    mutationFn: (what: { route: string } | { scan: File } | { drop: string } | { demand: true }): Promise<unknown> => {
      if ('demand' in what) return post('/api/staff/demands', { materialId: line.id, draftId: draft.draftId });
      if ('drop' in what) return del(`/api/staff/drafts/${draft.draftId}/materials/${what.drop}`, key);
      if ('route' in what) return post(`/api/staff/drafts/${draft.draftId}/materials`, { materialId: line.id, route: what.route }, key);
      const form = new FormData();
      form.set('file', what.scan);
      return upload(`/api/staff/drafts/${draft.draftId}/files/${line.id}`, form, key);
    },
    onSettled: () => {
      setKey(newKey());
      return queries.invalidateQueries({ queryKey: ['draft', draft.draftId] });
    },
  });
  // Verified in an earlier case of this person: nobody asks for it, but whoever brings a newer one may give it.
  const held =
    line.status === 'waived' && (line.route === 'earlierCase' || line.route === 'clerkChecked')
      ? draft.held.find((h) => h.material === line.kind && h.route === line.route)
      : undefined;
  const kind = given.length > 0 || line.status === 'waived' ? 'done' : needed ? 'you' : 'still';
  const promise = material?.routes.some((r) => r.route === 'promise' && r.state === 'live') === true;
  const act = (route: string, name: string): ReactNode => (
    <button type="button" className="b" onClick={() => change.mutate({ route })}>
      {name}
      <span className="vh">{t(`：${tell(line.name)}`, `: ${tell(line.name)}`)}</span>
    </button>
  );
  return (
    <li id={`m-${line.id}`}>
      <Mark kind={kind}>{kind === 'done' ? t('有了', 'There') : kind === 'you' ? t('还要', 'Needed') : t('可以不交', 'Optional')}</Mark>
      <span>{tell(line.name)}</span>
      <span className={`chip ${line.status === 'waived' ? 'ok' : given.length > 0 ? 'ok' : needed ? 'you' : ''}`}>
        {held !== undefined && given[0] === undefined
          ? t('以前办件里有', 'From an earlier case')
          : line.status === 'waived' && held === undefined
            ? t('免交', 'Waived')
            : given[0] !== undefined
              ? routeWords[given[0].route]
              : line.depends
                ? t('看情形', 'Depends')
                : line.status === 'optional'
                  ? t('可不交', 'Optional')
                  : line.status === 'promiseLater'
                    ? t('可后补', 'May follow')
                    : line.mode === 'present'
                      ? t('看原件', 'Show original')
                      : t('要交', 'To hand in')}
      </span>
      {line.status === 'waived' && (
        <span className="s">
          {tell(line.reason)}
          {t('', ' ')}
          <button type="button" className="link" onClick={() => change.mutate({ demand: true })}>
            {t('想再要', 'Ask for it again')}
            <span className="vh">
              {t('', ': ')}
              {tell(line.name)}
            </span>
          </button>
        </span>
      )}
      {(line.status !== 'waived' || held !== undefined) && (
        <span className="s handed">
          {held !== undefined && given.length === 0 && (
            <span>
              {held.caseNumber !== null &&
                t(
                  `尾号${held.caseNumber.slice(-6)}的办件，收件时自动放进来。`,
                  `Case …${held.caseNumber.slice(-6)}; put in by itself at receipt. `,
                )}
              {t('他带了新的才要：', 'Only if they brought a newer one: ')}
            </span>
          )}
          {given.map((m) => (
            <span key={m.id} className="given">
              {m.file?.name ?? routeWords[m.route]}
              <button type="button" className="link" onClick={() => change.mutate({ drop: m.id })}>
                {t('撤掉', 'Take back')}
                <span className="vh">
                  {t('', ': ')}
                  {tell(line.name)}
                </span>
              </button>
            </span>
          ))}
          {given.length === 0 && (
            <>
              {act('seen', t('看过原件', 'Original seen'))}
              <button type="button" className="b" onClick={() => file.current?.click()}>
                {t('扫描', 'Scan')}
                <span className="vh">{t(`：${tell(line.name)}`, `: ${tell(line.name)}`)}</span>
              </button>
              {promise && act('promise', t('写承诺', 'Promise'))}
              {line.status === 'promiseLater' && act('later', t('后补', 'To follow'))}
            </>
          )}
          <input
            ref={file}
            type="file"
            className="vh"
            tabIndex={-1}
            aria-label={t(`${tell(line.name)}的扫描件`, `Scan: ${tell(line.name)}`)}
            accept="image/*,.pdf,.ofd"
            onChange={(event) => {
              const scan = event.target.files?.[0];
              if (scan !== undefined) change.mutate({ scan });
              event.target.value = '';
            }}
          />
        </span>
      )}
      {change.isPending && <span className="s">{t('正在存…', 'Saving…')}</span>}
      {change.error !== null && (
        <span className="wide">
          {change.error instanceof ApiProblem && change.error.code === 'cases.demand-refused' ? (
            <span className="guard" role="alert">
              <b>{change.error.message}</b>
              {t('', ' ')}
              {change.error.next}
            </span>
          ) : (
            <ProblemNotice error={change.error} />
          )}
        </span>
      )}
    </li>
  );
}
