import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { GroupWord } from '#contracts/cases';
import { Lamp } from '#kit/plain';
import { t, tell } from '../language.ts';
import { Waiting } from '../shell/notice.tsx';
import { momentShort } from '../words.ts';
import { dimensions, filterOf, groupsQuery, type Search } from './waiting.ts';

export const dimensionNames: Record<GroupWord, string> = {
  organ: t('部门', 'Office'),
  person: t('经办人', 'Person'),
  step: t('环节', 'Step'),
  item: t('事项', 'Service'),
};

/** 等在哪里: open steps counted by office, person, step or item; each line narrows the list beside it. */
export function Where({ search }: { search: Search }): ReactNode {
  const by = search.by ?? 'organ';
  const groups = useQuery(groupsQuery(by, filterOf(search)));
  const rows = groups.data ?? [];
  return (
    <section className="pane alt where" aria-labelledby="where">
      <div className="ph">
        <h2 id="where">{t('等在哪里', 'Where it waits')}</h2>
      </div>
      <nav className="tabs" aria-label={t('按什么数', 'Counted by')}>
        {dimensions.map((d) => (
          <Link key={d} to="/supervise" search={{ ...search, by: d }} aria-current={d === by ? 'true' : undefined}>
            {dimensionNames[d]}
          </Link>
        ))}
      </nav>
      {groups.error !== null && <p className="s bad">{groups.error.message}</p>}
      {groups.isPending && <Waiting what={t('正在数…', 'Counting…')} />}
      {rows.length > 0 && (
        <div className="scrollx" tabIndex={0} role="region" aria-label={t('等在哪里，可左右滚动', 'Where it waits, scrolls sideways')}>
          <table>
            <caption className="vh">{t('等在哪里，超期多的在前', 'Where it waits, the most overdue first')}</caption>
            <thead>
              <tr>
                <th scope="col">{dimensionNames[by]}</th>
                <th scope="col" className="right">
                  {t('在等', 'Open')}
                </th>
                <th scope="col" className="right">
                  {t('超期', 'Late')}
                </th>
                <th scope="col" className="right">
                  {t('快到期', 'Soon')}
                </th>
                <th scope="col">{t('最早收到', 'Oldest')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((g) => {
                const on = search[by] === g.key;
                const late = g.over + g.bad;
                return (
                  <tr key={g.key} className={on ? 'on' : undefined}>
                    <th scope="row">
                      <Link to="/supervise" search={{ ...search, by, [by]: on ? undefined : g.key }} aria-current={on ? 'true' : undefined}>
                        {tell(g.name)}
                      </Link>
                    </th>
                    <td className="num right">{g.total}</td>
                    <td className="num right">{late === 0 ? '0' : <Lamp kind={g.over > 0 ? 'over' : 'bad'}>{late}</Lamp>}</td>
                    <td className="num right">{g.warn === 0 ? '0' : <Lamp kind="warn">{g.warn}</Lamp>}</td>
                    <td className="num">{momentShort(g.oldest).slice(0, 5)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      <p className="s foot">{t('点一行，右边只看这些；再点一次放开。', 'Choose a line to see only these; choose it again to let go.')}</p>
    </section>
  );
}
