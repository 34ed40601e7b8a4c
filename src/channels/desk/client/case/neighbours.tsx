import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { WorkPage } from '#contracts/cases';
import { Icon } from '#kit/plain';
import { useKeys } from '../keys.ts';
import { t } from '../language.ts';

/** 上一件, 下一件: along the queue as it was last looked at. */
export function Neighbours({ caseId }: { caseId: string }): ReactNode {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const lists = queries.getQueriesData<InfiniteData<WorkPage>>({ queryKey: ['work'] });
  const ids =
    lists
      .map(([, data]) => [...new Set(data?.pages?.flatMap((page) => page.rows.map((row) => row.caseId)) ?? [])])
      .find((list) => list.includes(caseId)) ?? [];
  const at = ids.indexOf(caseId);
  const go = (by: number): void => {
    const next = ids[at + by];
    if (next !== undefined) void navigate({ to: '/cases/$caseId', params: { caseId: next } });
  };
  useKeys({ KeyJ: () => go(1), KeyK: () => go(-1) });
  if (at < 0 || ids.length < 2) return null;
  return (
    <span className="push">
      <span className="s">{t(`第${at + 1}件，共${ids.length}件`, `Case ${at + 1} of ${ids.length}`)}</span>
      <button type="button" className="b" aria-label={t('上一件', 'Previous case')} onClick={() => go(-1)}>
        <Icon name="chevron-up" />
        <kbd>K</kbd>
      </button>
      <button type="button" className="b" aria-label={t('下一件', 'Next case')} onClick={() => go(1)}>
        <Icon name="chevron-down" />
        <kbd>J</kbd>
      </button>
    </span>
  );
}
