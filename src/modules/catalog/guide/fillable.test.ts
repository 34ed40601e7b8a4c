import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { projectRoot } from '#platform/config';
import { type FieldSchema, type FormSchema, type FormValues, validate } from '#platform/forms';
import { checkCatalog } from '../publish/import-catalog.ts';
import { evaluate } from './evaluate.ts';
import { sample } from './sample-values.fixtures.ts';

const { checked } = await checkCatalog(join(projectRoot(), 'demo/catalog'), '2026-11-25');
const contents = checked.flatMap((c) => c.contents);

const matching = (pattern: RegExp): string => fc.sample(fc.stringMatching(pattern), { numRuns: 1, seed: 7 })[0] ?? '';

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
            values[id] = example.facts[id] ?? sample(field as FieldSchema, matching);
      }
      // What several fields must say together depends on real figures; here each field stands for itself.
      const alone = { ...form, 'x-checks': [] } as unknown as FormSchema;
      const facts = evaluate(content, { ...example.facts, ...values }, { today: example.today }).situation;
      for (const error of validate(alone, values as FormValues, facts, { today: example.today, mode: 'submit' }))
        faults.push(`${content.key} “${example.name}” ${error.field}: ${error.short.zh}`);
    }
  expect(faults).toEqual([]);
});
