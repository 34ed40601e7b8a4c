import type { ReactNode } from 'react';
import { t, tell } from '../language.ts';
import { Dialog } from '../shell/dialog.tsx';
import { plain } from './report.tsx';
import type { Saver } from './saver.ts';
import { sectionOf } from './sections.ts';

/** Two people changed one place: both values, who, and the choice. Nothing is lost before it is made. */
export function ConflictDialog({ saver }: { saver: Saver }): ReactNode {
  const { conflict } = saver;
  if (conflict === null) return null;
  const where = tell(sectionOf(conflict.path)?.title ?? { zh: '这件事', en: 'the item' });
  return (
    <Dialog
      title={t(`${conflict.by}刚刚也改了这一处`, `${conflict.by} has just changed the same place`)}
      onClose={() => void saver.settle('theirs')}
    >
      <p className="s">{t(`在“${where}”里`, `In “${where}”`)}</p>
      <dl className="kv">
        <dt>{t('您写的', 'Yours')}</dt>
        <dd>{plain(conflict.yours)}</dd>
        <dt>{t(`${conflict.by}写的`, `By ${conflict.by}`)}</dt>
        <dd>{plain(conflict.theirs)}</dd>
      </dl>
      <p className="dialog-do">
        <button type="button" className="b" data-first onClick={() => void saver.settle('theirs')}>
          {t(`用${conflict.by}的`, `Take that of ${conflict.by}`)}
        </button>
        <button type="button" className="b p" onClick={() => void saver.settle('mine')}>
          {t('用我的', 'Take mine')}
        </button>
      </p>
    </Dialog>
  );
}
