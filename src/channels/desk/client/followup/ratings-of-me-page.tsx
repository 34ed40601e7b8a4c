import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import type { RatingsOfMe } from '#contracts/feedback';
import { newKey, post } from '../api.ts';
import { Dialog } from '../shell/dialog.tsx';
import { ProblemNotice, Waiting } from '../shell/notice.tsx';
import { groundNames, levelNames, ratingsOfMeQuery, reasonNames } from './followup.ts';

type Row = RatingsOfMe['rows'][number];

/** 我收到的评价: what was said of my service, by month; who said it stays with the one who calls back. */
export function RatingsOfMePage(): ReactNode {
  const mine = useQuery(ratingsOfMeQuery);
  const [appealing, setAppealing] = useState<Row | null>(null);
  useEffect(() => {
    document.title = '我收到的评价 — 工作台';
  }, []);
  return (
    <main className="pane calm" id="main" tabIndex={-1}>
      <h1>我收到的评价</h1>
      <p className="s">只到月份，看不到是谁打的。低分有人回访；您觉得打错了，可以申诉，由另一个人定，总数照算。</p>
      <ProblemNotice error={mine.error} />
      {mine.isPending && <Waiting what="正在取评价…" />}
      {mine.data?.rows.length === 0 && <p role="status">还没有人给您的服务打过分。</p>}
      {mine.data !== undefined && mine.data.rows.length > 0 && (
        <div className="scrollx" tabIndex={0} role="region" aria-label="我收到的评价，可左右滚动">
          <table>
            <caption className="vh">评价{mine.data.rows.length}条</caption>
            <thead>
              <tr>
                <th scope="col">月份</th>
                <th scope="col">办什么事</th>
                <th scope="col">打的分</th>
                <th scope="col">说的是</th>
                <th scope="col">申诉</th>
              </tr>
            </thead>
            <tbody>
              {mine.data.rows.map((row) => (
                <tr key={row.ref}>
                  <td className="num">{row.month}</td>
                  <td>{row.itemName ?? '窗口服务'}</td>
                  <td>{levelNames[row.level]}</td>
                  <td>{row.reasons.map((r) => reasonNames[r] ?? r).join('、')}</td>
                  <td>
                    {row.appealed && (row.upheld === null ? '申诉中' : row.upheld ? '申诉成立' : '申诉不成立')}
                    {row.appealable && (
                      <button type="button" className="b" onClick={() => setAppealing(row)}>
                        申诉…
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
    <Dialog title="申诉" onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p className="s">由另一位管理员定。不管成不成立，这一分在总数里照算。</p>
        <ProblemNotice error={run.error} />
        <fieldset>
          <legend>为什么</legend>
          {Object.entries(groundNames).map(([value, name], i) => (
            <label key={value}>
              <input type="radio" name="ground" value={value} defaultChecked={i === 0} /> {name}
            </label>
          ))}
        </fieldset>
        <label htmlFor="appeal-words">说清楚</label>
        <textarea id="appeal-words" name="words" className="inp" rows={3} maxLength={2000} />
        <p className="dialog-do">
          <button type="button" className="b l" onClick={onClose}>
            不申诉了
          </button>
          <button type="submit" className="b l p" aria-busy={run.isPending}>
            {run.isPending ? '正在交…' : '交上申诉'}
          </button>
        </p>
      </form>
    </Dialog>
  );
}
