import type { ReactNode } from 'react';
import { groupAccount } from '../value/group.ts';
import type { FieldProps } from './frame.tsx';
import { LineField } from './line-field.tsx';

/** A card or account number in fours. */
export function BankAccountField(props: FieldProps): ReactNode {
  return <LineField {...props} look={{ kind: 'bank-account', inputMode: 'numeric', width: 'w20', maxLength: 48, group: groupAccount }} />;
}
