import type { ReactNode } from 'react';
import type { FieldProps } from './frame.tsx';
import { LineField } from './line-field.tsx';

/** The number of a paper or licence. */
export function LicenceNumberField(props: FieldProps): ReactNode {
  return <LineField {...props} look={{ kind: 'licence-number', inputMode: 'text', width: 'w20', maxLength: 60 }} />;
}
