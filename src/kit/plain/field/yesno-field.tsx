import type { ReactNode } from 'react';
import { one } from '../form/posted.ts';
import { words } from '../messages.ts';
import { fieldError, GroupFrame, type FieldProps } from './frame.tsx';
import { Options } from './options.tsx';

/** Yes or no; the item may word both (x-options with values yes and no). */
export function YesNoField(props: FieldProps): ReactNode {
  const { lang, name, field } = props;
  const error = fieldError(props);
  const say = words(lang);
  const options = field['x-options'] ?? [
    { value: 'yes', text: say.yes },
    { value: 'no', text: say.no },
  ];
  const chosen = one(props.posted, name);
  return (
    <GroupFrame {...props} error={error} radios>
      <Options
        lang={lang}
        name={name}
        kind="radio"
        options={options}
        chosen={chosen === '' ? [] : [chosen]}
        invalid={error !== undefined}
      />
    </GroupFrame>
  );
}
