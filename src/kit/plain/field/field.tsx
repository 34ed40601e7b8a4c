import type { ReactNode } from 'react';
import { fieldType, type FieldType } from '../form/form.format.ts';
import { AddressField } from './address-field.tsx';
import { AttachmentField } from './attachment-field.tsx';
import { BankAccountField } from './bank-account-field.tsx';
import { ChoiceField } from './choice-field.tsx';
import { DateField } from './date-field.tsx';
import { DeclarationField } from './declaration-field.tsx';
import type { FieldProps } from './frame.tsx';
import { IdNumberField } from './id-number-field.tsx';
import { LicenceNumberField } from './licence-number-field.tsx';
import { MoneyField } from './money-field.tsx';
import { MultiField } from './multi-field.tsx';
import { NameField } from './name-field.tsx';
import { NumberField } from './number-field.tsx';
import { OrganisationNameField } from './organisation-name-field.tsx';
import { PeriodField } from './period-field.tsx';
import { PhoneField } from './phone-field.tsx';
import { RegionField } from './region-field.tsx';
import { TableField } from './table-field.tsx';
import { TextField } from './text-field.tsx';
import { TextareaField } from './textarea-field.tsx';
import { UsccField } from './uscc-field.tsx';
import { YesNoField } from './yesno-field.tsx';

const kinds: Record<FieldType, (props: FieldProps) => ReactNode> = {
  name: NameField,
  'id-number': IdNumberField,
  uscc: UsccField,
  phone: PhoneField,
  'bank-account': BankAccountField,
  region: RegionField,
  address: AddressField,
  money: MoneyField,
  date: DateField,
  period: PeriodField,
  choice: ChoiceField,
  multi: MultiField,
  yesno: YesNoField,
  declaration: DeclarationField,
  text: TextField,
  textarea: TextareaField,
  number: NumberField,
  // Cells are fields again: the table is handed what draws them, so that the two files need not know each other.
  table: (props) => <TableField {...props} cell={Field} />,
  attachment: AttachmentField,
  'licence-number': LicenceNumberField,
  'organisation-name': OrganisationNameField,
};

/** Kinds of fields there is a component for: what a door made of these components can draw. */
export const fieldKinds = Object.keys(kinds) as FieldType[];

/** The field component that a schema asks for. */
export function Field(props: FieldProps): ReactNode {
  const Kind = kinds[fieldType(props.field)] ?? TextField;
  return <Kind {...props} />;
}
