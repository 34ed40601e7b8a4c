import type { ReactNode } from 'react';
import { one } from '../form/posted.ts';
import { describedBy, fieldError, Frame, type FieldProps } from './frame.tsx';

export interface LineLook {
  kind: string;
  inputMode?: 'text' | 'numeric' | 'decimal' | 'tel';
  type?: 'text' | 'tel';
  autoComplete?: string;
  autoCapitalize?: 'characters' | 'off';
  maxLength?: number;
  /** Hints at the expected length. */
  width?: 'w4' | 'w8' | 'w12' | 'w15' | 'w20' | 'full';
  group?: (value: string) => string;
  unit?: string;
}

/** One line of input; the other one-line fields only choose its keyboard, width and grouping. */
export function LineField({ look, ...props }: FieldProps & { look: LineLook }): ReactNode {
  const { name, field, posted, source } = props;
  const error = fieldError(props);
  const raw = one(posted, name);
  const input = (
    <input
      className={`in ${look.width ?? 'full'}${look.inputMode ? ' num' : ''}`}
      id={name}
      name={name}
      type={look.type ?? 'text'}
      inputMode={look.inputMode}
      autoComplete={field['x-autocomplete'] ?? look.autoComplete ?? 'off'}
      autoCapitalize={look.autoCapitalize}
      spellCheck={false}
      maxLength={look.maxLength}
      defaultValue={look.group ? look.group(raw) : raw}
      aria-describedby={describedBy({ name, field, source, error })}
      aria-invalid={error ? true : undefined}
      data-kind={look.kind}
    />
  );
  return (
    <Frame {...props} error={error}>
      {look.unit ? (
        <span className="united">
          {input}
          <span aria-hidden="true">{look.unit}</span>
        </span>
      ) : (
        input
      )}
    </Frame>
  );
}
