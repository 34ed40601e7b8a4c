import type { Text } from '#platform/text';
import { checkValue } from './check-value.ts';
import { en } from './field-error.ts';
import { type FieldSchema, fieldType, type FormSchema, type FormValues, isEmpty, labelOf } from './form.format.ts';

/** What a newer version of a form asks otherwise, told before submitting. */
export type FormDifference = { kind: 'added' | 'removed' | 'changed' | 'emptied'; field: string; say: Text };

/** Carries answers to a newer version by field id (model 8). An answer the new field could not take is left out and said, never bent. */
export function carryAnswers(
  oldForm: FormSchema,
  newForm: FormSchema,
  values: FormValues,
  today: string,
): { values: Record<string, unknown>; differences: FormDifference[] } {
  const carried: Record<string, unknown> = {};
  const differences: FormDifference[] = [];
  const tell = (kind: FormDifference['kind'], field: string, zh: string, english: string) =>
    differences.push({ kind, field, say: { zh, en: english } });
  for (const [id, field] of Object.entries(newForm.properties)) {
    const label = labelOf(field, id);
    const before = oldForm.properties[id];
    const demanded = newForm.required?.includes(id) === true;
    if (before === undefined) {
      tell(
        'added',
        id,
        demanded ? `新增了“${label.zh}”，要填` : `新增了“${label.zh}”，不填也行`,
        demanded ? `New: “${en(label)}”, to be filled in` : `New: “${en(label)}”, optional`,
      );
      continue;
    }
    const value = values[id];
    const fits = fieldType(before) === fieldType(field) && checkValue(id, id, field, value, { today }).length === 0;
    if (!isEmpty(value) && !fits)
      tell('emptied', id, `“${label.zh}”的填法变了，请再填一次`, `“${en(label)}” is asked differently now; please enter it again`);
    else {
      if (!isEmpty(value)) carried[id] = value;
      if (differs(before, field, oldForm.required?.includes(id) === true, demanded))
        tell('changed', id, `“${label.zh}”的说法或要求有变`, `“${en(label)}” is worded or required differently`);
    }
  }
  for (const [id, field] of Object.entries(oldForm.properties)) {
    if (newForm.properties[id] !== undefined) continue;
    const label = labelOf(field, id);
    tell(
      'removed',
      id,
      isEmpty(values[id]) ? `不再要“${label.zh}”` : `不再要“${label.zh}”，您填的不会带过去`,
      `“${en(label)}” is no longer asked`,
    );
  }
  return { values: carried, differences };
}

function differs(before: FieldSchema, after: FieldSchema, wasDemanded: boolean, isDemanded: boolean): boolean {
  const seen = (field: FieldSchema) =>
    JSON.stringify([labelOf(field, ''), field['x-hint'] ?? null, field['x-options'] ?? field.enum ?? null]);
  return wasDemanded !== isDemanded || seen(before) !== seen(after);
}
