import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import type { CalendarView } from '#contracts/cases';
import { Lamp } from '#kit/plain';
import { ApiProblem, newKey, put, today } from '../api.ts';
import { t } from '../language.ts';
import { ProblemNotice, Waiting } from '../shell/notice.tsx';
import { dayWords, momentShort } from '../words.ts';
import { daysOf, isWeekend, spansOf, yearQuery } from './calendar.ts';

/** 日历: the working days of a year by the yearly notice; a year that waits for its notice says so. */
export function CalendarPage(): ReactNode {
  const search = useSearch({ from: '/calendar' });
  const year = search.year ?? Number(today().slice(0, 4));
  const view = useQuery(yearQuery(year));
  useEffect(() => {
    document.title = t(`${year}年日历 — 工作台`, `Calendar ${year} — Desk`);
  }, [year]);
  return (
    <main className="pane calm" id="main" tabIndex={-1}>
      <h1>{t('工作日历', 'Working calendar')}</h1>
      <p className="s">
        {t(
          '所有期限按这里数工作日。每年的放假安排公布后，照通知填进来；已经过去的日子不能改，已经承诺的期限不会变。',
          'All limits count working days by this calendar. Enter each yearly notice when it is out; days that have passed stay, and so do dates already promised.',
        )}
      </p>
      <nav className="tabs" aria-label={t('哪一年', 'Which year')}>
        {(view.data?.years ?? [year]).map((y) => (
          <Link key={y} to="/calendar" search={{ year: y }} aria-current={y === year ? 'true' : undefined}>
            {t(`${y}年`, String(y))}
          </Link>
        ))}
      </nav>
      {view.error !== null && (
        <>
          <ProblemNotice error={view.error} />
          <p>
            <Link className="b" to="/calendar" search={{}}>
              {t('看今年', 'This year')}
            </Link>
          </p>
        </>
      )}
      {view.isPending && <Waiting what={t('正在取日历…', 'Getting the calendar…')} />}
      {view.data !== undefined && <Year key={`${view.data.year}.${view.data.rev}`} view={view.data} />}
    </main>
  );
}

function Year({ view }: { view: CalendarView }): ReactNode {
  const queries = useQueryClient();
  const [key, setKey] = useState(newKey);
  const [off, setOff] = useState<readonly string[]>(view.off);
  const [on, setOn] = useState<readonly string[]>(view.on);
  const [said, setSaid] = useState('');
  const publish = useMutation({
    mutationFn: (notice: string) => put(`/api/staff/calendar/${view.year}`, { rev: view.rev, off, on, notice }, key),
    onError: (error) => {
      if (error instanceof ApiProblem && error.status !== 0 && error.status < 500) setKey(newKey());
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['calendar'] }),
  });
  const add = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    const kind = String(given.get('kind'));
    const days = daysOf(String(given.get('from') ?? ''), String(given.get('to') ?? '')).filter((d) => d.startsWith(`${view.year}-`));
    const fitting = days.filter((d) => isWeekend(d) === (kind === 'on') && d >= view.from);
    const fresh = fitting.filter((d) => !off.includes(d) && !on.includes(d));
    if (kind === 'on') setOn([...on, ...fresh]);
    else setOff([...off, ...fresh]);
    setSaid(
      fresh.length === 0
        ? t(
            '没有可加的：周末本来就不上班，平日本来就上班，过去的不能改。',
            'Nothing to add: weekends are free anyway, weekdays worked anyway, and past days stay.',
          )
        : t(`加了${fresh.length}天，还没公布。`, `${fresh.length} added, not yet published.`),
    );
    if (fresh.length > 0) form.reset();
  };
  const drop = (days: readonly string[]): void => {
    setOff(off.filter((d) => !days.includes(d)));
    setOn(on.filter((d) => !days.includes(d)));
    setSaid(t(`去掉了${days.length}天，还没公布。`, `${days.length} taken out, not yet published.`));
  };
  const changed = [...off].sort().join() !== [...view.off].sort().join() || [...on].sort().join() !== [...view.on].sort().join();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const notice = String(new FormData(event.currentTarget).get('notice') ?? '').trim();
    if (!changed && view.published) setSaid(t('没有改动，不用公布。', 'Nothing was changed.'));
    else if (!publish.isPending) publish.mutate(notice);
  };
  return (
    <>
      <p>
        <Lamp kind={view.published ? 'ok' : 'warn'}>
          {view.published
            ? view.notice === null
              ? t('已公布，随系统自带', 'Published; came with the program')
              : t(
                  `已公布：${view.notice}（第${view.rev}版，${view.by ?? ''}，${momentShort(view.publishedAt ?? '')}）`,
                  `Published: ${view.notice} (revision ${view.rev}, ${view.by ?? ''}, ${momentShort(view.publishedAt ?? '')})`,
                )
            : t(
                '还没公布放假安排：暂按周一到周五数，跨到这一年的期限都标着“放假未定”。',
                'No notice yet: counted by weekdays alone, and every limit that reaches this year is flagged.',
              )}
        </Lamp>
      </p>
      {!view.published && view.flagged > 0 && (
        <p>{t(`现在有${view.flagged}个环节的期限标着“放假未定”。`, `${view.flagged} open steps are flagged now.`)}</p>
      )}
      <div className="pairs">
        <Days title={t('平日放假', 'Weekdays off')} days={off} from={view.from} drop={drop} />
        <Days title={t('周末上班', 'Weekend days worked')} days={on} from={view.from} drop={drop} />
      </div>
      <section aria-labelledby="add-days">
        <h2 id="add-days">{t('加日子', 'Add days')}</h2>
        <form className="ask" onSubmit={add}>
          <p className="field">
            <label htmlFor="c-kind">{t('是什么', 'Kind')}</label>
            <select id="c-kind" name="kind" className="inp">
              <option value="off">{t('平日放假', 'Weekdays off')}</option>
              <option value="on">{t('周末上班', 'Weekend days worked')}</option>
            </select>
          </p>
          <p className="field">
            <label htmlFor="c-from">{t('从哪天', 'From')}</label>
            <input id="c-from" name="from" type="date" className="inp" min={`${view.year}-01-01`} max={`${view.year}-12-31`} required />
          </p>
          <p className="field">
            <label htmlFor="c-to">{t('到哪天（只一天就不填）', 'To (empty for one day)')}</label>
            <input id="c-to" name="to" type="date" className="inp" min={`${view.year}-01-01`} max={`${view.year}-12-31`} />
          </p>
          <button type="submit" className="b">
            {t('加上', 'Add')}
          </button>
        </form>
        <p role="status">{said}</p>
      </section>
      <section aria-labelledby="publish">
        <h2 id="publish">{t('公布', 'Publish')}</h2>
        <form className="narrow" onSubmit={submit}>
          <ProblemNotice error={publish.error} />
          <p className="row">
            <label htmlFor="c-notice">{t('依据的通知', 'By which notice')}</label>
            <input id="c-notice" name="notice" className="inp" minLength={2} maxLength={120} required autoComplete="off" />
          </p>
          <p>
            <button type="submit" className="b p" aria-busy={publish.isPending}>
              {publish.isPending ? t('正在公布…', 'Publishing…') : t(`公布${view.year}年`, `Publish ${view.year}`)}
            </button>
          </p>
          <p className="s">
            {t(
              '公布后新算的期限马上按它数，其他服务进程20秒内跟上。',
              'New limits count by it at once; other server processes follow within 20 seconds.',
            )}
          </p>
        </form>
      </section>
    </>
  );
}

function Days({
  title,
  days,
  from,
  drop,
}: {
  title: string;
  days: readonly string[];
  from: string;
  drop: (days: readonly string[]) => void;
}): ReactNode {
  return (
    <section aria-label={title}>
      <h2>{t(`${title}${days.length}天`, `${title}: ${days.length}`)}</h2>
      {days.length === 0 && <p className="s">{t('还没有。', 'None yet.')}</p>}
      <ul className="ls bare">
        {spansOf(days).map(([first, last]) => {
          const words =
            first === last ? dayWords(first) : t(`${dayWords(first)}到${dayWords(last)}`, `${dayWords(first)} to ${dayWords(last)}`);
          return (
            <li key={first}>
              <span>{words}</span>
              {first >= from ? (
                <button type="button" className="link" onClick={() => drop(days.filter((d) => d >= first && d <= last))}>
                  {t('去掉', 'Remove')}
                  <span className="vh">{t(`：${words}`, `: ${words}`)}</span>
                </button>
              ) : (
                <span className="s right">{t('已过', 'past')}</span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
