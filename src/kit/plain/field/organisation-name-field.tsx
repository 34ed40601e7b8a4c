import type { ReactNode } from 'react';
import type { FieldProps } from './frame.tsx';
import { LineField } from './line-field.tsx';

/** The full name of an enterprise or organisation. */
export function OrganisationNameField(props: FieldProps): ReactNode {
  return <LineField {...props} look={{ kind: 'organisation-name', width: 'full', maxLength: 100 }} />;
}
