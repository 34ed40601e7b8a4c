import type { ReactNode } from 'react';

export interface Cell {
  /** Figure above: 5; or a short word: 不收费. */
  figure: string;
  unit?: string;
  /** Word below: 多久办好. */
  name: string;
  id?: string;
}

/** Four ruled cells, figure above, word below: 要跑几次, 多久办好, 要您准备, 收费. */
export function FourCells({ cells }: { cells: readonly Cell[] }): ReactNode {
  return (
    <dl className="cells">
      {cells.map((c) => (
        <div key={c.name} id={c.id}>
          <dt>{c.name}</dt>
          <dd>
            {c.figure}
            {c.unit && <small>{c.unit}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
