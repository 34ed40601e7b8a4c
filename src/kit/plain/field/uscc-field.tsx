import type { ReactNode } from 'react';
import { groupUscc } from '../value/group.ts';
import type { FieldProps } from './frame.tsx';
import { LineField } from './line-field.tsx';

/** Unified social credit code, 18 characters, upper-cased by the parser. */
export function UsccField(props: FieldProps): ReactNode {
  return (
    <LineField
      {...props}
      look={{ kind: 'uscc', inputMode: 'text', width: 'w15', maxLength: 24, autoCapitalize: 'characters', group: groupUscc }}
    />
  );
}
