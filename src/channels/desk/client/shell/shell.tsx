import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useRef } from 'react';
import { Icon } from '#kit/plain';
import { ApiProblem, put } from '../api.ts';
import { ask } from '../find/asked.ts';
import { useKeys } from '../keys.ts';
import { leaveFor } from '../leaving.ts';
import { useLive } from '../live.ts';
import { workCountQuery } from '../queue/work.ts';
import type { StaffSession } from '#contracts/identity';
import { WhileHere } from './idle.tsx';
import { meQuery, serviceName } from './me.ts';
import { ProblemNotice, Waiting } from './notice.tsx';
import { set, useSettings } from './settings.ts';
import { t, tell } from '../language.ts';

/** The frame of every desk screen: bar, areas, find box, place and name. */
export function Shell(): ReactNode {
  const me = useQuery(meQuery);
  if (me.error instanceof ApiProblem && me.error.status === 401) {
    window.location.assign(`/desk/sign-in?to=${encodeURIComponent(`${window.location.pathname}${window.location.search}`)}`);
    return null;
  }
  if (me.data === undefined)
    return me.error ? <ProblemNotice error={me.error} /> : <Waiting what={t('正在打开工作台…', 'Opening the desk…')} />;
  return (
    <WhileHere idleMinutes={me.data.idleMinutes}>
      <Frame me={me.data} />
    </WhileHere>
  );
}

function Frame({ me }: { me: StaffSession }): ReactNode {
  const queries = useQueryClient();
  const live = useLive(queries, me.idleMinutes);
  const navigate = useNavigate();
  const find = useRef<HTMLInputElement>(null);
  const path = useRouterState({ select: (s) => s.location.pathname });
  const has = (word: string): boolean => me.permissions.includes(word);
  const count = useQuery({ ...workCountQuery, enabled: has('cases.queue'), refetchInterval: live === 'polling' ? 15_000 : false });
  useKeys({ Slash: () => find.current?.focus() });
  const search = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    ask(find.current?.value.trim() ?? '');
    void navigate({ to: '/find' });
  };
  const area = (
    to:
      | '/window'
      | '/queue'
      | '/find'
      | '/caller'
      | '/followups'
      | '/supervise'
      | '/audit'
      | '/posts'
      | '/erasures'
      | '/catalog'
      | '/calendar',
    name: string,
    n?: number,
  ): ReactNode => (
    <li>
      <Link to={to} aria-current={path.includes(to) ? 'page' : undefined}>
        {name}
        {n !== undefined && n > 0 && <span className="n">{n}</span>}
      </Link>
    </li>
  );
  const place =
    me.post === null
      ? ''
      : me.post.pointName === null
        ? me.post.organName
        : `${me.post.pointName}${me.post.windowName ?? (me.post.windowNumber === null ? '' : t(`${me.post.windowNumber}号窗口`, ` window ${me.post.windowNumber}`))}`;
  return (
    <div className="app">
      <a className="skip" href="#main">
        {t('跳到内容', 'Skip to the content')}
      </a>
      <header className="bar">
        <span className="m">{serviceName()}</span>
        <nav aria-label={t('工作台', 'Desk')}>
          <ul>
            {me.permissions.includes('visits.manage') && area('/window', t('窗口', 'Window'))}
            {has('cases.queue') && area('/queue', t('待办', 'To do'), count.data)}
            {me.permissions.includes('cases.supervise') && area('/supervise', t('督办', 'Oversight'))}
            {has('cases.find') && area('/find', t('办件查询', 'Find a case'))}
            {me.permissions.includes('cases.caller') && area('/caller', t('来电查询', 'A caller asks'))}
            {me.permissions.includes('ratings.follow') && area('/followups', t('回访', 'Follow-ups'))}
            {has('staff.manage') && area('/posts', t('岗位', 'Posts'))}
            {has('erasure.confirm') && area('/erasures', t('删除资料', 'Erasures'))}
            {has('catalog.copies') && area('/catalog', t('事项', 'Items'))}
            {has('places.manage') && area('/calendar', t('日历', 'Calendar'))}
            {has('audit.read') && area('/audit', t('审计', 'Audit'))}
          </ul>
        </nav>
        {has('cases.find') && (
          <form className="find" role="search" aria-label={t('查办件', 'Find a case')} onSubmit={search}>
            <Icon name="search" />
            <label className="vh" htmlFor="find">
              {t('查办件号、查询码、姓名', 'Case number, slip code or name')}
            </label>
            <input id="find" ref={find} placeholder={t('查办件号、查询码、姓名', 'Case number, slip code or name')} autoComplete="off" />
            <kbd>/</kbd>
          </form>
        )}
        <MePlace me={me} place={place} />
      </header>
      {me.post === null ? <NoPost /> : <Outlet />}
    </div>
  );
}

function MePlace({ me, place }: { me: StaffSession; place: string }): ReactNode {
  const { contrast, letters } = useSettings();
  const choose = async (postId: string): Promise<void> => {
    await put('/api/staff/session/post', { postId });
    await leaveFor('/desk/');
  };
  const leave = async (): Promise<void> => {
    await fetch('/desk/sign-out', { method: 'POST', credentials: 'same-origin', redirect: 'manual' });
    window.location.assign('/desk/sign-in');
  };
  return (
    <details className="me">
      <summary>
        {place}
        {t('，', ', ')}
        {me.name}
      </summary>
      <div className="me-menu">
        {me.posts.length > 1 && (
          <>
            <p className="s">{t('换岗位', 'Change post')}</p>
            <ul>
              {me.posts.map((p) => (
                <li key={p.id}>
                  <button type="button" className="b" aria-pressed={p.id === me.post?.id} onClick={() => void choose(p.id)}>
                    {tell(p.title)}
                    <span className="s">{p.organName}</span>
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
        <p>
          <Link to="/ratings-of-me">{t('我收到的评价', 'Ratings of me')}</Link>
        </p>
        <p>
          <a href="/desk/security">{t('登录和安全', 'Sign-in and security')}</a>
        </p>
        <p className="s">{t('这台电脑上', 'On this computer')}</p>
        <ul>
          <li>
            <button type="button" className="b" lang={t('en', 'zh-CN')} onClick={() => void leaveFor(inLanguage(t('en', 'zh')))}>
              {t('English', '中文')}
            </button>
          </li>
          <li>
            <button type="button" className="b" aria-pressed={contrast} onClick={() => set({ contrast: !contrast })}>
              {t('高对比度', 'High contrast')}
            </button>
          </li>
          <li>
            <button type="button" className="b" aria-pressed={letters} onClick={() => set({ letters: !letters })}>
              {t('单字母快捷键', 'Single-letter keys')}
            </button>
          </li>
        </ul>
        <button type="button" className="b" onClick={() => void leave()}>
          {t('退出登录', 'Sign out')}
        </button>
      </div>
    </details>
  );
}

/** This page in a language; the server remembers it for this browser, for the citizen's pages too. */
function inLanguage(code: string): string {
  const here = new URL(window.location.href);
  here.searchParams.set('lang', code);
  return here.href;
}

function NoPost(): ReactNode {
  return (
    <main className="pane" id="main" tabIndex={-1}>
      <h1>{t('还没有岗位', 'No post yet')}</h1>
      <p>
        {t(
          '您登录了，但今天没有分到岗位，所以什么都看不到。请找管理员看看岗位设置，或在右上角换一个岗位。',
          'You are signed in, but have no post today, so there is nothing to see. Ask an administrator to look at your posts, or choose another post at the top right.',
        )}
      </p>
    </main>
  );
}
