import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import type { ColleagueFound, OfficeView } from '#contracts/identity';
import { ApiProblem, newKey, post } from '../api.ts';
import { list, t } from '../language.ts';
import { ProblemNotice } from '../shell/notice.tsx';
import { officeQuery, roleNames } from './posts.ts';

/** 设岗: first who, by number or whole name, then what. */
export function GrantPost({ view, onDone }: { view: OfficeView; onDone: (words: string) => void }): ReactNode {
  const queries = useQueryClient();
  const [key, setKey] = useState(newKey);
  const [role, setRole] = useState('clerk');
  const form = useRef<HTMLFormElement>(null);
  const find = useMutation({ mutationFn: (who: string) => post<ColleagueFound>('/api/staff/colleagues/find', { who }) });
  const grant = useMutation({
    mutationFn: (body: Record<string, unknown>) => post('/api/staff/posts', body, key),
    onError: (error) => {
      if (error instanceof ApiProblem && error.status !== 0 && error.status < 500) setKey(newKey());
    },
    onSuccess: async (_, body) => {
      setKey(newKey());
      await queries.invalidateQueries({ queryKey: officeQuery(view.organId).queryKey });
      const who = found.find((one) => one.personId === body['personId'])?.name ?? '';
      form.current?.reset();
      find.reset();
      onDone(t(`给${who}设了岗位，今天起能用，记录在案。`, `${who} holds the post from today; it is on record.`));
    },
  });
  const found = find.data?.rows ?? [];
  const search = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const who = String(new FormData(event.currentTarget).get('who') ?? '').trim();
    if (who !== '') find.mutate(who);
  };
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (grant.isPending) return;
    const given = new FormData(event.currentTarget);
    const windowId = String(given.get('windowId') ?? '');
    grant.mutate({
      personId: String(given.get('personId') ?? ''),
      role,
      title: String(given.get('title') ?? '').trim(),
      organId: view.organId,
      regionCode: view.regionCode,
      ...(windowId === '' ? {} : { windowId }),
    });
  };
  return (
    <section aria-labelledby="grant">
      <h2 id="grant">{t('设一个岗位', 'Give a post')}</h2>
      <form className="ask" onSubmit={search}>
        <p className="field">
          <label htmlFor="g-who">{t('给谁（工号或全名）', 'To whom (staff number or whole name)')}</label>
          <input id="g-who" name="who" className="inp" maxLength={60} required autoComplete="off" />
        </p>
        <button type="submit" className="b" aria-busy={find.isPending}>
          {t('查', 'Look up')}
        </button>
      </form>
      <ProblemNotice error={find.error} />
      {find.data !== undefined && found.length === 0 && (
        <p role="status">
          {t('没有这个人。新来的人先在人事登记，再来设岗。', 'Nobody of this name or number. New staff are registered first.')}
        </p>
      )}
      {found.length > 0 && (
        <form ref={form} className="narrow" onSubmit={submit}>
          <ProblemNotice error={grant.error} />
          <fieldset>
            <legend>{t('是哪一位', 'Which person')}</legend>
            {found.map((one, n) => (
              <label key={one.personId} className="opt">
                <input type="radio" name="personId" value={one.personId} required defaultChecked={n === 0 && found.length === 1} />
                <span>
                  {one.name} <span className="num">{one.number}</span>
                  <span className="s">
                    {' '}
                    {one.posts.length === 0 ? t('现在没有岗位', 'no post now') : t(`现在是${list(one.posts)}`, `now ${list(one.posts)}`)}
                  </span>
                </span>
              </label>
            ))}
          </fieldset>
          <p className="row">
            <label htmlFor="g-role">{t('能做什么', 'Role')}</label>
            <select id="g-role" className="inp" value={role} onChange={(event) => setRole(event.currentTarget.value)}>
              {Object.entries(roleNames).map(([value, name]) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
            </select>
          </p>
          <p className="row">
            <label htmlFor="g-title">{t('岗位名称', 'Title of the post')}</label>
            <input id="g-title" name="title" className="inp" maxLength={60} required autoComplete="off" />
          </p>
          {role === 'clerk' && view.windows.length > 0 && (
            <p className="row">
              <label htmlFor="g-window">{t('哪个窗口', 'Window')}</label>
              <select id="g-window" name="windowId" className="inp" defaultValue="">
                <option value="">{t('不坐窗口', 'No window')}</option>
                {view.windows.map((w) => (
                  <option key={w.windowId} value={w.windowId}>
                    {w.name}
                    {w.taken ? t('（已有人）', ' (held)') : ''}
                  </option>
                ))}
              </select>
            </p>
          )}
          <p className="s">{t('范围是这个部门和它所在的地方，所有事项。', 'For this office and its region, all services.')}</p>
          <p>
            <button type="submit" className="b p" aria-busy={grant.isPending}>
              {grant.isPending ? t('正在办…', 'Working…') : t('设岗', 'Give the post')}
            </button>
          </p>
        </form>
      )}
    </section>
  );
}
