import type { ReactNode } from 'react';
import { one } from '../form/posted.ts';
import { tell } from '../text/words.tsx';
import { describedBy, ErrorText, fieldError, type FieldProps } from './frame.tsx';

/** One sentence and one box to tick; the sentence is the label. */
export function DeclarationField(props: FieldProps): ReactNode {
  const { lang, name, field, posted } = props;
  const error = fieldError(props);
  return (
    <div className={error ? 'field err' : 'field'} data-field={name}>
      {error && <ErrorText lang={lang} id={`${name}-e`} text={error} />}
      <label className="opt declare" htmlFor={name}>
        <input
          type="checkbox"
          id={name}
          name={name}
          value="yes"
          defaultChecked={one(posted, name) === 'yes'}
          aria-describedby={describedBy({ name, field, error })}
          aria-invalid={error ? true : undefined}
        />
        <span>{tell(field['x-label'], lang)}</span>
      </label>
      {field['x-hint'] && (
        <p className="hint" id={`${name}-h`}>
          {tell(field['x-hint'], lang)}
        </p>
      )}
    </div>
  );
}
