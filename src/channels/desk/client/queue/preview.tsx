import type { ReactNode } from 'react';
import type { WorkRow } from '#contracts/cases';
import { Lamp } from '#kit/plain';
import { dayWords, doorWords, lampWords, momentShort } from '../words.ts';

/** What the queue itself knows of the selected row. Opening the case is a look at a person's data and is logged. */
export function Preview({ row, open }: { row: WorkRow; open: () => void }): ReactNode {
  return (
    <aside className="pane alt" aria-label="选中的办件">
      <div className="ph">
        <h2>
          {row.applicant}，{row.itemName}
        </h2>
      </div>
      <p>
        <Lamp kind={row.lamp}>{lampWords(row.lamp, row.left)}</Lamp>，最晚{dayWords(row.due)}
      </p>
      <dl className="kv">
        <dt>环节</dt>
        <dd>{row.stepName.zh}</dd>
        <dt>来处</dt>
        <dd>{doorWords[row.door] ?? row.door}</dd>
        <dt>收到</dt>
        <dd className="num">{momentShort(row.receivedAt)}</dd>
        <dt>办件号</dt>
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
          打开<kbd>Enter</kbd>
        </button>
      </p>
      <p className="s">打开会记下您看过，本人能查到。</p>
    </aside>
  );
}
