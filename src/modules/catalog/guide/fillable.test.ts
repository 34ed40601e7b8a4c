import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { projectRoot } from '#platform/config';
import { columnsOf, type FieldSchema, fieldType, type FormSchema, type FormValues, validate } from '#platform/forms';
import { checkCatalog } from '../publish/import-catalog.ts';
import { evaluate } from './evaluate.ts';

const { checked } = await checkCatalog(join(projectRoot(), 'demo/catalog'), '2026-11-25');
const contents = checked.flatMap((c) => c.contents);

/** A value somebody might give; the first option, the least number, a day on the right side of today. */
function sample(field: FieldSchema): unknown {
  if (typeof field['pattern'] === 'string') return fc.sample(fc.stringMatching(new RegExp(field['pattern'])), { numRuns: 1, seed: 7 })[0];
  const least = field.minimum ?? 1;
  switch (fieldType(field)) {
    case 'name':
      return '陈桂兰';
    case 'id-number':
      return '329901194406171528';
    case 'uscc':
      return '91329901MA9K204162';
    case 'phone':
      return '13800004428';
    case 'bank-account':
      return '6217860000314402598';
    case 'region':
      return '329901101201';
    case 'date':
      return field['x-min'] === undefined ? '2026-11-20' : '2026-12-20';
    case 'period':
      return { from: '2026-11-01', to: '2027-11-01' };
    case 'number':
    case 'money':
      return Math.max(least, 1);
    case 'choice':
      return field['x-options']?.[0]?.value ?? field.enum?.[0];
    case 'multi':
      return [field['x-options']?.[0]?.value];
    case 'yesno':
    case 'declaration':
      return true;
    case 'table':
      return [Object.fromEntries(columnsOf(field).map((column) => [column.id, sample(column)]))];
    default:
      return '写明白的话'.repeat(3).slice(0, Math.max(field.minLength ?? 0, Math.min(field.maxLength ?? 15, 15)));
  }
}

test('every form can be filled by somebody in each situation of its examples: no field asks for what cannot be given', () => {
  const faults: string[] = [];
  for (const content of contents)
    for (const example of content.examples) {
      const guide = evaluate(content, example.facts, { today: example.today });
      if (guide.outcome.kind !== 'apply') continue;
      const form = content.form as unknown as FormSchema;
      const values: Record<string, unknown> = {};
      // Fields open up as others are filled, so the form is gone through until nothing new appears.
      for (let round = 0; round < 4; round++) {
        const { schema } = evaluate(content, { ...example.facts, ...values }, { today: example.today }).form;
        for (const [id, field] of Object.entries(schema.properties))
          if (values[id] === undefined && field['x-calc'] === undefined && field['x-readonly'] !== true)
            values[id] = example.facts[id] ?? sample(field as FieldSchema);
      }
      // What several fields must say together depends on real figures; here each field stands for itself.
      const alone = { ...form, 'x-checks': [] } as unknown as FormSchema;
      const facts = evaluate(content, { ...example.facts, ...values }, { today: example.today }).situation;
      for (const error of validate(alone, values as FormValues, facts, { today: example.today, mode: 'submit' }))
        faults.push(`${content.key} “${example.name}” ${error.field}: ${error.short.zh}`);
    }
  expect(faults).toEqual([]);
});
