import type { ReactNode } from 'react';

/** How it goes and who does it: numbered, each with who, and how long. */
export function Steps({ steps }: { steps: readonly { name: ReactNode; line?: ReactNode }[] }): ReactNode {
  return (
    <ol className="steps">
      {steps.map((s, i) => (
        <li key={i} data-n={i + 1}>
          <div>
            <b>{s.name}</b>
            {s.line}
          </div>
        </li>
      ))}
    </ol>
  );
}
