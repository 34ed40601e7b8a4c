/** A form that cannot be filled is not published. What every form must be is checked by platform/forms; the rest belongs to items. */
import { checkForm as formFaults } from '#platform/forms';
import { collector, type Check } from './check-context.ts';
import { knownFacts } from './check-expressions.ts';

export const checkForm: Check = (context) => {
  const { content } = context;
  const { form, questions } = content;
  const { issues, here } = collector(context);
  for (const fault of formFaults(form, knownFacts(content))) here(['form', ...pathOf(fault.path)], 'form', fault.say.zh);

  const placed = new Set(form['x-steps'].flatMap((step) => step.fields));
  form['x-steps'].forEach((step, s) => {
    if (step.fields.length === 0) here(['form', 'x-steps', s, 'fields'], 'form-empty-step', `表单第${s + 1}步“${step.id}”里没有字段`);
  });
  for (const [i, id] of (form.required ?? []).entries())
    if (form.properties[id] !== undefined && !placed.has(id))
      here(['form', 'required', i], 'form-unfillable', `必填的“${id}”不在任何一步里，没有地方填`);
  const ids = new Set([...Object.keys(form.properties), ...questions.map((q) => q.id)]);
  for (const [id, field] of Object.entries(form.properties)) {
    const at = ['form', 'properties', id];
    for (const [low, high] of [
      ['minLength', 'maxLength'],
      ['minimum', 'maximum'],
      ['minItems', 'maxItems'],
      ['x-min-rows', 'x-max-rows'],
    ] as const) {
      const [least, most] = [field[low], field[high]];
      if (typeof least === 'number' && typeof most === 'number' && least > most)
        here(at, 'form-unfillable', `字段“${id}”的${low}比${high}还大，填什么都不对`);
    }
    for (const { from, path } of field['x-source'] ?? [])
      if (from === 'answer' && !ids.has(path)) here([...at, 'x-source'], 'form-source', `字段“${id}”要取“${path}”的回答，却没有这个问题`);
  }
  return issues;
};

/** `/properties/phone/x-show-if/eq/0` → steps into the document; an index of a list is a number. */
function pathOf(pointer: string): (string | number)[] {
  return pointer
    .split('/')
    .filter((step) => step !== '')
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}
