import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import type { Text } from '#platform/text';
import { post } from '../api.ts';
import { ProblemNotice, Waiting } from '../shell/notice.tsx';
import { momentShort } from '../words.ts';
import { ask, useAsked } from './asked.ts';
import { t, tell } from '../language.ts';

/** A found case: masked, in the own scope only. */
type Found = {
  caseId: string;
  number: string;
  itemName: string;
  applicant: string;
  stateName: Text;
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
    document.title = t('办件查询 — 工作台', 'Find a case — Desk');
  }, []);
  return (
    <main className="pane" id="main" tabIndex={-1}>
      <h1>{t('办件查询', 'Find a case')}</h1>
      <form
        className="filter"
        onSubmit={(event) => {
          event.preventDefault();
          ask(String(new FormData(event.currentTarget).get('q') ?? '').trim());
        }}
      >
        <label htmlFor="q">{t('办件号、查询码或姓名', 'Case number, slip code or name')}</label>
        <input id="q" name="q" className="inp" defaultValue={q} key={q} autoComplete="off" />
        <button className="b p" type="submit">
          {t('查', 'Find')}
        </button>
      </form>
      <p className="s">
        {t(
          '只查得到本岗位管的办件。姓名从头写起，结果里姓名不全显示。',
          'Only cases of this post are found. Write a name from its beginning; names in the result are partly hidden.',
        )}
      </p>
      <ProblemNotice error={found.error} />
      {found.isFetching && <Waiting what={t('正在查…', 'Looking…')} />}
      {found.data !== undefined && found.data.rows.length === 0 && (
        <p role="status">
          <b>{t(`没查到「${q}」。`, `Nothing found for “${q}”. `)}</b>
          {t(
            '可能不归本岗位管，或者号码有误。请核对一遍；还不行，请打内线问综窗。',
            'It may belong to another post, or the number is wrong. Check it once more; if that does not help, call the reception window.',
          )}
        </p>
      )}
      {found.data !== undefined && found.data.rows.length > 0 && (
        <div className="scrollx" tabIndex={0} role="region" aria-label={t('查到的办件，可左右滚动', 'Cases found, scrolls sideways')}>
          <table>
            <caption className="vh">{t(`查到${found.data.rows.length}件`, `${found.data.rows.length} found`)}</caption>
            <thead>
              <tr>
                <th scope="col">{t('事项', 'Service')}</th>
                <th scope="col">{t('申请人', 'Applicant')}</th>
                <th scope="col">{t('状态', 'State')}</th>
                <th scope="col">{t('在哪儿', 'Where')}</th>
                <th scope="col">{t('收到', 'Received')}</th>
                <th scope="col">{t('办件号', 'Case number')}</th>
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
                  <td>{tell(row.stateName)}</td>
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
