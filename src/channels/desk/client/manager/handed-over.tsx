import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { post } from '../api.ts';
import { t } from '../language.ts';
import { ProblemNotice } from '../shell/notice.tsx';
import { momentShort } from '../words.ts';
import { handedQuery } from './waiting.ts';

/** What a manager gave to the reader or took away, until the reader says he has seen it. */
export function HandedOverNotes(): ReactNode {
  const queries = useQueryClient();
  const handed = useQuery(handedQuery);
  const seen = useMutation({
    mutationFn: (ids: string[]) => post('/api/staff/handed-over/seen', { ids }),
    onSuccess: () => queries.invalidateQueries({ queryKey: handedQuery.queryKey }),
  });
  const rows = handed.data ?? [];
  if (rows.length === 0) return null;
  return (
    <section className="handed-over" aria-labelledby="handed-over">
      <h2 id="handed-over">{t(`有${rows.length}件改派`, `${rows.length} reassigned`)}</h2>
      <ProblemNotice error={seen.error} />
      <ul>
        {rows.map((h) => (
          <li key={h.id}>
            <b>{h.what === 'given' ? t('给您', 'To you') : t('转走', 'Taken')}</b>{' '}
            {h.what === 'given' ? (
              <Link to="/cases/$caseId" params={{ caseId: h.caseId }}>
                {h.itemName}
              </Link>
            ) : (
              h.itemName
            )}{' '}
            <span className="num s">{h.number}</span>
            {h.other !== null &&
              (h.what === 'given' ? t(`，原来是${h.other}`, `, before: ${h.other}`) : t(`，现在是${h.other}`, `, now: ${h.other}`))}
            <span className="s">
              {t(`；${h.by} ${momentShort(h.at)}`, `; ${h.by}, ${momentShort(h.at)}`)}
              {h.reason !== null && t(`：${h.reason}`, `: ${h.reason}`)}
            </span>
          </li>
        ))}
      </ul>
      <p>
        <button type="button" className="b" onClick={() => seen.mutate(rows.map((h) => h.id))} aria-busy={seen.isPending}>
          {t('知道了', 'Understood')}
        </button>
      </p>
    </section>
  );
}
