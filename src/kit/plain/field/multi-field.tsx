import type { ReactNode } from 'react';
import { many } from '../form/posted.ts';
import { fieldError, GroupFrame, type FieldProps } from './frame.tsx';
import { Options } from './options.tsx';

/** Any number of several. */
export function MultiField(props: FieldProps): ReactNode {
  const error = fieldError(props);
  return (
    <GroupFrame {...props} error={error}>
      <Options
        lang={props.lang}
        name={props.name}
        kind="checkbox"
        options={props.field['x-options'] ?? []}
        chosen={many(props.posted, props.name)}
        invalid={error !== undefined}
      />
    </GroupFrame>
  );
}
