import { useEffect, useRef, type ReactNode } from 'react';
import { ApiProblem } from '../api.ts';

/** What went wrong in the server's words, and what to do next; announced at once. */
export function ProblemNotice({
  error,
  atFields = false,
}: {
  error: unknown /** The fields say themselves what is wrong with them. */;
  atFields?: boolean;
}): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [error]);
  if (error === null || error === undefined) return null;
  const problem = error instanceof ApiProblem ? error : new ApiProblem({}, 0);
  return (
    <div className="problem" role="alert" tabIndex={-1} ref={box}>
      <b>{problem.message}</b>
      <p>{problem.next}</p>
      {problem.fields.length > 0 && !atFields && (
        <ul>
          {problem.fields.map((f) => (
            <li key={f.field}>{f.say}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Who is asked and how long it usually takes; no spinner. */
export function Waiting({ what }: { what: string }): ReactNode {
  return (
    <p className="s waiting" role="status">
      {what}
    </p>
  );
}
