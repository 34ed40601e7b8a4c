import type { ReactNode } from 'react';
import { one } from '../form/posted.ts';
import { describedBy, fieldError, Frame, type FieldProps } from './frame.tsx';

/** Several lines of text. */
export function TextareaField(props: FieldProps): ReactNode {
  const { name, field, posted, source } = props;
  const error = fieldError(props);
  return (
    <Frame {...props} error={error}>
      <textarea
        className="in"
        id={name}
        name={name}
        rows={field['x-length'] === 'long' ? 8 : 4}
        defaultValue={one(posted, name)}
        aria-describedby={describedBy({ name, field, source, error })}
        aria-invalid={error ? true : undefined}
      />
    </Frame>
  );
}
