import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { LampWord, WorkRow } from '#contracts/cases';
import { Icon, Lamp } from '#kit/plain';
import { useKeys } from '../keys.ts';
import { HandedOverNotes } from '../manager/handed-over.tsx';
import { ProblemNotice, Waiting } from '../shell/notice.tsx';
import { dayShort, doorWords, lampWords, momentShort } from '../words.ts';
import { Preview } from './preview.tsx';
import { workQuery } from './work.ts';
import { t, tell } from '../language.ts';

const tabs: { lamp: LampWord; name: string }[] = [
  { lamp: 'over', name: t('法定超期', 'Past the legal limit') },
  { lamp: 'bad', name: t('超期', 'Overdue') },
  { lamp: 'warn', name: t('快到期', 'Due soon') },
  { lamp: 'ok', name: t('正常', 'On time') },
  { lamp: 'still', name: t('停表', 'Clock stopped') },
];

/** 待办: what waits at this post, first due first. Rows change in place; new ones are announced, never pushed in. */
export function QueuePage(): ReactNode {
  const search = useSearch({ from: '/queue' });
  // A name stays in this tab, never in the address.
  const [text, setText] = useState<string | undefined>(undefined);
  const filter = useMemo(() => ({ ...search, text }), [search, text]);
  const navigate = useNavigate();
  const work = useInfiniteQuery(workQuery(filter));
  const pages = work.data?.pages;
  const all = useMemo(() => pages?.flatMap((page) => page.rows) ?? [], [pages]);
  const counts = pages?.[0]?.counts ?? {};
  const [shown, setShown] = useState<string[] | null>(null);
  const [selected, setSelected] = useState<string | null>(null);
  const body = useRef<HTMLTableSectionElement>(null);

  // What was on screen keeps its place; what is new waits until it is asked for.
  const filterKey = JSON.stringify(filter);
  const lastFilter = useRef('');
  useEffect(() => {
    if (pages === undefined) return;
    if (lastFilter.current !== filterKey || shown === null) {
      lastFilter.current = filterKey;
      setShown(all.map((row) => row.stepId));
    }
  }, [pages, all, filterKey, shown]);
  const byStep = useMemo(() => new Map(all.map((row) => [row.stepId, row])), [all]);
  const rows = useMemo(() => (shown ?? []).flatMap((id) => byStep.get(id) ?? []), [shown, byStep]);
  const fresh = shown === null ? 0 : all.filter((row) => !shown.includes(row.stepId)).length;
  const current = rows.find((row) => row.stepId === selected) ?? rows[0];

  const move = (by: number): void => {
    const at = rows.findIndex((row) => row.stepId === current?.stepId);
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
    if (next === undefined) return;
    setSelected(next.stepId);
    body.current?.querySelector(`[data-step="${next.stepId}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const open = (row: WorkRow | undefined): void => {
    if (row !== undefined) void navigate({ to: '/cases/$caseId', params: { caseId: row.caseId } });
  };
  useKeys({ KeyJ: () => move(1), ArrowDown: () => move(1), KeyK: () => move(-1), ArrowUp: () => move(-1), Enter: () => open(current) });

  const total = Object.values(counts).reduce((sum, n) => sum + n, 0);
  useEffect(() => {
    document.title = t(`待办${total}件 — 工作台`, `${total} to do — Desk`);
  }, [total]);
  return (
    <>
      <section className="sub" aria-label={t('筛选', 'Filter')}>
        <h1>{t('我的待办', 'My work')}</h1>
        <nav className="tabs" aria-label={t('按期限筛选', 'Filter by time left')}>
          <Link to="/queue" search={{ ...search, lamp: undefined }} aria-current={filter.lamp === undefined ? 'true' : undefined}>
            {t('全部', 'All ')}
            {total}
          </Link>
          {tabs
            .filter((tab) => (counts[tab.lamp] ?? 0) > 0 || filter.lamp === tab.lamp)
            .map((tab) => (
              <Link
                key={tab.lamp}
                to="/queue"
                search={{ ...search, lamp: tab.lamp }}
                aria-current={filter.lamp === tab.lamp ? 'true' : undefined}
              >
                <Lamp kind={tab.lamp}>
                  {tab.name}
                  {t('', ' ')}
                  {counts[tab.lamp] ?? 0}
                </Lamp>
              </Link>
            ))}
        </nav>
        <form
          className="filter"
          onSubmit={(event) => {
            event.preventDefault();
            const given = new FormData(event.currentTarget).get('text');
            setText(typeof given === 'string' && given.trim() !== '' ? given.trim() : undefined);
          }}
        >
          <label htmlFor="queue-text">{t('姓氏或办件号', 'Family name or case number')}</label>
          <input id="queue-text" name="text" className="inp" defaultValue={filter.text ?? ''} key={filter.text ?? ''} />
          <button type="submit" className="b">
            {t('筛选', 'Filter')}
          </button>
        </form>
      </section>
      <main className="panes queue" id="main" tabIndex={-1}>
        <section className="pane list" aria-label={t('待办列表', 'Work list')}>
          <HandedOverNotes />
          <ProblemNotice error={work.error} />
          {work.isPending && <Waiting what={t('正在取您的待办，一般不到1秒…', 'Getting your work, usually less than a second…')} />}
          <p role="status" className="fresh">
            {fresh > 0 && (
              <button type="button" className="b" onClick={() => setShown(all.map((row) => row.stepId))}>
                {t(`有${fresh}件新的，显示`, `${fresh} new, show`)}
              </button>
            )}
          </p>
          {work.data !== undefined && rows.length === 0 ? (
            <div className="empty">
              <p>
                <b>
                  {filter.lamp === undefined && filter.text === undefined
                    ? t('这个岗位现在没有要办的。', 'Nothing waits at this post now.')
                    : t('没有符合这个筛选的。', 'Nothing fits this filter.')}
                </b>
              </p>
              <p className="s">
                {t(
                  '新来的会自动出现在这里。要找办过的，用上面的查询框。',
                  'New work appears here by itself. For finished cases use the box at the top.',
                )}
              </p>
            </div>
          ) : (
            <div className="scrollx" tabIndex={0} role="region" aria-label={t('待办表，可左右滚动', 'Work table, scrolls sideways')}>
              <table>
                <caption className="vh">{t('我的待办，按最先到期排', 'My work, first due first')}</caption>
                <thead>
                  <tr>
                    <th scope="col" aria-sort="ascending">
                      {t('剩余', 'Left')}
                      <Icon name="arrow-up" />
                    </th>
                    <th scope="col">{t('最晚', 'Due')}</th>
                    <th scope="col">{t('事项', 'Service')}</th>
                    <th scope="col">{t('申请人', 'Applicant')}</th>
                    <th scope="col">{t('环节', 'Step')}</th>
                    <th scope="col">{t('来处', 'From')}</th>
                    <th scope="col">{t('收到', 'Received')}</th>
                    <th scope="col">{t('办件号', 'Case number')}</th>
                    <th scope="col">{t('留意', 'Marks')}</th>
                  </tr>
                </thead>
                <tbody ref={body}>
                  {rows.map((row) => (
                    <Row key={row.stepId} row={row} on={row.stepId === current?.stepId} select={() => setSelected(row.stepId)} />
                  ))}
                </tbody>
              </table>
            </div>
          )}
          {work.hasNextPage && (
            <p className="more">
              <button
                type="button"
                className="b"
                disabled={work.isFetchingNextPage}
                onClick={() =>
                  void work.fetchNextPage().then((r) => setShown(r.data?.pages.flatMap((p) => p.rows.map((row) => row.stepId)) ?? null))
                }
              >
                {t('再看100件', 'Show 100 more')}
              </button>
            </p>
          )}
          <p className="s foot">
            {t(
              '剩余只算工作日，按国务院公布的放假安排。停表只限法定原因。有变化自动出现在原位，不跳行。',
              'Time left counts working days by the holiday calendar of the State Council. A clock stops only for reasons in law. Changes appear in place; rows do not move.',
            )}
          </p>
        </section>
        {current !== undefined && <Preview row={current} open={() => open(current)} />}
      </main>
      <footer className="act">
        <span className="s">
          <kbd>J</kbd> <kbd>K</kbd>
          {t(' 上下 ', ' up, down ')}
          <kbd>Enter</kbd>
          {t(' 打开 ', ' open ')}
          <kbd>/</kbd>
          {t(' 查找', ' find')}
        </span>
      </footer>
    </>
  );
}

function Row({ row, on, select }: { row: WorkRow; on: boolean; select: () => void }): ReactNode {
  return (
    <tr className={on ? 'on' : undefined} data-step={row.stepId} onMouseDown={select}>
      <td>
        <Lamp kind={row.lamp}>{lampWords(row.lamp, row.left)}</Lamp>
      </td>
      <td className="num">{dayShort(row.due)}</td>
      <td>
        <Link to="/cases/$caseId" params={{ caseId: row.caseId }} onFocus={select}>
          {row.itemName}
        </Link>
      </td>
      <td>{row.applicant}</td>
      <td>{tell(row.stepName)}</td>
      <td>{doorWords[row.door] ?? row.door}</td>
      <td className="num">{momentShort(row.receivedAt)}</td>
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
