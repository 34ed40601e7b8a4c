import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import { del, newKey, post } from '../api.ts';
import { t } from '../language.ts';
import { ProblemNotice } from '../shell/notice.tsx';
import { type Filter, readSearch, viewsQuery } from './waiting.ts';

/** 存下的筛选: this person's own, kept by the server. */
export function Views({ filter, said }: { filter: Filter; said: (words: string) => void }): ReactNode {
  const queries = useQueryClient();
  const views = useQuery(viewsQuery);
  const [key, setKey] = useState(newKey);
  const settle = async (words: string): Promise<void> => {
    setKey(newKey());
    await queries.invalidateQueries({ queryKey: viewsQuery.queryKey });
    said(words);
  };
  const save = useMutation({
    mutationFn: (name: string) => post('/api/staff/supervising/views', { name, filter }, key),
    onError: () => setKey(newKey()),
    onSuccess: (_, name) => settle(t(`存好了：${name}`, `Saved: ${name}`)),
  });
  const drop = useMutation({
    mutationFn: (view: { id: string; name: string }) => del(`/api/staff/supervising/views/${view.id}`),
    onSuccess: (_, view) => settle(t(`删掉了：${view.name}`, `Deleted: ${view.name}`)),
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const name = String(new FormData(form).get('name') ?? '').trim();
    if (name !== '' && !save.isPending) save.mutate(name, { onSuccess: () => form.reset() });
  };
  const same = (one: Filter): boolean => JSON.stringify(readSearch(one)) === JSON.stringify(readSearch(filter));
  const rows = views.data ?? [];
  return (
    <details className="views">
      <summary>
        {t('存下的筛选', 'Saved views')}
        {rows.length > 0 && ` ${rows.length}`}
      </summary>
      <div className="views-menu">
        <ProblemNotice error={views.error ?? save.error ?? drop.error} />
        {views.data !== undefined && rows.length === 0 && (
          <p className="s">{t('还没有存过。起个名字，把现在的筛选存下来。', 'None yet. Name the present filters to keep them.')}</p>
        )}
        <ul>
          {rows.map((view) => (
            <li key={view.id}>
              <Link to="/supervise" search={readSearch(view.filter)} aria-current={same(view.filter) ? 'true' : undefined}>
                {view.name}
              </Link>
              <button type="button" className="link" onClick={() => drop.mutate(view)}>
                {t('删掉', 'Delete')}
                <span className="vh"> {view.name}</span>
              </button>
            </li>
          ))}
        </ul>
        <form onSubmit={submit}>
          <label htmlFor="view-name">{t('把现在的筛选存成', 'Keep the present filters as')}</label>
          <span className="filter">
            <input id="view-name" name="name" className="inp" maxLength={40} required autoComplete="off" />
            <button type="submit" className="b" aria-busy={save.isPending}>
              {t('存下', 'Save')}
            </button>
          </span>
        </form>
      </div>
    </details>
  );
}
