import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import type { SubmitReceipt } from '#contracts/cases';
import type { VisitView } from '#contracts/identity';
import { newKey, post, serverNow } from '../api.ts';
import { useKeys } from '../keys.ts';
import { meQuery } from '../shell/me.ts';
import { ProblemNotice, Waiting } from '../shell/notice.tsx';
import { momentShort } from '../words.ts';
import { Answering } from './answering.tsx';
import { Asking } from './asking.tsx';
import { ChooseItem } from './choose-item.tsx';
import { Filling, type Then } from './filling.tsx';
import { PersonPane } from './person-pane.tsx';
import { Received } from './received.tsx';
import { Reception } from './reception.tsx';
import { howWords, visitQuery } from './visit.ts';
import { t, tell } from '../language.ts';

/** 窗口: one person after another, from the first word to the receipt. */
export function WindowPage(): ReactNode {
  const me = useQuery(meQuery);
  const visit = useQuery(visitQuery);
  const [farewell, setFarewell] = useState<string | null>(null);
  const { answer } = useSearch({ from: '/window' });
  const navigate = useNavigate();
  // Whose case was being answered is over with the visit.
  const stale = visit.data === null && answer !== undefined;
  useEffect(() => {
    if (stale) void navigate({ to: '/window', search: {}, replace: true });
  }, [stale, navigate]);
  const windowId = me.data?.post?.windowId ?? null;
  if (me.data !== undefined && windowId === null)
    return (
      <main className="pane" id="main" tabIndex={-1}>
        <h1>{t('这个岗位没有窗口', 'This post has no window')}</h1>
        <p>
          {t('请在右上角换到有窗口的岗位，或者去', 'Choose a post with a window at the top right, or go to ')}
          <Link to="/queue">{t('待办', 'your work')}</Link>
          {t('。', '.')}
        </p>
      </main>
    );
  if (visit.data === undefined || windowId === null)
    return (
      <main className="pane" id="main" tabIndex={-1}>
        {visit.error === null ? (
          <Waiting what={t('正在看窗口有没有人…', 'Looking whether somebody is at the window…')} />
        ) : (
          <ProblemNotice error={visit.error} />
        )}
      </main>
    );
  if (visit.data === null) return <Reception windowId={windowId} farewell={farewell} />;
  return <Counter key={visit.data.visitId} visit={visit.data} answer={answer} closed={setFarewell} />;
}

type Task =
  | { at: 'choose' }
  | { at: 'ask'; handlingKey: string }
  | { at: 'fill'; draftId: string }
  | { at: 'received'; receipt: SubmitReceipt; then: Then };

function Counter({ visit, answer, closed }: { visit: VisitView; answer: string | undefined; closed: (words: string) => void }): ReactNode {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [task, setTask] = useState<Task>({ at: 'choose' });
  const [key] = useState(newKey);
  const leave = useMutation({
    mutationFn: () => post(`/api/staff/visits/${visit.visitId}/close`, {}, key),
    onSuccess: async () => {
      closed(t(`${visit.visitor.name}的接待结束了。`, `The visit of ${visit.visitor.name} is over.`));
      if (answer !== undefined) await navigate({ to: '/window', search: {} });
      queries.removeQueries({
        predicate: ({ queryKey }) =>
          ['draft', 'case', 'evaluation'].includes(String(queryKey[0])) || (queryKey[0] === 'visit' && queryKey.length > 1),
      });
      await queries.invalidateQueries({ queryKey: visitQuery.queryKey });
    },
  });
  const next = (): void => {
    if (!leave.isPending) leave.mutate();
  };
  useKeys({ F2: next });
  useEffect(() => {
    document.title = t(`${visit.visitor.name} — 窗口`, 'Visit — Window');
  }, [visit.visitor.name]);
  // Somebody else's draft is not the one in hand: begin again when the person the visit is for changes.
  const forWhom = visit.forParty?.partyId ?? visit.visitor.partyId;
  const [wasFor, setWasFor] = useState(forWhom);
  if (wasFor !== forWhom) {
    setWasFor(forWhom);
    if (task.at === 'fill') setTask({ at: 'choose' });
  }
  const leaveAnswer = (): void => void navigate({ to: '/window', search: {} });
  const change = (): void => {
    setTask({ at: 'choose' });
    if (answer !== undefined) leaveAnswer();
  };
  const person = (
    <PersonPane
      visit={visit}
      current={answer === undefined && task.at === 'fill' ? task.draftId : null}
      answering={answer ?? null}
      openDraft={(draftId) => {
        setTask({ at: 'fill', draftId });
        if (answer !== undefined) leaveAnswer();
      }}
    />
  );
  const at = answer === undefined ? task.at : 'answer';
  return (
    <>
      <section className="sub" aria-label={t('正在服务', 'Being served')}>
        <span>
          <b>{visit.visitor.name}</b>
          {visit.forParty !== null && (
            <span className="chip you">
              {t('代', 'for ')}
              {tell(visit.relation?.text)}
              {t('', ' ')}
              {visit.forParty.name}
            </span>
          )}
          <br />
          <Elapsed since={visit.openedAt} how={howWords[visit.how] ?? visit.how} />
        </span>
        <ProblemNotice error={leave.error} />
        <span className="push">
          {(at === 'ask' || at === 'fill') && (
            <button type="button" className="b" onClick={change}>
              {t('换事项', 'Other service')}
              <kbd>Ctrl K</kbd>
            </button>
          )}
          {at !== 'received' && (
            <button type="button" className="b" onClick={next} aria-busy={leave.isPending}>
              {t('结束，下一位', 'End, next person')}
              <kbd>F2</kbd>
            </button>
          )}
        </span>
      </section>
      {at === 'answer' && answer !== undefined && (
        <Answering key={answer} person={person} visit={visit} caseId={answer} another={change} next={next} />
      )}
      {at === 'choose' && (
        <>
          <main className="panes window" id="main" tabIndex={-1}>
            {person}
            <ChooseItem choose={(handlingKey) => setTask({ at: 'ask', handlingKey })} />
            <section className="pane" aria-label={t('怎么用', 'How it works')}>
              <div className="ph">
                <h2>{t('接着办', 'Go on with a draft')}</h2>
              </div>
              <p>
                {t(
                  '左边有没填完的，点它就接着填，不用从头来。',
                  'Unfinished drafts are on the left; press one to go on, nothing is typed again.',
                )}
              </p>
              <p className="s">
                {t(
                  '在别处填的，请申请人在手机上报6位交接码。',
                  'For one begun elsewhere, ask for the 6-digit hand-over code on the phone.',
                )}
              </p>
            </section>
          </main>
          <footer className="act">
            <span className="s">
              <kbd>↑</kbd> <kbd>↓</kbd>
              {t(' 选事项 ', ' choose a service ')}
              <kbd>Enter</kbd>
              {t(' 就办 ', ' take it ')}
              <kbd>F2</kbd>
              {t(' 下一位 ', ' next person ')}
              <kbd>/</kbd>
              {t(' 查找', ' find')}
            </span>
          </footer>
        </>
      )}
      {at === 'ask' && task.at === 'ask' && (
        <Asking
          key={task.handlingKey}
          person={person}
          visit={visit}
          handlingKey={task.handlingKey}
          begun={(draftId) => setTask({ at: 'fill', draftId })}
          change={change}
        />
      )}
      {at === 'fill' && task.at === 'fill' && (
        <Filling
          key={task.draftId}
          person={person}
          visit={visit}
          draftId={task.draftId}
          received={(receipt, then) => setTask({ at: 'received', receipt, then })}
          change={change}
        />
      )}
      {at === 'received' && task.at === 'received' && (
        <Received person={person} receipt={task.receipt} then={task.then} another={change} next={next} />
      )}
    </>
  );
}

function Elapsed({ since, how }: { since: string; how: string }): ReactNode {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const tick = setInterval(() => setNow(serverNow()), 15_000);
    return () => clearInterval(tick);
  }, []);
  const minutes = Math.max(0, Math.floor((now - Date.parse(since)) / 60_000));
  return (
    <span className="s num">
      {momentShort(since).slice(6)}
      {t('', ' ')}
      {how}
      {minutes === 0 ? t('，刚开始接待', ', just begun') : t(`，已接待${minutes}分钟`, `, for ${minutes} min`)}
    </span>
  );
}
