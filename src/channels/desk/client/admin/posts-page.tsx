import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import type { OfficePost, OfficeView } from '#contracts/identity';
import { t, tell } from '../language.ts';
import { ProblemNotice, Waiting } from '../shell/notice.tsx';
import { dayWords } from '../words.ts';
import { EndPostDialog } from './end-post-dialog.tsx';
import { GrantPost } from './grant-post.tsx';
import { officeQuery, officesQuery, roleNames } from './posts.ts';

/** 岗位: who holds which post in an office; giving and ending one. */
export function PostsPage(): ReactNode {
  const { office, text } = useSearch({ from: '/posts' });
  const navigate = useNavigate();
  const found = useQuery({ ...officesQuery(text ?? ''), enabled: office === undefined && text !== undefined });
  useEffect(() => {
    document.title = t('岗位 — 工作台', 'Posts — Desk');
  }, []);
  const search = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const given = String(new FormData(event.currentTarget).get('text') ?? '').trim();
    if (given !== '') void navigate({ to: '/posts', search: { text: given } });
  };
  const rows = found.data ?? [];
  return (
    <main className="pane calm" id="main" tabIndex={-1}>
      <h1>{t('岗位', 'Posts')}</h1>
      <p className="s">
        {t(
          '先找部门，再看谁在什么岗位。设岗、停岗都记在链上，自己的岗位要另一位安全管理员来设。',
          'Find an office, then see who holds which post. Giving and ending are chained; your own posts are another security administrator’s to set.',
        )}
      </p>
      <form className="ask" role="search" aria-label={t('找部门', 'Find an office')} onSubmit={search} key={text ?? ''}>
        <p className="field">
          <label htmlFor="p-text">{t('部门名称里的字', 'Part of the name of the office')}</label>
          <input id="p-text" name="text" className="inp" maxLength={40} required defaultValue={text ?? ''} autoComplete="off" />
        </p>
        <button type="submit" className="b p">
          {t('找', 'Find')}
        </button>
      </form>
      <ProblemNotice error={found.error} />
      {office === undefined && text !== undefined && found.data !== undefined && (
        <section aria-labelledby="offices">
          <h2 id="offices">{t('部门', 'Offices')}</h2>
          <p role="status" className="s">
            {rows.length === 0
              ? t('没有找到。换两个字再试，比如“民政”。', 'None found. Try other words of the name.')
              : t(`找到${rows.length}个`, `${rows.length} found`)}
          </p>
          <ul className="ls bare">
            {rows.map((row) => (
              <li key={row.organId}>
                <Link to="/posts" search={{ text, office: row.organId }}>
                  {tell(row.name)}
                </Link>
                <span className="s right">{row.regionName}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {office !== undefined && <Office organId={office} />}
    </main>
  );
}

function Office({ organId }: { organId: string }): ReactNode {
  const view = useQuery(officeQuery(organId));
  const [ending, setEnding] = useState<OfficePost | null>(null);
  const [said, setSaid] = useState('');
  if (view.data === undefined)
    return view.error ? <ProblemNotice error={view.error} /> : <Waiting what={t('正在取岗位…', 'Getting the posts…')} />;
  return (
    <>
      <Holders view={view.data} end={setEnding} />
      <p role="status">{said}</p>
      <GrantPost view={view.data} onDone={setSaid} />
      {ending !== null && (
        <EndPostDialog
          post={ending}
          organId={organId}
          onClose={() => setEnding(null)}
          onDone={(words) => {
            setEnding(null);
            setSaid(words);
          }}
        />
      )}
    </>
  );
}

function Holders({ view, end }: { view: OfficeView; end: (post: OfficePost) => void }): ReactNode {
  return (
    <section aria-labelledby="holders">
      <h2 id="holders">{t(`${view.name.zh}的岗位`, `Posts of ${tell(view.name)}`)}</h2>
      {view.posts.length === 0 ? (
        <p>{t('这个部门现在没有岗位，来的件没有人能办。', 'Nobody holds a post here: cases that come cannot be handled.')}</p>
      ) : (
        <div className="scrollx" tabIndex={0} role="region" aria-label={t('岗位，可左右滚动', 'Posts, scrolls sideways')}>
          <table>
            <caption className="vh">{t(`岗位${view.posts.length}个`, `${view.posts.length} posts`)}</caption>
            <thead>
              <tr>
                <th scope="col">{t('岗位', 'Post')}</th>
                <th scope="col">{t('谁', 'Who')}</th>
                <th scope="col">{t('工号', 'Staff number')}</th>
                <th scope="col">{t('能做什么', 'Role')}</th>
                <th scope="col">{t('窗口', 'Window')}</th>
                <th scope="col">{t('从哪天起', 'Since')}</th>
                <th scope="col">{t('办', 'Do')}</th>
              </tr>
            </thead>
            <tbody>
              {view.posts.map((p) => (
                <tr key={p.postId}>
                  <td>{tell(p.title)}</td>
                  <td>{p.name}</td>
                  <td className="num">{p.number}</td>
                  <td>{roleNames[p.role] ?? p.role}</td>
                  <td>{p.window ?? ''}</td>
                  <td className="num">{dayWords(p.since)}</td>
                  <td>
                    {p.own ? (
                      <span className="s">{t('您自己的', 'yours')}</span>
                    ) : (
                      <button type="button" className="b" onClick={() => end(p)}>
                        {t('停', 'End')}
                        <span className="vh">{t(`${p.name}的${p.title.zh}`, ` ${tell(p.title)} of ${p.name}`)}</span>
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
