import type { ReactNode } from 'react';
import type { Lang } from '#platform/text';
import { one } from '../form/posted.ts';
import type { Posted } from '../form/form.format.ts';
import { words } from '../messages.ts';

/** Three boxes, year, month, day; no calendar widget. The whole date may be pasted into the first. */
export function DateBoxes({
  lang,
  name,
  posted,
  errorAt,
  all,
}: {
  lang: Lang;
  name: string;
  posted: Posted;
  errorAt: (name: string) => string | undefined;
  all: boolean;
}): ReactNode {
  const say = words(lang);
  const parts = [
    ['y', say.year],
    ['m', say.month],
    ['d', say.day],
  ] as const;
  const named = parts.some(([part]) => errorAt(`${name}.${part}`) !== undefined);
  return (
    <div className="ymd">
      {parts.map(([part, text]) => {
        const id = `${name}.${part}`;
        const invalid = errorAt(id) !== undefined || (all && !named);
        return (
          <label key={part} htmlFor={id}>
            <input
              className={part === 'y' ? 'in y' : 'in'}
              id={id}
              name={id}
              inputMode="numeric"
              autoComplete="off"
              maxLength={part === 'y' ? 12 : 4}
              defaultValue={one(posted, id)}
              aria-invalid={invalid ? true : undefined}
            />
            {text}
          </label>
        );
      })}
    </div>
  );
}
