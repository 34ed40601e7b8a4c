import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import type { CopyDifferences } from '#contracts/catalog';
import { get } from '../api.ts';
import { t } from '../language.ts';
import { ProblemNotice, Waiting } from '../shell/notice.tsx';
import { momentWords } from './deeds.tsx';
import { DifferenceList } from './report.tsx';

interface Head {
  id: string;
  number: number;
  publishedAt: string;
}

/** Every version of a kind of handling, for ever, and what changed for people between any two. */
export function VersionsPage(): ReactNode {
  const { key } = useParams({ from: '/catalog/versions/$key' });
  const versions = useQuery({ queryKey: ['catalog', 'versions', key], queryFn: () => get<Head[]>(`/api/items/${key}/versions`) });
  const numbers = (versions.data ?? []).map((one) => one.number).toSorted((a, b) => a - b);
  const [chosen, setChosen] = useState<{ from?: number; to?: number }>({});
  const to = chosen.to ?? numbers.at(-1);
  const from = chosen.from ?? numbers.at(-2) ?? numbers.at(-1);
  const found = useQuery({
    queryKey: ['catalog', 'versions', key, from, to],
    enabled: from !== undefined && to !== undefined && from !== to,
    queryFn: () =>
      get<{ rows: CopyDifferences['versions'][number]['rows'] }>(`/api/staff/catalog/versions/${key}/difference?from=${from}&to=${to}`),
  });
  useEffect(() => {
    document.title = `${key} — ${t('历史版本', 'Versions')}`;
  }, [key]);
  const select = (id: string, name: string, value: number | undefined, on: (n: number) => void): ReactNode => (
    <>
      <label htmlFor={id}>{name}</label>
      <select id={id} className="inp short" value={value} onChange={(event) => on(Number(event.target.value))}>
        {(versions.data ?? []).map((one) => (
          <option key={one.id} value={one.number}>
            {t(
              `第${one.number}版，${momentWords(one.publishedAt)}公布`,
              `Version ${one.number}, published ${momentWords(one.publishedAt)}`,
            )}
          </option>
        ))}
      </select>
    </>
  );
  return (
    <main className="pane calm" id="main" tabIndex={-1}>
      <h1>{key}</h1>
      <p>
        <Link to="/catalog">{t('回到事项列表', 'All items')}</Link>
      </p>
      <ProblemNotice error={versions.error ?? found.error} />
      {versions.isPending && <Waiting what={t('正在取历史版本…', 'Getting the versions…')} />}
      {numbers.length > 0 && (
        <p className="filter">
          {select('version-from', t('从', 'From'), from, (n) => setChosen({ ...chosen, from: n }))}
          {select('version-to', t('到', 'To'), to, (n) => setChosen({ ...chosen, to: n }))}
        </p>
      )}
      <h2>{t('变了什么', 'What changed')}</h2>
      {from === to && numbers.length > 0 && <p role="status">{t('选两个不同的版本来对照。', 'Choose two versions to compare.')}</p>}
      {found.data !== undefined && found.data.rows.length === 0 && <p role="status">{t('没有变化。', 'Nothing changed.')}</p>}
      {found.data !== undefined && <DifferenceList rows={found.data.rows} />}
    </main>
  );
}
