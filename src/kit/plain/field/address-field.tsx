import type { ReactNode } from 'react';
import type { FieldProps } from './frame.tsx';
import { LineField } from './line-field.tsx';

/** Street, number, door: the part below the village. */
export function AddressField(props: FieldProps): ReactNode {
  return <LineField {...props} look={{ kind: 'address', width: 'full', maxLength: 200 }} />;
}
