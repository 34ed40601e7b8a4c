import type { ReactNode } from 'react';
import { words } from '../messages.ts';
import { DateBoxes } from './date-boxes.tsx';
import { fieldError, GroupFrame, type FieldProps } from './frame.tsx';

const parts = ['from', 'from.y', 'from.m', 'from.d', 'to', 'to.y', 'to.m', 'to.d'];

/** From one date to another. */
export function PeriodField(props: FieldProps): ReactNode {
  const { lang, name, errorAt } = props;
  const error = fieldError(props, parts);
  return (
    <GroupFrame {...props} error={error}>
      {(['from', 'to'] as const).map((end) => {
        const own = ['', '.y', '.m', '.d'].some((p) => errorAt(`${name}.${end}${p}`) !== undefined);
        return (
          <fieldset key={end} className="end">
            <legend>
              {words(lang)[end]}
              {end === 'to' && props.field['x-open-end'] === true && <span className="opting">{words(lang).stillOn}</span>}
            </legend>
            <DateBoxes {...props} name={`${name}.${end}`} all={own || errorAt(name) !== undefined} />
          </fieldset>
        );
      })}
    </GroupFrame>
  );
}
