import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import type { RatingsOfMe } from '#contracts/feedback';
import { newKey, post } from '../api.ts';
import { Dialog } from '../shell/dialog.tsx';
import { ProblemNotice, Waiting } from '../shell/notice.tsx';
import { groundNames, levelNames, ratingsOfMeQuery, reasonNames } from './followup.ts';
import { list, t } from '../language.ts';

type Row = RatingsOfMe['rows'][number];

/** 我收到的评价: what was said of my service, by month; who said it stays with the one who calls back. */
export function RatingsOfMePage(): ReactNode {
  const mine = useQuery(ratingsOfMeQuery);
  const [appealing, setAppealing] = useState<Row | null>(null);
  useEffect(() => {
    document.title = t('我收到的评价 — 工作台', 'Ratings of me — Desk');
  }, []);
  return (
    <main className="pane calm" id="main" tabIndex={-1}>
      <h1>{t('我收到的评价', 'Ratings of me')}</h1>
      <p className="s">
        {t(
          '只到月份，看不到是谁打的。低分有人回访；您觉得打错了，可以申诉，由另一个人定，总数照算。',
          'By month only, without who rated. Low ratings are followed up; if you think one is mistaken you may appeal, and somebody else decides. It still counts in the total.',
        )}
      </p>
      <ProblemNotice error={mine.error} />
      {mine.isPending && <Waiting what={t('正在取评价…', 'Getting the ratings…')} />}
      {mine.data?.rows.length === 0 && <p role="status">{t('还没有人给您的服务打过分。', 'Nobody has rated your service yet.')}</p>}
      {mine.data !== undefined && mine.data.rows.length > 0 && (
        <div className="scrollx" tabIndex={0} role="region" aria-label={t('我收到的评价，可左右滚动', 'Ratings of me, scrolls sideways')}>
          <table>
            <caption className="vh">{t(`评价${mine.data.rows.length}条`, `Ratings: ${mine.data.rows.length}`)}</caption>
            <thead>
              <tr>
                <th scope="col">{t('月份', 'Month')}</th>
                <th scope="col">{t('办什么事', 'Service')}</th>
                <th scope="col">{t('打的分', 'Rating')}</th>
                <th scope="col">{t('说的是', 'About')}</th>
                <th scope="col">{t('申诉', 'Appeal')}</th>
              </tr>
            </thead>
            <tbody>
              {mine.data.rows.map((row) => (
                <tr key={row.ref}>
                  <td className="num">{row.month}</td>
                  <td>{row.itemName ?? t('窗口服务', 'Service at a window')}</td>
                  <td>{levelNames[row.level]}</td>
                  <td>{list(row.reasons.map((r) => reasonNames[r] ?? r))}</td>
                  <td>
                    {row.appealed &&
                      (row.upheld === null
                        ? t('申诉中', 'Appeal open')
                        : row.upheld
                          ? t('申诉成立', 'Appeal upheld')
                          : t('申诉不成立', 'Appeal not upheld'))}
                    {row.appealable && (
                      <button type="button" className="b" onClick={() => setAppealing(row)}>
                        {t('申诉…', 'Appeal…')}
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {appealing !== null && <Appeal row={appealing} onClose={() => setAppealing(null)} />}
    </main>
  );
}

function Appeal({ row, onClose }: { row: Row; onClose: () => void }): ReactNode {
  const queries = useQueryClient();
  const [key] = useState(newKey);
  const run = useMutation({
    mutationFn: (body: Record<string, unknown>) => post(`/api/staff/my-ratings/${row.ref}/appeal`, body, key),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ratingsOfMeQuery.queryKey });
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (run.isPending) return;
    const form = new FormData(event.currentTarget);
    run.mutate({ ground: form.get('ground') ?? 'mistaken', words: String(form.get('words') ?? '').trim() || ' ' });
  };
  return (
    <Dialog title={t('申诉', 'Appeal')} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p className="s">
          {t(
            '由另一位管理员定。不管成不成立，这一分在总数里照算。',
            'Another administrator decides. Upheld or not, this rating still counts in the total.',
          )}
        </p>
        <ProblemNotice error={run.error} />
        <fieldset>
          <legend>{t('为什么', 'Why')}</legend>
          {Object.entries(groundNames).map(([value, name], i) => (
            <label key={value}>
              <input type="radio" name="ground" value={value} defaultChecked={i === 0} /> {name}
            </label>
          ))}
        </fieldset>
        <label htmlFor="appeal-words">{t('说清楚', 'Explain')}</label>
        <textarea id="appeal-words" name="words" className="inp" rows={3} maxLength={2000} />
        <p className="dialog-do">
          <button type="button" className="b l" onClick={onClose}>
            {t('不申诉了', 'Cancel')}
          </button>
          <button type="submit" className="b l p" aria-busy={run.isPending}>
            {run.isPending ? t('正在交…', 'Sending…') : t('交上申诉', 'Send the appeal')}
          </button>
        </p>
      </form>
    </Dialog>
  );
}
