import type { ReactNode } from 'react';
import { groupPhone } from '../value/group.ts';
import type { FieldProps } from './frame.tsx';
import { LineField } from './line-field.tsx';

/** A telephone number; landlines keep their hyphen. */
export function PhoneField(props: FieldProps): ReactNode {
  return (
    <LineField
      {...props}
      look={{ kind: 'phone', type: 'tel', inputMode: 'tel', width: 'w12', maxLength: 24, autoComplete: 'tel', group: groupPhone }}
    />
  );
}
