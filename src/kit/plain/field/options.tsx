import type { ReactNode } from 'react';
import type { Lang } from '#platform/text';
import { tell } from '../text/words.tsx';
import { optionId } from '../form/anchor.ts';
import type { FieldOption } from '../form/form.format.ts';

/** Big radios or checkboxes, one box each, with a line of reason beneath. Nothing is chosen beforehand. */
export function Options({
  lang,
  name,
  kind,
  options,
  chosen,
  invalid,
}: {
  lang: Lang;
  name: string;
  kind: 'radio' | 'checkbox';
  options: readonly FieldOption[];
  chosen: readonly string[];
  invalid?: boolean;
}): ReactNode {
  return (
    <div className="opts">
      {options.map((o) => {
        const id = optionId(name, o.value);
        return (
          <label className="opt" key={o.value} htmlFor={id}>
            <input
              type={kind}
              id={id}
              name={name}
              value={o.value}
              defaultChecked={chosen.includes(o.value)}
              aria-invalid={invalid && kind === 'checkbox' ? true : undefined}
            />
            <span>
              <span className="optname">{tell(o.text, lang)}</span>
              {o.hint && <span className="hint">{tell(o.hint, lang)}</span>}
            </span>
          </label>
        );
      })}
    </div>
  );
}
