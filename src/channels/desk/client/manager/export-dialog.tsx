import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode } from 'react';
import { download } from '../api.ts';
import { t } from '../language.ts';
import { Dialog } from '../shell/dialog.tsx';
import { ProblemNotice } from '../shell/notice.tsx';
import type { Filter } from './waiting.ts';

const purposes: readonly (readonly [string, string])[] = [
  ['meeting', t('督办例会', 'Meeting on open cases')],
  ['report', t('报送上级', 'Report to the superior office')],
  ['inspection', t('检查、审计', 'Inspection or audit')],
  ['handover', t('工作交接', 'Handing over work')],
];

/** 导出: the list as a table. What it is for is asked, since it leaves the house. */
export function ExportDialog({
  filter,
  total,
  onClose,
  onDone,
}: {
  filter: Filter;
  total: number;
  onClose: () => void;
  onDone: (words: string) => void;
}): ReactNode {
  const run = useMutation({
    mutationFn: (purpose: string) => download('/api/staff/supervising/export', { ...filter, purpose }, t('督办.csv', 'waiting.csv')),
    onSuccess: () => onDone(t(`已导出${total}条，记录在案。`, `${total} lines exported; it is on record.`)),
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (!run.isPending) run.mutate(String(new FormData(event.currentTarget).get('purpose') ?? ''));
  };
  return (
    <Dialog title={t(`导出${total}条`, `Export ${total} lines`)} onClose={onClose}>
      <form onSubmit={submit}>
        <p className="s">
          {t(
            '就是现在筛选出来的这些，姓名照样遮住。谁在什么时候为什么导出，会记下来。',
            'Exactly what is shown by the filters, names masked as here. Who took it, when and what for is written down.',
          )}
        </p>
        <ProblemNotice error={run.error} />
        <fieldset>
          <legend>{t('做什么用', 'What for')}</legend>
          {purposes.map(([value, name], n) => (
            <label key={value} className="opt">
              <input type="radio" name="purpose" value={value} required data-first={n === 0 ? '' : undefined} />
              <span>{name}</span>
            </label>
          ))}
        </fieldset>
        <p className="dialog-do">
          <button type="button" className="b l" onClick={onClose}>
            {t('不导出了', 'Cancel')}
          </button>
          <button type="submit" className="b l p" aria-busy={run.isPending}>
            {run.isPending ? t('正在导出…', 'Exporting…') : t('导出表格（CSV）', 'Export table (CSV)')}
          </button>
        </p>
      </form>
    </Dialog>
  );
}
