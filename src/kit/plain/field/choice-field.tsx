import type { ReactNode } from 'react';
import { one } from '../form/posted.ts';
import { words } from '../messages.ts';
import { tell } from '../text/words.tsx';
import { describedBy, fieldError, Frame, GroupFrame, type FieldProps } from './frame.tsx';
import { Options } from './options.tsx';

/** One of several: radios up to seven, a native select beyond. */
export function ChoiceField(props: FieldProps): ReactNode {
  const { lang, name, field, posted, source } = props;
  const error = fieldError(props);
  const options = field['x-options'] ?? (field.enum ?? []).map((v) => ({ value: String(v), text: String(v) }));
  const chosen = one(posted, name);
  if (options.length > 7)
    return (
      <Frame {...props} error={error}>
        <select
          className="in w20"
          id={name}
          name={name}
          defaultValue={chosen}
          autoComplete="off"
          aria-describedby={describedBy({ name, field, source, error })}
          aria-invalid={error ? true : undefined}
        >
          <option value="">{words(lang).choose}</option>
          {options.map((o) => (
            <option key={o.value} value={o.value}>
              {tell(o.text, lang)}
            </option>
          ))}
        </select>
      </Frame>
    );
  return (
    <GroupFrame {...props} error={error} radios>
      <Options
        lang={lang}
        name={name}
        kind="radio"
        options={options}
        chosen={chosen === '' ? [] : [chosen]}
        invalid={error !== undefined}
      />
    </GroupFrame>
  );
}
