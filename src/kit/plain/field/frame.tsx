import type { ReactNode } from 'react';
import type { Lang } from '#platform/text';
import { tell } from '../text/words.tsx';
import type { FieldSchema, Posted, RegionChoices, UploadedFile } from '../form/form.format.ts';
import { Icon } from '../icon/icon.tsx';
import { words } from '../messages.ts';

/** What every field component takes. `name` is the input name; inside a table it carries row and column. */
export interface FieldProps {
  lang: Lang;
  name: string;
  field: FieldSchema;
  required: boolean;
  posted: Posted;
  /** Error of an input name, already in the reader's language. */
  errorAt: (name: string) => string | undefined;
  /** Where a value that can still be changed comes from. */
  source?: string;
  regions?: RegionChoices;
  files?: readonly UploadedFile[];
}

/** Error of the field or of any box inside it. */
export function fieldError({ errorAt, name }: Pick<FieldProps, 'errorAt' | 'name'>, parts: readonly string[] = []): string | undefined {
  return errorAt(name) ?? parts.map((p) => errorAt(`${name}.${p}`)).find((e) => e !== undefined);
}

/** Ids that describe the control: hint, error, source. */
export function describedBy({
  name,
  field,
  source,
  error,
}: {
  name: string;
  field: FieldSchema;
  source?: string;
  error?: string;
}): string | undefined {
  const ids = [...(field['x-hint'] ? [`${name}-h`] : []), ...(error ? [`${name}-e`] : []), ...(source ? [`${name}-s`] : [])];
  return ids.length > 0 ? ids.join(' ') : undefined;
}

/** 不填也行 in words, never an asterisk. */
function Label({ lang, field, required }: Pick<FieldProps, 'lang' | 'field' | 'required'>): ReactNode {
  const optional = field['x-optional-words'];
  return (
    <>
      {tell(field['x-label'], lang)}
      {!required && <span className="opting">{optional ? tell(optional, lang) : words(lang).optional}</span>}
    </>
  );
}

/** The error as the reader meets it: icon, “要改” for the ear, what is wrong and what to do. */
export function ErrorText({ lang, id, text }: { lang: Lang; id: string; text: string }): ReactNode {
  return (
    <p className="msg" id={id}>
      <Icon name="circle-alert" />
      <span>
        <span className="vh">{words(lang).error}</span>
        {text}
      </span>
    </p>
  );
}

/** Where a value comes from. */
export function SourceLine({ id, text }: { id?: string; text: string }): ReactNode {
  return (
    <span className="from" id={id}>
      <Icon name="check" />
      <span>{text}</span>
    </span>
  );
}

interface FrameProps extends FieldProps {
  error?: string | undefined;
  /** The controls are radios: the group itself is what is wrong. */
  radios?: boolean;
  children: ReactNode;
}

/** A field with one control: label above, hint, error, control, source line. */
export function Frame(props: FrameProps): ReactNode {
  const { lang, name, field, error, source, children } = props;
  return (
    <div className={error ? 'field err' : 'field'} data-field={name}>
      <label htmlFor={name}>
        <Label {...props} />
      </label>
      {field['x-hint'] && (
        <p className="hint" id={`${name}-h`}>
          {tell(field['x-hint'], lang)}
        </p>
      )}
      {error && <ErrorText lang={lang} id={`${name}-e`} text={error} />}
      <div className="ctl">{children}</div>
      {source && <SourceLine id={`${name}-s`} text={source} />}
    </div>
  );
}

/** A field with several controls, one legend over them. */
export function GroupFrame(props: FrameProps): ReactNode {
  const { lang, name, field, error, source, radios, children } = props;
  return (
    <div className={error ? 'field err' : 'field'} data-field={name}>
      <fieldset
        role={radios ? 'radiogroup' : undefined}
        aria-invalid={radios && error ? true : undefined}
        aria-describedby={describedBy({ name, field, source, error })}
      >
        <legend>
          <Label {...props} />
        </legend>
        {field['x-hint'] && (
          <p className="hint" id={`${name}-h`}>
            {tell(field['x-hint'], lang)}
          </p>
        )}
        {error && <ErrorText lang={lang} id={`${name}-e`} text={error} />}
        <div className="ctl">{children}</div>
        {source && <SourceLine id={`${name}-s`} text={source} />}
      </fieldset>
    </div>
  );
}
