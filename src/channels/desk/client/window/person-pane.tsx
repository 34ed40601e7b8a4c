import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { PartyCard, VisitView } from '#contracts/identity';
import { ApiProblem, newKey, post } from '../api.ts';
import { t } from '../language.ts';
import { Mark } from '../shell/mark.tsx';
import { ProblemNotice } from '../shell/notice.tsx';
import { momentShort } from '../words.ts';
import { ForWhomDialog } from './for-whom.tsx';
import { type Clear, FullNumberDialog } from './full-number.tsx';
import { howWords, sexWords, type VisitDraft, visitCasesQuery, visitDraftsQuery } from './visit.ts';

/** 来的人 → 替谁办 → drafts handed over → cases. Numbers masked; seeing one whole asks why. */
export function PersonPane({
  visit,
  current,
  answering,
  openDraft,
}: {
  visit: VisitView;
  current: string | null;
  answering: string | null;
  openDraft: (draftId: string) => void;
}): ReactNode {
  const [choosing, setChoosing] = useState(false);
  return (
    <section className="pane alt" aria-label="来的人">
      <div className="ph">
        <h2>来的人</h2>
        <span className="s num">
          {momentShort(visit.openedAt).slice(6)}
          {howWords[visit.how]}
        </span>
      </div>
      <Person card={visit.visitor} />
      {visit.how === 'typed' && <p className="s">没有刷卡：{visit.reason}</p>}
      <div className="ph">
        <h2>替谁办</h2>
        <button type="button" className="link" onClick={() => setChoosing(true)}>
          改
        </button>
      </div>
      {visit.forParty === null ? (
        <p>自己</p>
      ) : (
        <>
          <p className="s">
            {visit.relation?.text.zh}，
            {visit.consent === 'paper' ? '看过授权书' : visit.consent === 'phone' ? '打电话问过本人' : '本人说过同意'}
            {visit.consentNote !== null && `：${visit.consentNote}`}
          </p>
          <Person card={visit.forParty} />
        </>
      )}
      <Drafts visit={visit} current={current} openDraft={openDraft} />
      <Cases visit={visit} answering={answering} />
      {choosing && <ForWhomDialog visit={visit} onClose={() => setChoosing(false)} />}
    </section>
  );
}

function Person({ card }: { card: PartyCard }): ReactNode {
  const [asking, setAsking] = useState(false);
  const [clear, setClear] = useState<Clear | null>(null);
  const document = card.documents[0];
  return (
    <>
      <p className="big">
        <b>{card.name}</b>
        {card.sex !== null && ` ${sexWords(card.sex)}`}
        {card.age !== null && `，${card.age}岁`}
      </p>
      <dl className="kv">
        <dt>证件</dt>
        <dd className="num">
          {clear?.documents?.[0]?.number ?? document?.masked ?? '没有登记'}{' '}
          {document !== undefined && clear === null && (
            <button type="button" className="link" onClick={() => setAsking(true)}>
              看全号<span className="vh">（{card.name}）</span>
            </button>
          )}
        </dd>
        {(card.phone ?? null) !== null && (
          <>
            <dt>手机</dt>
            <dd className="num">{clear?.phone ?? card.phone}</dd>
          </>
        )}
        {card.homeLabel !== null && (
          <>
            <dt>住处</dt>
            <dd>{clear?.address ?? card.homeLabel}</dd>
          </>
        )}
        {card.legalRepresentative !== null && (
          <>
            <dt>负责人</dt>
            <dd>{card.legalRepresentative.name}</dd>
          </>
        )}
      </dl>
      {asking && (
        <FullNumberDialog
          party={card}
          onClose={() => setAsking(false)}
          onSeen={(seen) => {
            setClear(seen);
            setAsking(false);
          }}
        />
      )}
    </>
  );
}

function Drafts({
  visit,
  current,
  openDraft,
}: {
  visit: VisitView;
  current: string | null;
  openDraft: (draftId: string) => void;
}): ReactNode {
  const queries = useQueryClient();
  const [asked, setAsked] = useState<string[]>([]);
  const drafts = useQuery(visitDraftsQuery(visit.visitId, asked.length > 0));
  const [key, setKey] = useState(newKey);
  const ask = useMutation({
    mutationFn: (draft: VisitDraft) => post(`/api/staff/visit/drafts/${draft.draftId}/ask`, {}),
    onSuccess: (_answer, draft) => setAsked((was) => [...was, draft.draftId]),
  });
  const byCode = useMutation({
    mutationFn: (code: string) => post<{ draftId: string }>('/api/staff/visit/drafts/open', { code }, key),
    onSuccess: async ({ draftId }) => {
      await queries.invalidateQueries({ queryKey: ['visit'] });
      openDraft(draftId);
    },
    onError: () => setKey(newKey()),
  });
  const enter = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get('code') ?? '').replaceAll(/\D/g, '');
    if (code.length === 6) byCode.mutate(code);
  };
  const rows = drafts.data?.rows ?? [];
  return (
    <>
      <div className="ph">
        <h2>没填完的</h2>
        <span className="s">{drafts.data === undefined ? '' : rows.length === 0 ? '没有' : `${rows.length}份`}</span>
      </div>
      <ProblemNotice error={drafts.error ?? ask.error} />
      <ul className="ls">
        {rows.map((draft) => (
          <li key={draft.draftId} aria-current={draft.draftId === current ? 'true' : undefined}>
            <Mark kind="you">没填完</Mark>
            {draft.opens ? (
              <button type="button" className="link strong" onClick={() => openDraft(draft.draftId)}>
                {draft.itemName.zh}
              </button>
            ) : (
              <span>
                <b>{draft.itemName.zh}</b>
              </span>
            )}
            <span className="chip you">{draft.begunDoor === 'window' ? '窗口' : '手机'}</span>
            <span className="s">
              {momentShort(draft.savedAt)}存，填了{draft.filled}项，{draft.applicantName}的
              {!draft.opens &&
                (asked.includes(draft.draftId) ? (
                  <>。已问填的人，等他在手机上点同意。</>
                ) : (
                  <>
                    。
                    <button type="button" className="link" onClick={() => ask.mutate(draft)}>
                      问填的人能不能打开
                    </button>
                  </>
                ))}
            </span>
          </li>
        ))}
      </ul>
      <form className="code" onSubmit={enter}>
        <label htmlFor="handover">交接码</label>
        <input
          id="handover"
          name="code"
          className="inp num"
          inputMode="numeric"
          maxLength={7}
          autoComplete="off"
          placeholder="6位数"
          aria-invalid={byCode.error === null ? undefined : true}
          aria-describedby="handover-s"
        />
        <button type="submit" className="b">
          打开
        </button>
        <span className="s bad" id="handover-s" role="status">
          {byCode.error instanceof ApiProblem && `${byCode.error.message}${byCode.error.next}`}
        </span>
      </form>
    </>
  );
}

function Cases({ visit, answering }: { visit: VisitView; answering: string | null }): ReactNode {
  const cases = useQuery(visitCasesQuery(visit.visitId));
  const rows = cases.data?.rows ?? [];
  return (
    <>
      <div className="ph">
        <h2>办过、在办</h2>
        <span className="s">{cases.data === undefined ? '' : rows.length === 0 ? '没有' : `${rows.length}件`}</span>
      </div>
      <ProblemNotice error={cases.error} />
      <ul className="ls">
        {rows.map((row) => (
          <li key={row.caseId} aria-current={row.caseId === answering ? 'true' : undefined}>
            <Mark
              kind={
                row.needsYou ? 'you' : ['decided', 'closed', 'notAccepted', 'withdrawn', 'terminated'].includes(row.state) ? 'done' : 'ok'
              }
            >
              {row.stateName.zh}
            </Mark>
            <Link to="/cases/$caseId" params={{ caseId: row.caseId }}>
              {row.itemName}
            </Link>
            <span className="s right num">{momentShort(row.receivedAt).slice(0, 5)}</span>
            <span className="s">
              {row.stateName.zh}
              {row.needsYou && '，等申请人'}，{row.applicantName}的
              {row.needsYou && (
                <>
                  。
                  <Link to="/window" search={{ answer: row.caseId }}>
                    {t('替他交要补的', 'Hand in what is asked')}
                    <span className="vh">{t(`：${row.itemName}`, `: ${row.itemName}`)}</span>
                  </Link>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
