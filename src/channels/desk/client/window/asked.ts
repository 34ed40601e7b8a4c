import type { StaffCaseView } from '#contracts/cases';
import { effectiveForm, type FieldError, type FormSchema, validate } from '#platform/forms';
import type { Text } from '#platform/text';
import { today } from '../api.ts';

/** What one notice, one later question or one promise asks of the applicant now. */
export type Needed = StaffCaseView['needed'][number];

/** The applicant's own deed that answers it. */
export const answerVerb = (needed: Needed): string =>
  needed.kind === 'correction' ? 'answerCorrection' : needed.kind === 'supplement' ? 'answerSupplement' : 'handInPromised';
export const isAnswer = (verb: string): boolean => ['answerCorrection', 'answerSupplement', 'handInPromised'].includes(verb);

/** The fields asked for, in the order of the notice. */
export const askedFields = (needed: Needed, form: FormSchema): string[] => [
  ...new Set(needed.items.filter((i) => i.kind === 'field' && form.properties[i.target] !== undefined).map((i) => i.target)),
];

/** The form cut down to what is asked, with what the office says at each field before its own hint; open even where it is read-only. */
export function askedForm(needed: Needed, form: FormSchema): FormSchema {
  const fields = askedFields(needed, form);
  const hintOf = (id: string): Text => {
    const says = needed.items.filter((i) => i.kind === 'field' && i.target === id).map((i) => i.say);
    const own = form.properties[id]?.['x-hint'];
    const hint: Text = own === undefined ? { zh: '' } : typeof own === 'string' ? { zh: own } : (own as Text);
    return { zh: `${says.join('')}${hint.zh}`, en: `${says.join(' ')} ${hint.en ?? hint.zh}`.trim() };
  };
  return {
    ...form,
    properties: Object.fromEntries(fields.map((id) => [id, { ...form.properties[id], 'x-readonly': false, 'x-hint': hintOf(id) }])),
    'x-steps': [{ id: 'asked', title: '', fields }],
  } as FormSchema;
}

/** What is wrong with the asked fields as they would be handed in; the same check as behind the door. */
export function wrongIn(needed: Needed, form: FormSchema, values: Readonly<Record<string, unknown>>, answers: object): FieldError[] {
  const on = { today: today() };
  const hidden = effectiveForm(form, values, { ...answers }, on).hidden;
  const fields = askedFields(needed, form).filter((id) => !hidden.includes(id));
  return validate(form, values, { ...answers }, { ...on, mode: 'submit', fields });
}
