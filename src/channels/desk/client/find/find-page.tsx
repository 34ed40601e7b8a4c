import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { post } from '../api.ts';
import { ProblemNotice, Waiting } from '../shell/notice.tsx';
import { momentShort } from '../words.ts';
import { ask, useAsked } from './asked.ts';

/** A found case: masked, in the own scope only. */
type Found = {
  caseId: string;
  number: string;
  itemName: string;
  applicant: string;
  stateName: { zh: string };
  receivedAt: string;
  office: string | null;
};

/** 办件查询: by number, slip code or the beginning of a name, in this post's own scope. */
export function FindPage(): ReactNode {
  const q = useAsked();
  const found = useQuery({
    queryKey: ['find', q],
    queryFn: () => post<{ rows: Found[] }>('/api/staff/find', { text: q }),
    enabled: q !== '',
  });
  useEffect(() => {
    document.title = '办件查询 — 工作台';
  }, []);
  return (
    <main className="pane" id="main" tabIndex={-1}>
      <h1>办件查询</h1>
      <form
        className="filter"
        onSubmit={(event) => {
          event.preventDefault();
          ask(String(new FormData(event.currentTarget).get('q') ?? '').trim());
        }}
      >
        <label htmlFor="q">办件号、查询码或姓名</label>
        <input id="q" name="q" className="inp" defaultValue={q} key={q} autoComplete="off" />
        <button className="b p" type="submit">
          查
        </button>
      </form>
      <p className="s">只查得到本岗位管的办件。姓名从头写起，结果里姓名不全显示。</p>
      <ProblemNotice error={found.error} />
      {found.isFetching && <Waiting what="正在查…" />}
      {found.data !== undefined && found.data.rows.length === 0 && (
        <p role="status">
          <b>没查到「{q}」。</b>可能不归本岗位管，或者号码有误。请核对一遍；还不行，请打内线问综窗。
        </p>
      )}
      {found.data !== undefined && found.data.rows.length > 0 && (
        <div className="scrollx" tabIndex={0} role="region" aria-label="查到的办件，可左右滚动">
          <table>
            <caption className="vh">查到{found.data.rows.length}件</caption>
            <thead>
              <tr>
                <th scope="col">事项</th>
                <th scope="col">申请人</th>
                <th scope="col">状态</th>
                <th scope="col">在哪儿</th>
                <th scope="col">收到</th>
                <th scope="col">办件号</th>
              </tr>
            </thead>
            <tbody>
              {found.data.rows.map((row) => (
                <tr key={row.caseId}>
                  <td>
                    <Link to="/cases/$caseId" params={{ caseId: row.caseId }}>
                      {row.itemName}
                    </Link>
                  </td>
                  <td>{row.applicant}</td>
                  <td>{row.stateName.zh}</td>
                  <td>{row.office ?? ''}</td>
                  <td className="num">{momentShort(row.receivedAt)}</td>
                  <td className="num">{row.number}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </main>
  );
}
