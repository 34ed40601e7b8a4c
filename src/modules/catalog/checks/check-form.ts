/** A form that cannot be filled is not published. */
import { factsIn } from '../guide/truth.ts';
import { collector, type Check } from './check-context.ts';

const withOptions = new Set(['choice', 'multi']);

export const checkForm: Check = (context) => {
  const { form, questions } = context.content;
  const { issues, here } = collector(context);
  const fields = Object.keys(form.properties);
  const placed = new Map<string, number>();
  form['x-steps'].forEach((step, s) => {
    if (step.fields.length === 0) here(['form', 'x-steps', s, 'fields'], 'form-empty-step', `表单第${s + 1}步“${step.title.zh}”里没有字段`);
    step.fields.forEach((id, f) => {
      if (form.properties[id] === undefined) here(['form', 'x-steps', s, 'fields', f], 'form-unknown-field', `表单步骤里的“${id}”没有定义`);
      if (placed.has(id)) here(['form', 'x-steps', s, 'fields', f], 'form-twice', `“${id}”在两步里都出现了，同一样不问两遍`);
      placed.set(id, s);
    });
  });
  for (const [i, id] of (form.required ?? []).entries()) {
    if (form.properties[id] === undefined) here(['form', 'required', i], 'form-unknown-field', `必填的“${id}”没有定义`);
    else if (!placed.has(id)) here(['form', 'required', i], 'form-unfillable', `必填的“${id}”不在任何一步里，没有地方填`);
  }
  for (const id of fields) {
    const field = form.properties[id] as Record<string, unknown>;
    const at = ['form', 'properties', id] as const;
    const required = form.required?.includes(id) === true;
    if (!placed.has(id)) here([...at], 'form-nowhere', `字段“${id}”不在任何一步里`);
    if (field['x-label'] === undefined) here([...at], 'form-label', `字段“${id}”没有名字（x-label）`);
    if (withOptions.has(String(field['x-type'])) && (!Array.isArray(field['x-options']) || field['x-options'].length === 0) && !Array.isArray(field['enum']))
      here([...at], 'form-unfillable', `字段“${id}”是选择题，却没有选项（x-options）`);
    if (required && field['x-readonly'] === true && field['x-source'] === undefined && field['x-calc'] === undefined)
      here([...at], 'form-unfillable', `字段“${id}”必填又不让改，却没有来源（x-source或x-calc）`);
    for (const [low, high] of [['minLength', 'maxLength'], ['minimum', 'maximum'], ['minItems', 'maxItems']] as const)
      if (typeof field[low] === 'number' && typeof field[high] === 'number' && field[low] > field[high]) here([...at], 'form-unfillable', `字段“${id}”的${low}比${high}还大，填什么都不对`);
    if (Array.isArray(field['enum']) && field['enum'].length === 0) here([...at], 'form-unfillable', `字段“${id}”的可选值是空的`);
    if (typeof field['pattern'] === 'string' && !isPattern(field['pattern'])) here([...at, 'pattern'], 'form-pattern', `字段“${id}”的pattern不是合法的正则式`);
    // A field that shows itself only when it is filled can never be filled.
    for (const keyword of ['x-show-if', 'x-calc'] as const) {
      if (field[keyword] === undefined) continue;
      if (loops(id, keyword, form.properties)) here([...at, keyword], 'form-loop', `字段“${id}”的${keyword}绕回了自己`);
    }
  }
  const ids = new Set([...fields, ...questions.map((q) => q.id)]);
  for (const id of fields) {
    const source = form.properties[id]?.['x-source'];
    for (const s of Array.isArray(source) ? source : []) {
      const { from, path } = s as { from?: string; path?: string };
      if (from === 'answer' && typeof path === 'string' && !ids.has(path)) here(['form', 'properties', id, 'x-source'], 'form-source', `字段“${id}”要取“${path}”的回答，却没有这个问题`);
    }
  }
  return issues;
};

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

function loops(start: string, keyword: string, fields: Record<string, Record<string, unknown>>): boolean {
  const seen = new Set<string>();
  const stack = factsIn(fields[start]?.[keyword] ?? null);
  while (stack.length > 0) {
    const id = stack.pop() as string;
    if (id === start) return true;
    if (seen.has(id) || fields[id]?.[keyword] === undefined) continue;
    seen.add(id);
    stack.push(...factsIn(fields[id][keyword]));
  }
  return false;
}
