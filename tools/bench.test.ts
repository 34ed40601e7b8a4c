import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const text = readFileSync(new URL('../bench/floor/submit.sql', import.meta.url), 'utf8');

it('the floor of a submission is the one of decision 0019, table by table and byte by byte', () => {
  expect([...text.matchAll(/insert into ([\w."]+)/g)].map((m) => m[1])).toEqual([
    'cases."case"',
    'cases.case_lookup',
    'cases.case_party',
    'cases.payload',
    'cases.material',
    'cases.case_step',
    'cases.work_item',
    'cases.action',
    'cases.paper',
    'platform_crypto.data_key',
    'platform_ledger.entry',
    'platform_ledger.payload',
    'platform.audit',
    'platform.outbox',
    'platform.idempotency',
  ]);
  // Another hash needs another record in docs/decisions.
  expect(createHash('sha256').update(text).digest('hex')).toBe('a0da6d9b64b8431f17b8a0bc77bd4d903975ce643fcaa18c9b0311a2b7bf97b9');
});
