import type { ReactNode } from 'react';
import type { FieldProps } from './frame.tsx';
import { LineField } from './line-field.tsx';

/** One line of text. */
export function TextField(props: FieldProps): ReactNode {
  return (
    <LineField
      {...props}
      look={{
        kind: 'text',
        width: props.field['x-length'] === 'short' ? 'w12' : 'full',
        maxLength: props.field.maxLength ? props.field.maxLength + 20 : undefined,
      }}
    />
  );
}
