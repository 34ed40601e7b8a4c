import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import type { DraftView } from '#contracts/cases';
import type { Evaluation, MaterialLine } from '#catalog';
import { ApiProblem, del, newKey, post, upload } from '../api.ts';
import { t } from '../language.ts';
import { Mark } from '../shell/mark.tsx';
import { ProblemNotice } from '../shell/notice.tsx';
import { routeWords } from '../words.ts';
import { type Confirmation, Confirming } from './confirming.tsx';
import { missingLines } from './missing.ts';
import type { Version } from '../item/version.ts';

const deliveryWords: Record<string, string> = { self: '自己来取', post: '寄给他', sms: '发短信', electronic: '网上领' };

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
    count.days === 0 ? '当场' : `${count.days}个${count.unit === 'workday' ? '工作日' : '自然日'}`;
  return (
    <section className="pane" aria-label="核对">
      {content.conditions.length > 0 && (
        <>
          <div className="ph">
            <h2>受理条件</h2>
            <span className="s">自动核对</span>
          </div>
          <ul className="ls">
            {(evaluation?.conditions ?? []).map((c) => (
              <li key={c.id} id={`c-${c.id}`}>
                <Mark kind={c.state === 'met' ? 'done' : 'warn'}>
                  {c.state === 'met' ? '符合' : c.state === 'notMet' ? '看来不符合' : '要人看'}
                </Mark>
                <span>{c.text.zh}</span>
                {c.state !== 'met' && <span className="chip warn">{c.state === 'notMet' ? '看来不符合' : '要人看'}</span>}
                {c.state === 'notMet' && (
                  <span className="s">
                    {c.say?.zh}
                    {c.next?.zh}
                  </span>
                )}
                {c.state === 'unknown' && <span className="s">现有的信息定不了。不挡受理，后面由审批的人看。</span>}
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="ph">
        <h2>材料</h2>
        <span className="s">
          {evaluation === undefined
            ? ''
            : evaluation.lines.length === 0
              ? '这件不用材料'
              : `${evaluation.lines.length}样${waived.length > 0 ? `，免交${waived.length}样` : ''}`}
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
          <b>不能再要{waived.map((line) => line.name.zh).join('、')}。</b>
          <br />
          {waived[0]?.reason?.zh ?? '已经核到了。'}再要会被拒绝，并公开计数。
        </div>
      )}
      <Confirming confirmation={confirmation} confirm={confirm} forName={forName} visitorName={visitorName} />
      {content.delivery.length > 1 && (
        <fieldset className="confirm">
          <legend>
            <span className="ph">
              <b>结果怎么给</b>
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
        <h2>时限</h2>
      </div>
      <dl className="kv">
        <dt>受理后</dt>
        <dd>{days(content.limits.promised)}</dd>
        <dt>法定</dt>
        <dd>{days(content.limits.statutory)}</dd>
        <dt>下一手</dt>
        <dd>{content.steps.find((step) => step.role === 'approver')?.name.zh ?? content.steps[0]?.name.zh ?? ''}</dd>
      </dl>
    </section>
  );
}

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
      <span className="vh">：{line.name.zh}</span>
    </button>
  );
  return (
    <li id={`m-${line.id}`}>
      <Mark kind={kind}>{kind === 'done' ? '有了' : kind === 'you' ? '还要' : '可以不交'}</Mark>
      <span>{line.name.zh}</span>
      <span className={`chip ${line.status === 'waived' ? 'ok' : given.length > 0 ? 'ok' : needed ? 'you' : ''}`}>
        {held !== undefined && given[0] === undefined
          ? t('以前办件里有', 'From an earlier case')
          : line.status === 'waived' && held === undefined
            ? '免交'
            : given[0] !== undefined
              ? routeWords[given[0].route]
              : line.depends
                ? '看情形'
                : line.status === 'optional'
                  ? '可不交'
                  : line.status === 'promiseLater'
                    ? '可后补'
                    : line.mode === 'present'
                      ? '看原件'
                      : '要交'}
      </span>
      {line.status === 'waived' && (
        <span className="s">
          {line.reason?.zh}
          <button type="button" className="link" onClick={() => change.mutate({ demand: true })}>
            想再要<span className="vh">{line.name.zh}</span>
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
                撤掉<span className="vh">{line.name.zh}</span>
              </button>
            </span>
          ))}
          {given.length === 0 && (
            <>
              {act('seen', '看过原件')}
              <button type="button" className="b" onClick={() => file.current?.click()}>
                扫描<span className="vh">：{line.name.zh}</span>
              </button>
              {promise && act('promise', '写承诺')}
              {line.status === 'promiseLater' && act('later', '后补')}
            </>
          )}
          <input
            ref={file}
            type="file"
            className="vh"
            tabIndex={-1}
            aria-label={`${line.name.zh}的扫描件`}
            accept="image/*,.pdf,.ofd"
            onChange={(event) => {
              const scan = event.target.files?.[0];
              if (scan !== undefined) change.mutate({ scan });
              event.target.value = '';
            }}
          />
        </span>
      )}
      {change.isPending && <span className="s">正在存…</span>}
      {change.error !== null && (
        <span className="wide">
          {change.error instanceof ApiProblem && change.error.code === 'cases.demand-refused' ? (
            <span className="guard" role="alert">
              <b>{change.error.message}</b>
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
