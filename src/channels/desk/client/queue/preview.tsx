import type { ReactNode } from 'react';
import type { WorkRow } from '#contracts/cases';
import { Lamp } from '#kit/plain';
import { dayWords, doorWords, lampWords, momentShort } from '../words.ts';
import { t, tell } from '../language.ts';

/** What the queue itself knows of the selected row. Opening the case is a look at a person's data and is logged. */
export function Preview({ row, open }: { row: WorkRow; open: () => void }): ReactNode {
  return (
    <aside className="pane alt" aria-label={t('选中的办件', 'Selected case')}>
      <div className="ph">
        <h2>
          {row.applicant}
          {t('，', ', ')}
          {row.itemName}
        </h2>
      </div>
      <p>
        <Lamp kind={row.lamp}>{lampWords(row.lamp, row.left)}</Lamp>
        {t('，最晚', ', due ')}
        {dayWords(row.due)}
      </p>
      <dl className="kv">
        <dt>{t('环节', 'Step')}</dt>
        <dd>{tell(row.stepName)}</dd>
        <dt>{t('来处', 'From')}</dt>
        <dd>{doorWords[row.door] ?? row.door}</dd>
        <dt>{t('收到', 'Received')}</dt>
        <dd className="num">{momentShort(row.receivedAt)}</dd>
        <dt>{t('办件号', 'Number')}</dt>
        <dd className="num">{row.number}</dd>
      </dl>
      {row.marks.length > 0 && (
        <p className="marks">
          {row.marks.map((mark) => (
            <span key={mark} className="chip warn">
              {mark}
            </span>
          ))}
        </p>
      )}
      <p className="do">
        <button type="button" className="b p" onClick={open}>
          {t('打开', 'Open')}
          <kbd>Enter</kbd>
        </button>
      </p>
      <p className="s">{t('打开会记下您看过，本人能查到。', 'Opening writes down that you looked; the person can see it.')}</p>
    </aside>
  );
}
