import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { PartyCard, VisitView } from '#contracts/identity';
import { ApiProblem, newKey, post } from '../api.ts';
import { t, tell } from '../language.ts';
import { Mark } from '../shell/mark.tsx';
import { ProblemNotice } from '../shell/notice.tsx';
import { many, momentShort } from '../words.ts';
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
    <section className="pane alt" aria-label={t('来的人', 'Visitor')}>
      <div className="ph">
        <h2>{t('来的人', 'Visitor')}</h2>
        <span className="s num">
          {momentShort(visit.openedAt).slice(6)}
          {t('', ' ')}
          {howWords[visit.how]}
        </span>
      </div>
      <Person card={visit.visitor} />
      {visit.how === 'typed' && <p className="s">{t(`没有刷卡：${visit.reason}`, `No card read: ${visit.reason}`)}</p>}
      <div className="ph">
        <h2>{t('替谁办', 'For whom')}</h2>
        <button type="button" className="link" onClick={() => setChoosing(true)}>
          {t('改', 'Change')}
        </button>
      </div>
      {visit.forParty === null ? (
        <p>{t('自己', 'Themselves')}</p>
      ) : (
        <>
          <p className="s">
            {tell(visit.relation?.text)}
            {t('，', ', ')}
            {visit.consent === 'paper'
              ? t('看过授权书', 'Authorisation seen')
              : visit.consent === 'phone'
                ? t('打电话问过本人', 'Asked by telephone')
                : t('本人说过同意', 'Agreed in words')}
            {visit.consentNote !== null && t(`：${visit.consentNote}`, `: ${visit.consentNote}`)}
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
        {card.sex !== null && t(` ${sexWords(card.sex)}`, `, ${sexWords(card.sex)}`)}
        {card.age !== null && t(`，${card.age}岁`, `, aged ${card.age}`)}
      </p>
      <dl className="kv">
        <dt>{t('证件', 'ID')}</dt>
        <dd className="num">
          {clear?.documents?.[0]?.number ?? document?.masked ?? t('没有登记', 'Not recorded')}{' '}
          {document !== undefined && clear === null && (
            <button type="button" className="link" onClick={() => setAsking(true)}>
              {t('看全号', 'Show')}
              <span className="vh">{t(`（${card.name}）`, ` the full number (${card.name})`)}</span>
            </button>
          )}
        </dd>
        {(card.phone ?? null) !== null && (
          <>
            <dt>{t('手机', 'Mobile')}</dt>
            <dd className="num">{clear?.phone ?? card.phone}</dd>
          </>
        )}
        {card.homeLabel !== null && (
          <>
            <dt>{t('住处', 'Home')}</dt>
            <dd>{clear?.address ?? card.homeLabel}</dd>
          </>
        )}
        {card.legalRepresentative !== null && (
          <>
            <dt>{t('负责人', 'Head')}</dt>
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
        <h2>{t('没填完的', 'Unfinished drafts')}</h2>
        <span className="s">
          {drafts.data === undefined ? '' : rows.length === 0 ? t('没有', 'None') : many(rows.length, '份', 'draft')}
        </span>
      </div>
      <ProblemNotice error={drafts.error ?? ask.error} />
      <ul className="ls">
        {rows.map((draft) => (
          <li key={draft.draftId} aria-current={draft.draftId === current ? 'true' : undefined}>
            <Mark kind="you">{t('没填完', 'Unfinished')}</Mark>
            {draft.opens ? (
              <button type="button" className="link strong" onClick={() => openDraft(draft.draftId)}>
                {tell(draft.itemName)}
              </button>
            ) : (
              <span>
                <b>{tell(draft.itemName)}</b>
              </span>
            )}
            <span className="chip you">{draft.begunDoor === 'window' ? t('窗口', 'Window') : t('手机', 'Mobile')}</span>
            <span className="s">
              {draftLine(momentShort(draft.savedAt), draft.filled, draft.applicantName)}
              {!draft.opens &&
                (asked.includes(draft.draftId) ? (
                  t('。已问填的人，等他在手机上点同意。', '. The person who filled it in was asked and has to agree on the phone.')
                ) : (
                  <>
                    {t('。', '. ')}
                    <button type="button" className="link" onClick={() => ask.mutate(draft)}>
                      {t('问填的人能不能打开', 'Ask whether it may be opened')}
                    </button>
                  </>
                ))}
            </span>
          </li>
        ))}
      </ul>
      <form className="code" onSubmit={enter}>
        <label htmlFor="handover">{t('交接码', 'Hand-over')}</label>
        <input
          id="handover"
          name="code"
          className="inp num"
          inputMode="numeric"
          maxLength={7}
          autoComplete="off"
          placeholder={t('6位数', '6 digits')}
          aria-invalid={byCode.error === null ? undefined : true}
          aria-describedby="handover-s"
        />
        <button type="submit" className="b">
          {t('打开', 'Open')}
        </button>
        <span className="s bad" id="handover-s" role="status">
          {byCode.error instanceof ApiProblem && `${byCode.error.message}${t('', ' ')}${byCode.error.next}`}
        </span>
      </form>
    </>
  );
}

const draftLine = (at: string, filled: number, whose: string): string =>
  t(`${at}存，填了${filled}项，${whose}的`, `saved ${at}, ${filled} filled in, for ${whose}`);

function Cases({ visit, answering }: { visit: VisitView; answering: string | null }): ReactNode {
  const cases = useQuery(visitCasesQuery(visit.visitId));
  const rows = cases.data?.rows ?? [];
  return (
    <>
      <div className="ph">
        <h2>{t('办过、在办', 'Cases')}</h2>
        <span className="s">{cases.data === undefined ? '' : rows.length === 0 ? t('没有', 'None') : many(rows.length, '件', 'case')}</span>
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
              {tell(row.stateName)}
            </Mark>
            <Link to="/cases/$caseId" params={{ caseId: row.caseId }}>
              {row.itemName}
            </Link>
            <span className="s right num">{momentShort(row.receivedAt).slice(0, 5)}</span>
            <span className="s">
              {tell(row.stateName)}
              {row.needsYou && t('，等申请人', ', waits for the applicant')}
              {t(`，${row.applicantName}的`, `, for ${row.applicantName}`)}
              {row.needsYou && (
                <>
                  {t('。', '. ')}
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
