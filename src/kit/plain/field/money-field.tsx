import type { ReactNode } from 'react';
import { words } from '../messages.ts';
import type { FieldProps } from './frame.tsx';
import { LineField } from './line-field.tsx';

/** An amount in yuan; 1,284.50 is accepted as written. */
export function MoneyField(props: FieldProps): ReactNode {
  return <LineField {...props} look={{ kind: 'money', inputMode: 'decimal', width: 'w8', maxLength: 20, unit: words(props.lang).yuan }} />;
}
