import { checkExpr, type FactType, factsOf, type Kind } from '#platform/rules';
import { columnsOf, type FieldSchema, fieldType, fieldTypes, type FormSchema, isAsked, personalKinds } from './form.format.ts';

/** A fault of a form document, at its place, in words for its editor. */
export type FormFault = { path: string; say: { zh: string; en: string } };

const kinds: Readonly<Partial<Record<string, Kind>>> = {
  number: 'number',
  money: 'number',
  date: 'date',
  region: 'region',
  yesno: 'boolean',
  declaration: 'boolean',
  multi: 'list',
  attachment: 'list',
  table: 'rows',
  period: 'any',
};

/** What rules may expect of the fields of a form. */
export function formFacts(form: Pick<FormSchema, 'properties'>): Record<string, FactType> {
  return Object.fromEntries(
    Object.entries(form.properties).map(([id, field]) => {
      const type = field.type === 'string' && fieldType(field) === 'money' ? 'text' : (kinds[fieldType(field)] ?? 'text');
      const values = field['x-options']?.map((option) => option.value);
      return [id, values === undefined || type === 'boolean' ? type : { type, values }];
    }),
  );
}

/** Checks a form when its document is saved; `facts` are the facts beside its own fields (questions, the applicant). */
export function checkForm(form: FormSchema, facts: Readonly<Record<string, FactType>>): FormFault[] {
  const faults: FormFault[] = [];
  const fault = (path: string, zh: string, en: string) => void faults.push({ path, say: { zh, en } });
  const known = { ...facts, ...formFacts(form) };
  const expr = (path: string, node: unknown, wanted: Kind) => {
    if (node !== undefined) for (const one of checkExpr(node, known, wanted)) fault(`${path}${one.path}`, one.say.zh, one.say.en);
  };
  const placed = form['x-steps'].flatMap((step) => step.fields);
  for (const id of form.required ?? [])
    if (form.properties[id] === undefined) fault('/required', `必填里的“${id}”不在字段里`, `required names “${id}”, which is no field`);
  for (const [index, step] of form['x-steps'].entries()) {
    for (const id of step.fields)
      if (form.properties[id] === undefined)
        fault(`/x-steps/${index}/fields`, `步骤“${step.id}”里的“${id}”不在字段里`, `step “${step.id}” names “${id}”, which is no field`);
    expr(`/x-steps/${index}/x-show-if`, step['x-show-if'], 'boolean');
  }
  for (const [id, field] of Object.entries(form.properties)) {
    const path = `/properties/${id}`;
    const times = placed.filter((one) => one === id).length;
    if (times !== 1)
      fault(path, times === 0 ? `“${id}”没有放进任何一步` : `“${id}”放进了${times}步，只能放一步`, `“${id}” stands in ${times} steps`);
    checkField(path, id, field);
    expr(`${path}/x-show-if`, field['x-show-if'], 'boolean');
    expr(`${path}/x-calc`, field['x-calc'], 'any');
    expr(`${path}/x-min`, field['x-min'], 'any');
    expr(`${path}/x-max`, field['x-max'], 'any');
  }
  for (const [index, check] of (form['x-checks'] ?? []).entries()) {
    if (form.properties[check.field] === undefined)
      fault(`/x-checks/${index}`, `核对里的“${check.field}”不在字段里`, `check names “${check.field}”, which is no field`);
    expr(`/x-checks/${index}/must`, check.must, 'boolean');
  }
  for (const id of circles(form))
    fault(`/properties/${id}`, `“${id}”的显示或计算绕了一圈又回到自己`, `the conditions of “${id}” lead back to itself`);
  return faults;

  function checkField(path: string, id: string, field: FieldSchema): void {
    const named = field['x-type'];
    const type = fieldType(field);
    if (named !== undefined && !(fieldTypes as readonly string[]).includes(named))
      fault(path, `没有“${named}”这种字段。能用的有：${fieldTypes.join('、')}`, `no field type “${named}”`);
    if (field['x-label'] === undefined) fault(path, `“${id}”没有名称（x-label）`, `“${id}” has no label`);
    if ((type === 'choice' || type === 'multi') && (field['x-options'] ?? field.enum ?? []).length === 0)
      fault(path, `“${id}”没有选项（x-options）`, `“${id}” has no options`);
    const values = (field['x-options'] ?? []).map((option) => option.value);
    if (new Set(values).size !== values.length) fault(path, `“${id}”的选项有重复`, `“${id}” has the same option twice`);
    if (
      field.enum !== undefined &&
      values.length > 0 &&
      (field.enum.length !== values.length || !values.every((value) => field.enum!.includes(value)))
    )
      fault(path, `“${id}”的enum和x-options对不上`, `enum and x-options of “${id}” differ`);
    if (field['x-personal'] !== undefined && !(personalKinds as readonly string[]).includes(field['x-personal']))
      fault(path, `“${id}”的x-personal不认得，能用的有：${personalKinds.join('、')}`, `“${id}” has an unknown x-personal`);
    if (type === 'table') {
      if (columnsOf(field).length === 0) fault(path, `表格“${id}”没有列`, `table “${id}” has no columns`);
      for (const column of columnsOf(field)) {
        if (fieldType(column) === 'table') fault(path, '表格里不能再套表格', 'no table inside a table');
        else checkField(`${path}/x-columns/${column.id}`, column.id, column);
      }
    }
    if (field.pattern !== undefined && !compiles(field.pattern))
      fault(path, `“${id}”的pattern不是正确的正则`, `the pattern of “${id}” is no regular expression`);
    if (form.required?.includes(id) === true && !isAsked(field) && field['x-calc'] === undefined && field['x-source'] === undefined)
      fault(path, `“${id}”只读、必填，却没有来源，谁也填不上`, `“${id}” is read-only and required but has no source`);
  }
}

function compiles(pattern: unknown): boolean {
  try {
    void new RegExp(String(pattern), 'u');
    return true;
  } catch {
    return false;
  }
}

function circles(form: FormSchema): string[] {
  const needs = (id: string) => {
    const step = form['x-steps'].find((one) => one.fields.includes(id));
    const field = form.properties[id]!;
    return [step?.['x-show-if'], field['x-show-if'], field['x-calc']]
      .flatMap(factsOf)
      .filter((name) => form.properties[name] !== undefined);
  };
  const leadsBack = (id: string): boolean => {
    const seen = new Set<string>();
    const next = [...needs(id)];
    for (let one = next.pop(); one !== undefined; one = next.pop()) {
      if (one === id) return true;
      if (!seen.has(one)) next.push(...needs(one));
      seen.add(one);
    }
    return false;
  };
  return Object.keys(form.properties).filter(leadsBack);
}
