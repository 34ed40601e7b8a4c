import { useInfiniteQuery, useQueries } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { WaitingRow } from '#contracts/cases';
import { Lamp, type LampKind } from '#kit/plain';
import { useKeys } from '../keys.ts';
import { t, tell } from '../language.ts';
import { ProblemNotice, Waiting } from '../shell/notice.tsx';
import { dayShort, lampWords, momentShort } from '../words.ts';
import { ExportDialog } from './export-dialog.tsx';
import { ReassignDialog } from './reassign-dialog.tsx';
import { Views } from './views.tsx';
import { dimensions, type Filter, filterOf, groupsQuery, pageSize, type Search, waitingQuery } from './waiting.ts';
import { dimensionNames, Where } from './where.tsx';

const tabs: { lamp: string; kind: LampKind; name: string }[] = [
  { lamp: 'over', kind: 'over', name: t('法定超期', 'Past the legal limit') },
  { lamp: 'bad', kind: 'bad', name: t('超期', 'Overdue') },
  { lamp: 'warn', kind: 'warn', name: t('快到期', 'Due soon') },
  { lamp: 'ok', kind: 'ok', name: t('正常', 'On time') },
  { lamp: 'still', kind: 'still', name: t('停表', 'Clock stopped') },
  { lamp: 'you', kind: 'you', name: t('等申请人', 'With the applicant') },
];

/** 督办: where the open steps of the region wait, and what a manager may do about it. */
export function ManagerPage(): ReactNode {
  const search: Search = useSearch({ from: '/supervise' });
  const filter = filterOf(search);
  const work = useInfiniteQuery(waitingQuery(filter));
  const rows = work.data?.pages.flatMap((page) => page.rows) ?? [];
  const counts = work.data?.pages[0]?.counts ?? {};
  const total = Object.values(counts).reduce((sum, n) => sum + n, 0);
  const shown =
    filter.lamp === undefined ? total : filter.lamp === 'late' ? (counts['over'] ?? 0) + (counts['bad'] ?? 0) : (counts[filter.lamp] ?? 0);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState<'reassign' | 'export' | null>(null);
  const [said, setSaid] = useState('');
  const body = useRef<HTMLTableSectionElement>(null);
  const picked = rows.filter((r) => r.givenAt !== null && chosen.has(r.stepId));
  const offices = new Set(picked.map((r) => r.givenAt));

  const move = (by: number): void => {
    const boxes = [...(body.current?.querySelectorAll<HTMLInputElement>('input[type=checkbox]') ?? [])];
    const at = boxes.indexOf(document.activeElement as HTMLInputElement);
    boxes[at < 0 ? 0 : Math.min(boxes.length - 1, Math.max(0, at + by))]?.focus();
  };
  const reassign = (): void => {
    if (picked.length === 0) setSaid(t('先在表里勾选要改派的件。', 'First tick the cases to reassign.'));
    else if (offices.size > 1)
      setSaid(
        t(
          `勾选的在${offices.size}个部门。请先按部门筛选，一次改派一个部门的。`,
          `Those ticked lie with ${offices.size} offices. Filter by office and reassign one office at a time.`,
        ),
      );
    else setOpen('reassign');
  };
  useKeys({ KeyJ: () => move(1), KeyK: () => move(-1), 'Alt+KeyG': reassign });
  useEffect(() => {
    document.title = t(`督办${total}件 — 工作台`, `${total} to oversee — Desk`);
  }, [total]);
  const tick = (row: WaitingRow, on: boolean): void => {
    const next = new Set(chosen);
    if (on) next.add(row.stepId);
    else next.delete(row.stepId);
    setChosen(next);
    setSaid('');
  };
  const givable = rows.filter((r) => r.givenAt !== null);
  const allOn = givable.length > 0 && givable.every((r) => chosen.has(r.stepId));
  return (
    <>
      <section className="sub" aria-label={t('筛选', 'Filter')}>
        <h1>{t('督办', 'Oversight')}</h1>
        <nav className="tabs" aria-label={t('按期限筛选', 'Filter by time left')}>
          <Link to="/supervise" search={{ ...search, lamp: undefined }} aria-current={filter.lamp === undefined ? 'true' : undefined}>
            {t(`全部${total}`, `All ${total}`)}
          </Link>
          {tabs
            .filter((tab) => (counts[tab.lamp] ?? 0) > 0 || filter.lamp === tab.lamp)
            .map((tab) => (
              <Link
                key={tab.lamp}
                to="/supervise"
                search={{ ...search, lamp: tab.lamp }}
                aria-current={filter.lamp === tab.lamp ? 'true' : undefined}
              >
                <Lamp kind={tab.kind}>{t(`${tab.name}${counts[tab.lamp] ?? 0}`, `${tab.name} ${counts[tab.lamp] ?? 0}`)}</Lamp>
              </Link>
            ))}
        </nav>
        <Views filter={filter} said={setSaid} />
      </section>
      <main className="panes manager" id="main" tabIndex={-1}>
        <Where search={search} />
        <section className="pane list" aria-label={t('在等的办件', 'Open cases')}>
          <Chosen search={search} />
          {work.error !== null && (
            <>
              <ProblemNotice error={work.error} />
              <p className="more">
                <Link className="b" to="/supervise" search={{}}>
                  {t('清除筛选', 'Clear the filters')}
                </Link>
              </p>
            </>
          )}
          {work.isPending && <Waiting what={t('正在取在等的办件…', 'Getting the open cases…')} />}
          {work.data !== undefined && rows.length === 0 && (
            <div className="empty">
              <p>
                <b>
                  {Object.keys(filter).length === 0
                    ? t('您管的范围里现在没有在等的办件。', 'Nothing is open in your region now.')
                    : t('没有符合这个筛选的。', 'Nothing fits this filter.')}
                </b>
              </p>
            </div>
          )}
          {rows.length > 0 && (
            <div className="scrollx" tabIndex={0} role="region" aria-label={t('在等的办件，可左右滚动', 'Open cases, scrolls sideways')}>
              <table>
                <caption className="vh">{t('在等的办件，按最先到期排', 'Open cases, first due first')}</caption>
                <thead>
                  <tr>
                    <th scope="col">
                      <input
                        type="checkbox"
                        aria-label={t('全选这一页能改派的', 'Tick all that can be reassigned')}
                        checked={allOn}
                        onChange={(event) => setChosen(new Set(event.currentTarget.checked ? givable.map((r) => r.stepId) : []))}
                      />
                    </th>
                    <th scope="col">{t('剩余', 'Left')}</th>
                    <th scope="col">{t('最晚', 'Due')}</th>
                    <th scope="col">{t('事项', 'Service')}</th>
                    <th scope="col">{t('申请人', 'Applicant')}</th>
                    <th scope="col">{t('环节', 'Step')}</th>
                    <th scope="col">{t('部门', 'Office')}</th>
                    <th scope="col">{t('经办人', 'Person')}</th>
                    <th scope="col">{t('到这一步', 'Here since')}</th>
                    <th scope="col">{t('办件号', 'Case number')}</th>
                    <th scope="col">{t('留意', 'Marks')}</th>
                  </tr>
                </thead>
                <tbody ref={body}>
                  {rows.map((row) => (
                    <Line key={row.stepId} row={row} on={chosen.has(row.stepId)} tick={tick} />
                  ))}
                </tbody>
              </table>
            </div>
          )}
          {work.hasNextPage && (
            <p className="more">
              <button type="button" className="b" disabled={work.isFetchingNextPage} onClick={() => void work.fetchNextPage()}>
                {t(`再看${pageSize}件`, `Show ${pageSize} more`)}
              </button>
            </p>
          )}
          <p className="s foot">
            {t(
              '这里只看得到等在哪里，姓名遮住，办件内容不打开。没有勾选框的在等申请人、系统或者负责人。',
              'Here one sees where cases wait: names are masked and contents stay closed. Lines without a box wait for the applicant, a system or a manager.',
            )}
          </p>
        </section>
      </main>
      <footer className="act">
        <span className="said" role="status">
          {said !== '' ? said : picked.length > 0 && t(`勾选了${picked.length}件`, `${picked.length} ticked`)}
        </span>
        <button type="button" className="b l" onClick={() => setOpen('export')}>
          {t('导出', 'Export')}
        </button>
        <button type="button" className="b l p" onClick={reassign}>
          {t('改派', 'Reassign')}
          <kbd>Alt G</kbd>
        </button>
      </footer>
      {open === 'reassign' && (
        <ReassignDialog
          rows={picked}
          organId={picked[0]?.givenAt ?? ''}
          onClose={() => setOpen(null)}
          onDone={(words) => {
            setChosen(new Set());
            setSaid(words);
            setOpen(null);
          }}
        />
      )}
      {open === 'export' && (
        <ExportDialog
          filter={filter}
          total={shown}
          onClose={() => setOpen(null)}
          onDone={(words) => {
            setSaid(words);
            setOpen(null);
          }}
        />
      )}
    </>
  );
}

/** The filters that narrow the list, each with its way out. */
function Chosen({ search }: { search: Search }): ReactNode {
  const filter: Filter = filterOf(search);
  const on = dimensions.filter((d) => filter[d] !== undefined);
  const names = useQueries({ queries: on.map((d) => groupsQuery(d, filter)) });
  if (on.length === 0) return null;
  return (
    <p className="chosen">
      {on.map((d, n) => {
        const group = names[n]?.data?.find((g) => g.key === filter[d]);
        return (
          <Link key={d} className="b" to="/supervise" search={{ ...search, [d]: undefined }}>
            {dimensionNames[d]}
            {t('：', ': ')}
            {tell(group?.name) ?? t('这里没有', 'not here')}
            <span aria-hidden="true"> ×</span>
            <span className="vh">{t('，去掉', ', remove')}</span>
          </Link>
        );
      })}
      <Link to="/supervise" search={{ by: search.by }}>
        {t('清除筛选', 'Clear the filters')}
      </Link>
    </p>
  );
}

function Line({ row, on, tick }: { row: WaitingRow; on: boolean; tick: (row: WaitingRow, on: boolean) => void }): ReactNode {
  return (
    <tr className={on ? 'on' : undefined}>
      <td>
        {row.givenAt !== null && (
          <input
            type="checkbox"
            checked={on}
            aria-label={t(`${row.itemName}，${row.applicant}，${row.number}`, `${row.itemName}, ${row.applicant}, ${row.number}`)}
            onChange={(event) => tick(row, event.currentTarget.checked)}
          />
        )}
      </td>
      <td>
        <Lamp kind={row.lamp}>{lampWords(row.lamp, row.left)}</Lamp>
      </td>
      <td className="num">{dayShort(row.due)}</td>
      <td>{row.itemName}</td>
      <td>{row.applicant}</td>
      <td>{tell(row.step)}</td>
      <td>{row.organ ?? ''}</td>
      <td>{row.person ?? <span className="s">{t('没有指定', 'nobody')}</span>}</td>
      <td className="num">{momentShort(row.since)}</td>
      <td className="num s">{row.number}</td>
      <td>
        {row.marks.map((mark) => (
          <span key={mark} className="chip">
            {mark}
          </span>
        ))}
      </td>
    </tr>
  );
}
