import { evaluate, type Facts, type Setting, truth } from '#platform/rules';
import { toText } from '#platform/text';
import { checkValue } from './check-value.ts';
import { type EffectiveForm, effectiveForm } from './effective.ts';
import { en, type FieldError, fieldError, missingError } from './field-error.ts';
import {
  columnRequired,
  columnsOf,
  type FieldSchema,
  fieldType,
  type FormSchema,
  type FormValues,
  isAsked,
  isEmpty,
  labelOf,
} from './form.format.ts';
import { schemaErrors } from './schema-errors.ts';

/** `draft`: only what is there is checked; `submit`: what is required must be there too. `fields` narrows to the fields of a step. */
export type ValidateOptions = Setting & { mode: 'draft' | 'submit'; fields?: readonly string[] };

/** Checks values against the form these facts make of it; the one validator of server and browser. Errors come in the order of the form. */
export function validate(form: FormSchema, values: FormValues, facts: Facts, options: ValidateOptions): FieldError[] {
  const effective = effectiveForm(form, values, facts, options);
  const errors: FieldError[] = [];
  for (const [id, field] of Object.entries(effective.schema.properties)) {
    const value = effective.values[id];
    if (isEmpty(value) || (fieldType(field) === 'declaration' && value === false)) {
      if (options.mode === 'submit' && demanded(effective, id, field)) errors.push(missingError(id, field, id, verbOf(field)));
      continue;
    }
    errors.push(...checkValue(id, id, field, value, { today: options.today, range: rangeOf(field, effective, options) }));
    if (fieldType(field) === 'table' && Array.isArray(values[id])) errors.push(...checkRows(id, field, values[id], effective, options));
  }
  const done = new Set(errors.map((error) => error.field));
  errors.push(...schemaErrors(effective.schema, rawRows(effective, values), done));
  if (options.mode === 'submit') errors.push(...crossChecks(form, effective, options, new Set(errors.map((error) => baseOf(error.field)))));
  const order = form['x-steps'].flatMap((step) => step.fields);
  const rank = (error: FieldError) => order.indexOf(baseOf(error.field)) + 1 || order.length + 1;
  return errors.filter((error) => options.fields?.includes(baseOf(error.field)) ?? true).sort((a, b) => rank(a) - rank(b));
}

/** A declaration is always asked for; what is calculated or read from a register is never demanded of the person. */
function demanded(effective: EffectiveForm, id: string, field: FieldSchema): boolean {
  if (!isAsked(field)) return false;
  return fieldType(field) === 'declaration'
    ? field['x-optional'] !== true && effective.maybe[id] === undefined
    : (effective.schema.required ?? []).includes(id);
}

function verbOf(field: FieldSchema): { zh: string; en: string } {
  switch (fieldType(field)) {
    case 'choice':
    case 'multi':
    case 'yesno':
    case 'region':
      return { zh: '选', en: 'Choose' };
    case 'declaration':
      return { zh: '看完后打勾：', en: 'Read and tick:' };
    case 'attachment':
      return { zh: '上传', en: 'Upload' };
    default:
      return { zh: '填', en: 'Enter' };
  }
}

function rangeOf(field: FieldSchema, effective: EffectiveForm, setting: Setting): { min?: unknown; max?: unknown } {
  const end = (expr: unknown) => (expr === undefined ? undefined : evaluate(expr, effective.facts, setting).value);
  return { min: end(field['x-min']), max: end(field['x-max']) };
}

function checkRows(
  id: string,
  field: FieldSchema,
  rows: readonly unknown[],
  effective: EffectiveForm,
  options: ValidateOptions,
): FieldError[] {
  const columns = columnsOf(field);
  const errors: FieldError[] = [];
  const label = labelOf(field, id);
  rows.forEach((row, index) => {
    const cells = row !== null && typeof row === 'object' ? (row as Record<string, unknown>) : {};
    // An empty row between two filled ones is no row, and nobody is asked to fill it.
    if (columns.every((column) => isEmpty(cells[column.id]))) return;
    for (const column of columns) {
      const at = `${id}[${index}].${column.id}`;
      if (!isEmpty(cells[column.id]))
        errors.push(
          ...checkValue(at, column.id, column, cells[column.id], { today: options.today, range: rangeOf(column, effective, options) }).map(
            inRow,
          ),
        );
      else if (options.mode === 'submit' && columnRequired(field, column))
        errors.push(inRow(missingError(at, column, column.id, verbOf(column))));
      function inRow(error: FieldError): FieldError {
        return {
          ...error,
          short: { zh: `${label.zh}第${index + 1}行：${error.short.zh}`, en: `${en(label)}, row ${index + 1}: ${en(error.short)}` },
        };
      }
    }
  });
  const filled = (effective.values[id] as readonly unknown[] | undefined)?.length ?? 0;
  const least = field['x-min-rows'] ?? 0;
  const most = field['x-max-rows'] ?? 50;
  if (options.mode === 'submit' && filled < least)
    errors.push(
      fieldError(id, 'forms.few', {
        zh: `${label.zh}至少填${least}行，现在有${filled}行`,
        en: `${en(label)}: at least ${least} rows, there are ${filled}`,
      }),
    );
  if (filled > most)
    errors.push(
      fieldError(id, 'forms.many', {
        zh: `${label.zh}最多填${most}行，现在有${filled}行`,
        en: `${en(label)}: at most ${most} rows, there are ${filled}`,
      }),
    );
  return errors;
}

/** Tables keep the person's own row numbers here, so that an error names the row that is seen. */
function rawRows(effective: EffectiveForm, values: FormValues): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(effective.values).map(([id, value]) => [
      id,
      fieldType(effective.schema.properties[id]!) === 'table' ? values[id] : value,
    ]),
  );
}

function crossChecks(form: FormSchema, effective: EffectiveForm, setting: Setting, wrong: ReadonlySet<string>): FieldError[] {
  const errors: FieldError[] = [];
  for (const check of form['x-checks'] ?? []) {
    if (wrong.has(check.field) || effective.schema.properties[check.field] === undefined) continue;
    if (truth(check.must, effective.facts, setting).value !== false) continue;
    const say = toText(check.say);
    const short = toText(
      check.short ?? {
        zh: say.zh.replace(/。.*$/s, ''),
        en: en(say)
          .replace(/\. .*$/s, '')
          .replace(/\.$/, ''),
      },
    );
    errors.push({ field: check.field, code: 'forms.together', short, say });
  }
  return errors;
}

function baseOf(name: string): string {
  return /^[^.[]+/.exec(name)?.[0] ?? name;
}
