import type { ReactNode } from 'react';

export interface TableProps {
  caption?: string;
  columns: readonly { key: string; name: string /** Figures: right aligned, never wrapped. */; figure?: boolean }[];
  rows: readonly { key: string; cells: Readonly<Record<string, ReactNode>> }[];
}

/** A ruled table; on phones every row folds to lines and each cell says its column's name. The first column heads its row. */
export function Table({ caption, columns, rows }: TableProps): ReactNode {
  return (
    <table className={columns.length > 2 ? 'fold' : undefined}>
      {caption && <caption className="vh">{caption}</caption>}
      <thead>
        <tr>
          {columns.map((c) => (
            <th scope="col" key={c.key} className={c.figure ? 'num' : undefined}>
              {c.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((r) => (
          <tr key={r.key}>
            {columns.map((c, i) =>
              i === 0 ? (
                <th scope="row" key={c.key}>
                  {r.cells[c.key]}
                </th>
              ) : (
                <td key={c.key} className={c.figure ? 'num' : undefined} data-name={c.name}>
                  {r.cells[c.key]}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
