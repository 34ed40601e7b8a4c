import { evaluate, type Facts, factsOf, type Setting, truth } from '#platform/rules';
import { columnsOf, type FieldSchema, fieldType, type FormSchema, type FormStep, type FormValues, isEmpty } from './form.format.ts';

/** The form one person meets with these facts: what is hidden is gone, what can be calculated is there. */
export type EffectiveForm = {
  /** Only fields that are shown, `required` and steps likewise. */
  schema: FormSchema;
  /** Values of shown fields, calculated ones included; answers to hidden fields do not count. */
  values: Record<string, unknown>;
  /** All facts rules may read: those given and the values. */
  facts: Record<string, unknown>;
  hidden: string[];
  /** Hidden only because another field of this form is still empty. */
  waiting: string[];
  /** Shown although it is not certain that they are needed: never required. Names the facts missing. */
  maybe: Record<string, string[]>;
};

/**
 * Resolves show-if and calc, each after what it depends on; `facts` are answers and facts about the person, `values` the form's own.
 * Fields whose condition is unknown for want of a field of this form wait hidden; for want of anything else they are shown and optional.
 */
export function effectiveForm(form: FormSchema, values: FormValues, facts: Facts, setting: Setting): EffectiveForm {
  const known: Record<string, unknown> = { ...facts };
  for (const id of Object.keys(form.properties)) delete known[id];
  const hiddenSteps = new Map(
    form['x-steps'].flatMap((step) => (step['x-show-if'] === undefined ? [] : step.fields.map((id) => [id, step['x-show-if']] as const))),
  );
  const state = new Map<string, 'shown' | 'hidden' | 'waiting' | 'open'>();
  const maybe: Record<string, string[]> = {};
  const calculated: Record<string, unknown> = {};

  const settle = (id: string): void => {
    if (state.has(id)) return;
    const field = form.properties[id]!;
    // While it is being settled it counts as unknown: a circle of conditions ends as unknown, never as an endless loop.
    state.set(id, 'open');
    const conditions = [hiddenSteps.get(id), field['x-show-if']].filter((one) => one !== undefined);
    for (const expr of [...conditions, field['x-calc']])
      for (const name of factsOf(expr)) if (Object.hasOwn(form.properties, name)) settle(name);
    const shown = truth({ all: conditions }, known, setting);
    if (shown.value === false) return void state.set(id, 'hidden');
    if (shown.value === 'unknown') {
      const waits = shown.missing.length > 0 && shown.missing.every((name) => Object.hasOwn(form.properties, name));
      if (waits) return void state.set(id, 'waiting');
      maybe[id] = shown.missing;
    }
    state.set(id, 'shown');
    const value = field['x-calc'] === undefined ? clean(field, values[id]) : evaluate(field['x-calc'], known, setting).value;
    if (field['x-calc'] !== undefined) calculated[id] = value;
    if (!isEmpty(value)) known[id] = value;
  };
  for (const id of Object.keys(form.properties)) settle(id);

  const is = (id: string, ...wanted: string[]) => wanted.includes(state.get(id) ?? 'hidden');
  const ids = Object.keys(form.properties);
  const shownIds = ids.filter((id) => is(id, 'shown'));
  const own = Object.fromEntries(shownIds.filter((id) => known[id] !== undefined).map((id) => [id, known[id]]));
  return {
    schema: {
      ...form,
      properties: Object.fromEntries(shownIds.map((id) => [id, form.properties[id]!])),
      required: (form.required ?? []).filter((id) => is(id, 'shown') && maybe[id] === undefined),
      'x-steps': form['x-steps']
        .map((step) => ({ ...step, fields: step.fields.filter((id) => is(id, 'shown')) }))
        .filter((step) => step.fields.length > 0),
    },
    values: own,
    facts: known,
    hidden: ids.filter((id) => is(id, 'hidden', 'waiting')),
    waiting: ids.filter((id) => is(id, 'waiting')),
    maybe,
  };
}

/** The schema alone; facts hold answers and values together. */
export function effectiveSchema(form: FormSchema, facts: Facts, setting: Setting): EffectiveForm {
  return effectiveForm(form, facts, facts, setting);
}

/** The steps a person meets, with the fields shown in each. */
export function stepsOf(form: FormSchema, values: FormValues, facts: Facts, setting: Setting): FormStep[] {
  return [...effectiveForm(form, values, facts, setting).schema['x-steps']];
}

/** Rows wholly empty are no rows. */
function clean(field: FieldSchema, value: unknown): unknown {
  if (fieldType(field) !== 'table' || !Array.isArray(value)) return value;
  const ids = columnsOf(field).map((column) => column.id);
  return value.filter((row) => row !== null && typeof row === 'object' && ids.some((id) => !isEmpty((row as Record<string, unknown>)[id])));
}
