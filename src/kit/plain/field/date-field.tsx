import type { ReactNode } from 'react';
import { DateBoxes } from './date-boxes.tsx';
import { fieldError, GroupFrame, type FieldProps } from './frame.tsx';

/** A date in three boxes. */
export function DateField(props: FieldProps): ReactNode {
  const error = fieldError(props, ['y', 'm', 'd']);
  return (
    <GroupFrame {...props} error={error}>
      <DateBoxes {...props} all={error !== undefined} />
    </GroupFrame>
  );
}
