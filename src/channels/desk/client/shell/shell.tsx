import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useRef } from 'react';
import { Icon } from '#kit/plain';
import { ApiProblem, post } from '../api.ts';
import { useKeys } from '../keys.ts';
import { useLive } from '../live.ts';
import { workCountQuery } from '../queue/work.ts';
import { type Me, meQuery } from './me.ts';
import { ProblemNotice, Waiting } from './notice.tsx';

/** The frame of every desk screen: bar, areas, find box, place and name. */
export function Shell(): ReactNode {
  const me = useQuery(meQuery);
  if (me.error instanceof ApiProblem && me.error.status === 401) {
    window.location.assign('/desk/sign-in');
    return null;
  }
  if (me.data === undefined) return me.error ? <ProblemNotice error={me.error} /> : <Waiting what="正在打开工作台…" />;
  return <Frame me={me.data} />;
}

function Frame({ me }: { me: Me }): ReactNode {
  const queries = useQueryClient();
  const live = useLive(queries);
  const navigate = useNavigate();
  const find = useRef<HTMLInputElement>(null);
  const path = useRouterState({ select: (s) => s.location.pathname });
  const count = useQuery({ ...workCountQuery, refetchInterval: live === 'live' ? false : 15_000 });
  useKeys({ Slash: () => find.current?.focus() });
  const search = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    void navigate({ to: '/find', search: { q: find.current?.value.trim() ?? '' } });
  };
  const area = (to: '/window' | '/queue' | '/find', name: string, n?: number): ReactNode => (
    <li>
      <Link to={to} aria-current={path.includes(to) ? 'page' : undefined}>
        {name}
        {n !== undefined && n > 0 && <span className="n">{n}</span>}
      </Link>
    </li>
  );
  const place = me.post === null ? '' : [me.post.pointName ?? me.post.organName, me.post.windowName].filter(Boolean).join(' ');
  return (
    <>
      <a className="skip" href="#main">
        跳到内容
      </a>
      <header className="bar">
        <span className="m">{me.cityName}通办</span>
        <nav aria-label="工作台">
          <ul>
            {me.permissions.includes('visit.open') && area('/window', '窗口')}
            {area('/queue', '待办', count.data)}
            {area('/find', '办件查询')}
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
      <Outlet />
    </>
  );
}

function MePlace({ me, place }: { me: Me; place: string }): ReactNode {
  const choose = async (postId: string): Promise<void> => {
    await post('/api/staff/post', { postId });
    window.location.assign('/desk/');
  };
  const leave = async (): Promise<void> => {
    await post('/api/staff/sign-out', {});
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
                    {p.title}
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
        <button type="button" className="b" onClick={() => void leave()}>
          退出登录
        </button>
      </div>
    </details>
  );
}
