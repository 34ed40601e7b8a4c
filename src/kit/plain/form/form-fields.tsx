import type { ReactNode } from 'react';
import { isEmpty } from '#platform/forms';
import type { Lang } from '#platform/text';
import { Field } from '../field/field.tsx';
import { KnownList } from '../known/known-list.tsx';
import { words } from '../messages.ts';
import { tell } from '../text/words.tsx';
import { showValue } from '../value/show-value.ts';
import { anchorOf } from './anchor.ts';
import {
  fieldType,
  type FormError,
  type FormSchema,
  type FormStep,
  type Posted,
  type RegionChoices,
  type Sources,
  type UploadedFile,
} from './form.format.ts';
import { postedFrom } from './posted.ts';

export interface FormFieldsProps {
  lang: Lang;
  form: FormSchema;
  /** Id of the step to draw; without it all fields of all steps (the desk). */
  step?: string;
  /** Parsed values, as stored. */
  values: Readonly<Record<string, unknown>>;
  /** What was posted just now; wins over values so that nothing typed is lost. */
  raw?: Posted;
  errors?: readonly FormError[];
  sources?: Sources;
  /** Fields whose x-show-if is false. */
  hidden?: readonly string[];
  /** Besides x-readonly and x-calc: fields to show as known instead of asking. */
  locked?: readonly string[];
  regions?: Readonly<Record<string, RegionChoices>>;
  regionName?: (code: string) => string | undefined;
  files?: Readonly<Record<string, readonly UploadedFile[]>>;
  /** Covers identity number, phone and account in the read list; true unless the desk says otherwise. */
  masked?: boolean;
}

/** The step to draw, or all fields as one. */
export function stepOf(form: FormSchema, step?: string): FormStep {
  const found = form['x-steps'].find((s) => s.id === step);
  if (found) return found;
  if (step !== undefined) throw new Error(`form has no step ${step}`);
  return { id: 'all', title: '', fields: form['x-steps'].flatMap((s) => s.fields) };
}

/** Fields of a step in two groups: those already known (a read list) and those to fill in. */
export function splitFields({
  form,
  step,
  values,
  hidden = [],
  locked = [],
}: Pick<FormFieldsProps, 'form' | 'step' | 'values' | 'hidden' | 'locked'>): { known: string[]; asked: string[] } {
  const shown = stepOf(form, step).fields.filter((id) => form.properties[id] && !hidden.includes(id));
  const fixed = (id: string): boolean =>
    form.properties[id]?.['x-readonly'] === true || form.properties[id]?.['x-calc'] !== undefined || locked.includes(id);
  const has = (id: string): boolean => !isEmpty(values[id]);
  return { known: shown.filter((id) => fixed(id) && has(id)), asked: shown.filter((id) => !fixed(id)) };
}

/** The fields of one step: the read list first, then what is to be filled in. The only way forms are drawn, at every door. */
export function FormFields(props: FormFieldsProps): ReactNode {
  const { lang, form, values, raw, errors = [], sources = {}, regions, regionName, files, masked = true } = props;
  const { known, asked } = splitFields(props);
  // Posted boxes stand for the fields of this step; the rest still comes from what is stored.
  const posted: Posted = raw
    ? {
        ...postedFrom({ properties: Object.fromEntries(Object.entries(form.properties).filter(([id]) => !asked.includes(id))) }, values),
        ...raw,
      }
    : postedFrom(form, values);
  const errorAt = (name: string): string | undefined => {
    const found = errors.find((e) => e.field === name);
    return found && tell(found.say, lang);
  };
  return (
    <>
      {known.length > 0 && (
        <KnownList
          label={words(lang).known}
          rows={known.map((id) => {
            const field = form.properties[id] ?? {};
            return {
              id: `known-${id}`,
              name: tell(field['x-label'], lang),
              value: showValue(field, values[id], { lang, masked, regionName }),
              source: tell(sources[id], lang) || undefined,
            };
          })}
        />
      )}
      {asked.map((id) => {
        const field = form.properties[id] ?? {};
        return (
          <Field
            key={id}
            lang={lang}
            name={id}
            field={field}
            required={(form.required ?? []).includes(id) || (fieldType(field) === 'declaration' && field['x-optional'] !== true)}
            posted={posted}
            errorAt={errorAt}
            source={tell(sources[id], lang) || undefined}
            regions={regions?.[id]}
            files={files?.[id]}
          />
        );
      })}
    </>
  );
}

/** Rows for the error summary: short words, linked to the first box that is wrong. */
export function errorLinks(
  form: Pick<FormSchema, 'properties'>,
  errors: readonly FormError[],
  lang: Lang,
): { href: string; text: string }[] {
  return errors.map((e) => ({ href: `#${anchorOf(form, e.field)}`, text: tell(e.short ?? e.say, lang) }));
}
