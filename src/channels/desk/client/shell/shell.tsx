import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useRef } from 'react';
import { Icon } from '#kit/plain';
import { ApiProblem, put } from '../api.ts';
import { ask } from '../find/asked.ts';
import { useKeys } from '../keys.ts';
import { useLive } from '../live.ts';
import { workCountQuery } from '../queue/work.ts';
import type { StaffSession } from '#contracts/identity';
import { meQuery, serviceName } from './me.ts';
import { ProblemNotice, Waiting } from './notice.tsx';
import { set, useSettings } from './settings.ts';

/** The frame of every desk screen: bar, areas, find box, place and name. */
export function Shell(): ReactNode {
  const me = useQuery(meQuery);
  if (me.error instanceof ApiProblem && me.error.status === 401) {
    window.location.assign(`/desk/sign-in?to=${encodeURIComponent(`${window.location.pathname}${window.location.search}`)}`);
    return null;
  }
  if (me.data === undefined) return me.error ? <ProblemNotice error={me.error} /> : <Waiting what="正在打开工作台…" />;
  return <Frame me={me.data} />;
}

function Frame({ me }: { me: StaffSession }): ReactNode {
  const queries = useQueryClient();
  const live = useLive(queries, me.idleMinutes);
  const navigate = useNavigate();
  const find = useRef<HTMLInputElement>(null);
  const path = useRouterState({ select: (s) => s.location.pathname });
  const count = useQuery({ ...workCountQuery, refetchInterval: live === 'polling' ? 15_000 : false });
  useKeys({ Slash: () => find.current?.focus() });
  const search = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    ask(find.current?.value.trim() ?? '');
    void navigate({ to: '/find' });
  };
  const area = (to: '/window' | '/queue' | '/find' | '/followups', name: string, n?: number): ReactNode => (
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
        : `${me.post.pointName}${me.post.windowName ?? (me.post.windowNumber === null ? '' : `${me.post.windowNumber}号窗口`)}`;
  return (
    <div className="app">
      <a className="skip" href="#main">
        跳到内容
      </a>
      <header className="bar">
        <span className="m">{serviceName()}</span>
        <nav aria-label="工作台">
          <ul>
            {me.permissions.includes('visits.manage') && area('/window', '窗口')}
            {area('/queue', '待办', count.data)}
            {area('/find', '办件查询')}
            {me.permissions.includes('ratings.follow') && area('/followups', '回访')}
          </ul>
        </nav>
        <form className="find" role="search" onSubmit={search}>
          <Icon name="search" />
          <label className="vh" htmlFor="find">
            查办件号、查询码、姓名
          </label>
          <input id="find" ref={find} placeholder="查办件号、查询码、姓名" autoComplete="off" />
          <kbd>/</kbd>
        </form>
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
    window.location.assign('/desk/');
  };
  const leave = async (): Promise<void> => {
    await fetch('/desk/sign-out', { method: 'POST', credentials: 'same-origin', redirect: 'manual' });
    window.location.assign('/desk/sign-in');
  };
  return (
    <details className="me">
      <summary>
        {place}，{me.name}
      </summary>
      <div className="me-menu">
        {me.posts.length > 1 && (
          <>
            <p className="s">换岗位</p>
            <ul>
              {me.posts.map((p) => (
                <li key={p.id}>
                  <button type="button" className="b" aria-pressed={p.id === me.post?.id} onClick={() => void choose(p.id)}>
                    {p.title.zh}
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
        <p>
          <Link to="/ratings-of-me">我收到的评价</Link>
        </p>
        <p className="s">这台电脑上</p>
        <ul>
          <li>
            <button type="button" className="b" aria-pressed={contrast} onClick={() => set({ contrast: !contrast })}>
              高对比度
            </button>
          </li>
          <li>
            <button type="button" className="b" aria-pressed={letters} onClick={() => set({ letters: !letters })}>
              单字母快捷键
            </button>
          </li>
        </ul>
        <button type="button" className="b" onClick={() => void leave()}>
          退出登录
        </button>
      </div>
    </details>
  );
}

function NoPost(): ReactNode {
  return (
    <main className="pane" id="main" tabIndex={-1}>
      <h1>还没有岗位</h1>
      <p>您登录了，但今天没有分到岗位，所以什么都看不到。请找管理员看看岗位设置，或在右上角换一个岗位。</p>
    </main>
  );
}
