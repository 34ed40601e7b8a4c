/** Every service of the demonstration, applied for from beginning to number, on a real database. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { putDraftFile, saveDraft, startDraft, submitDraft } from '#cases';
import { evaluate, getItem } from '#catalog';
import { findPartyByDocument } from '#identity';
import { type Actor, anonymous } from '#platform/actor';
import { Problem } from '#platform/errors';
import type { FieldSchema } from '#platform/forms';
import { newId } from '#platform/ids';
import { sql } from '#platform/db';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { seedDemonstration } from './compose.ts';
import { sample } from './modules/catalog/guide/sample-values.fixtures.ts';

let t: TestHouse;
beforeAll(async () => {
  t = await openTestHouse();
  await seedDemonstration(t.house);
}, 120_000);
afterAll(async () => t.close());

async function* paper(): AsyncGenerator<Uint8Array> {
  yield Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(200, 'x'), Buffer.from('\n%%EOF\n')]);
}
const matching = (pattern: RegExp): string => fc.sample(fc.stringMatching(pattern), { numRuns: 1, seed: 7 })[0] ?? '';
// What two fields must say together; each alone is sampled.
const together: Record<string, unknown> = { finish: '2027-06-30' };
const party = async (type: string, number: string): Promise<string> => (await findPartyByDocument(t.house, { type, number }))?.id ?? '';

it('each can be filled in and submitted, by a person or for an enterprise, and gets a number', async () => {
  const keys = await t.house.db.many<{ key: string }>(sql`select key from catalog.handling_item where hold_reason is null order by key`);
  const wrong: string[] = [];
  const numbers = new Set<string>();
  for (const { key } of keys) {
    const { content } = await getItem(t.house.db, key);
    const natural = content.item.objects.includes('natural') || content.item.objects.includes('selfEmployed');
    const person: Actor = {
      ...anonymous(),
      kind: 'citizen',
      personId: await party('111', natural ? '329901195301191017' : '329901197911021014'),
      sessionId: key,
      name: natural ? '孙德福' : '沈立群',
    };
    const actor: Actor = natural
      ? person
      : { ...person, forPartyId: await party('001', '91329901MA9K204162'), capacity: 'legalRepresentative' };
    const example = content.examples.find((e) => e.expect.outcome === 'apply');
    if (example === undefined) {
      wrong.push(`${key}: no example applies`);
      continue;
    }
    const today = content.season === undefined ? '2026-11-25' : (example.today ?? '2026-11-25');
    // An item with a season is applied for in its season.
    t.clock.set(`${today}T10:00:00+08:00`);
    const ids = new Set(content.questions.map((q) => q.id));
    const answers = Object.fromEntries(Object.entries(example.facts).filter(([id]) => ids.has(id))) as Record<string, string>;
    try {
      const { draftId } = await startDraft(actor, t.house, newId(), { handlingKey: key, answers });
      let { rev } = { rev: 1 };
      const values: Record<string, unknown> = {};
      for (let round = 0; round < 4; round++) {
        const { schema } = evaluate(content, { ...example.facts, ...values }, { today: example.today }).form;
        for (const [id, field] of Object.entries(schema.properties))
          if (values[id] === undefined && field['x-calc'] === undefined && field['x-readonly'] !== true && !ids.has(id))
            values[id] = example.facts[id] ?? together[id] ?? sample(field as FieldSchema, matching);
      }
      ({ rev } = await saveDraft(actor, t.house, newId(), { draftId, rev, values: values as never }));
      for (const line of evaluate(content, { ...answers, ...values }, { today }).lines)
        if (line.status === 'bring' || line.status === 'promiseLater')
          await putDraftFile(actor, t.house, newId(), { draftId, materialId: line.id, name: `${line.id}.pdf` }, paper());
      const receipt = await submitDraft(actor, t.house, newId(), { draftId, rev });
      numbers.add(receipt.number);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      wrong.push(`${key}: ${error.code} ${error.say.zh} ${JSON.stringify(error.fields).slice(0, 300)}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(numbers.size).toBe(keys.length);
  expect(keys.length).toBeGreaterThanOrEqual(68);
}, 120_000);
