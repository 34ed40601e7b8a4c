import type { ReactNode } from 'react';
import { tell } from '../text/words.tsx';
import { fieldError, type FieldProps } from './frame.tsx';
import { Upload } from './upload.tsx';

/** A file inside the form; uploads are taken by the channel, which posts back the ids it has. */
export function AttachmentField(props: FieldProps): ReactNode {
  const { lang, name, field, files = [] } = props;
  return (
    <Upload
      lang={lang}
      name={name}
      title={tell(field['x-label'], lang)}
      hint={tell(field['x-hint'], lang) || undefined}
      error={fieldError(props)}
      files={files}
      optional={!props.required}
    />
  );
}
