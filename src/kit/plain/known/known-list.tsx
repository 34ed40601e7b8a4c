import type { ReactNode } from 'react';
import { SourceLine } from '../field/frame.tsx';

export interface KnownRow {
  id?: string;
  name: ReactNode;
  value: ReactNode;
  /** Where it comes from: 公安人口库，今天10:21核对. */
  source?: string;
}

/** What is known is shown, not asked: 项, 值, 来源. Never grey inputs. */
export function KnownList({ label, rows }: { label: string; rows: readonly KnownRow[] }): ReactNode {
  return (
    <dl className="known" aria-label={label}>
      {rows.map((r, i) => (
        <div key={r.id ?? i} id={r.id}>
          <dt>{r.name}</dt>
          <dd>
            {r.value}
            {r.source && <SourceLine text={r.source} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}
