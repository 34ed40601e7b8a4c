import type { ReactNode } from 'react';
import { tell } from '../text/words.tsx';
import type { FieldProps } from './frame.tsx';
import { LineField } from './line-field.tsx';

/** A number, with its unit when there is one. */
export function NumberField(props: FieldProps): ReactNode {
  return (
    <LineField
      {...props}
      look={{
        kind: 'number',
        inputMode: props.field.type === 'integer' ? 'numeric' : 'decimal',
        width: 'w8',
        maxLength: 20,
        unit: tell(props.field['x-unit'], props.lang) || undefined,
      }}
    />
  );
}
