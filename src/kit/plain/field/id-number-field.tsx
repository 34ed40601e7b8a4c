import type { ReactNode } from 'react';
import { groupIdNumber } from '../value/group.ts';
import type { FieldProps } from './frame.tsx';
import { LineField } from './line-field.tsx';

/** Resident identity number, 18 characters, grouped 6-8-4; spaces and x are accepted. */
export function IdNumberField(props: FieldProps): ReactNode {
  return (
    <LineField
      {...props}
      look={{ kind: 'id-number', inputMode: 'text', width: 'w15', maxLength: 24, autoCapitalize: 'characters', group: groupIdNumber }}
    />
  );
}
