import type { ReactNode } from 'react';
import { SavedLine } from '../notice/notice.tsx';
import { words } from '../messages.ts';
import { tell } from '../text/words.tsx';
import { fieldType } from './form.format.ts';
import { FormFields, splitFields, stepOf, type FormFieldsProps } from './form-fields.tsx';

export interface FormRendererProps extends FormFieldsProps {
  step: string;
  /** Where it posts to; the answer is a redirect (or the same page with errors). */
  action: string;
  /** Hidden pairs that go along: _key, _version … `_step` is added. */
  hiddenInputs?: Readonly<Record<string, string>>;
  /** Words of the solid button: 存好，下一步 by default. */
  submit?: string;
  /** Offers 先存着，以后接着填 (`_go`=save). */
  canSave?: boolean;
  /** 10:32已存好。换手机、去窗口都能接着填。 */
  saved?: string;
  id?: string;
  /** Between the fields and the buttons. */
  children?: ReactNode;
}

/**
 * One step of a form as a plain POST form: read list, fields, one solid button. Whole without JavaScript; names as in
 * README.md. The solid button comes first in the markup's tab order after the fields, and Enter presses it.
 */
export function FormRenderer(props: FormRendererProps): ReactNode {
  const { lang, form, step, action, hiddenInputs = {}, submit, canSave = true, saved, id = 'form', children } = props;
  const say = words(lang);
  const { asked } = splitFields(props);
  const multipart = asked.some((f) => fieldType(form.properties[f] ?? {}) === 'attachment');
  const hint = stepOf(form, step).hint;
  return (
    <form className="form" id={id} method="post" action={action} noValidate encType={multipart ? 'multipart/form-data' : undefined}>
      {/* Enter in a box presses the first submit button of the form: it must be this one, not 列出下一级 or 再加一行. */}
      <button type="submit" name="_go" value="next" className="vh" tabIndex={-1} aria-hidden="true" />
      <input type="hidden" name="_step" value={step} />
      {Object.entries(hiddenInputs).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {hint && <p className="lead">{tell(hint, lang)}</p>}
      <FormFields {...props} />
      {children}
      <div className="formacts">
        <button type="submit" className="btn block" name="_go" value="next" id={`${id}-next`}>
          {submit ?? say.saveNext}
        </button>
        {canSave && (
          <button type="submit" className="btn ghost block" name="_go" value="save" formNoValidate>
            {say.saveAndStop}
          </button>
        )}
      </div>
      {saved && <SavedLine>{saved}</SavedLine>}
    </form>
  );
}
