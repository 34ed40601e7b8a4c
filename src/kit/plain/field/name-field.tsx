import type { ReactNode } from 'react';
import type { FieldProps } from './frame.tsx';
import { LineField } from './line-field.tsx';

/** A name in one field: 1 to 50 characters of any script, · and Latin included. */
export function NameField(props: FieldProps): ReactNode {
  return <LineField {...props} look={{ kind: 'name', width: 'w20', maxLength: 100 }} />;
}
