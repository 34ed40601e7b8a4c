import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as rest } from 'node:timers/promises';
import { openDb, sql } from '#platform/db';
import { patterns, type Ready, ready, straight, whoseTurn } from './applications.ts';
import type { Bench, Figure } from './figure.ts';
import { cpuBetween, run, wanted } from './load.ts';
import type { Stage } from './stage.ts';

const clients = 16;
const submit = (stage: Stage, one: Ready, client = stage.client(1)) =>
  client.ask({
    method: 'POST',
    path: `/api/my/drafts/${one.draftId}/submit`,
    headers: { ...one.headers, 'idempotency-key': randomUUID() },
    body: { rev: one.rev },
  });

/** The tables a case's rows are taken from, and how they are found. */
const copied: readonly [string, string][] = [
  ['cases."case"', 'id'],
  ['cases.case_lookup', 'case_id'],
  ['cases.case_party', 'case_id'],
  ['cases.payload', 'case_id'],
  ['cases.material', 'case_id'],
  ['cases.case_step', 'case_id'],
  ['cases.work_item', 'case_id'],
  ['cases.action', 'case_id'],
  ['cases.paper', 'case_id'],
  ['platform_crypto.data_key', 'owner_id'],
  ['platform_ledger.entry', 'stream_id'],
  ['platform_ledger.payload', 'stream_id'],
  ['platform.audit', 'subject_id'],
  ['platform.outbox', 'subject_id'],
];

/** The floor: the mandatory rows of a received case by one prepared statement on the bare driver. */
async function submitFloor(stage: Stage, caseId: string, key: string, n: number): Promise<number> {
  const text = readFileSync(new URL('./floor/submit.sql', import.meta.url), 'utf8');
  const db = openDb(stage.floorUrl, { max: clients });
  try {
    const put = async (table: string, rows: { row: object }[]): Promise<void> => {
      for (const { row } of rows)
        await db.many(
          sql`insert into ${sql.raw(table)} select * from jsonb_populate_record(null::${sql.raw(table)}, ${JSON.stringify(row)}::jsonb) on conflict do nothing`,
        );
    };
    for (const [table, column] of copied)
      await put(
        table,
        await stage.house.db.many(sql`select to_jsonb(t) as row from ${sql.raw(table)} t where ${sql.raw(column)} = ${caseId}`),
      );
    await put(
      'platform.idempotency',
      await stage.house.db.many(sql`select to_jsonb(t) as row from platform.idempotency t where key = ${key} and verb = 'cases.submit'`),
    );
    await db.many(sql`update platform_ledger.entry set sealed_in = 1 where sealed_in is null`);
    const c = await db.one<{ region: string }>(sql`select home_region as region from cases."case" where id = ${caseId}`);
    const event = await db.one<{ id: string }>(sql`select id from platform.outbox where subject_id = ${caseId} limit 1`);
    const answered = await db.one<{ actor: string; verb: string }>(
      sql`select actor_key as actor, verb from platform.idempotency where key = ${key}`,
    );
    const one = async (): Promise<void> => {
      const client = await db.pool.connect();
      try {
        await client.query('begin');
        await client.query({
          name: 'floor.submit',
          text,
          values: [
            randomUUID(),
            caseId,
            randomUUID(),
            randomUUID(),
            randomBytes(33),
            randomUUID(),
            randomBytes(33),
            randomUUID(),
            randomUUID(),
            randomUUID(),
            randomUUID(),
            key,
            c.region,
            event.id,
            answered.actor,
            answered.verb,
          ],
        });
        await client.query('commit');
      } finally {
        client.release();
      }
    };
    await run(Array.from({ length: clients * 4 }), clients, one);
    const measured = await run(Array.from({ length: n }), clients, one);
    if (measured.errors > 0) throw new Error(`floor: ${measured.sample}`);
    const rows = await db.one<{ n: number }>(sql`select count(*) as n from cases.material`);
    if (rows.n < n * 5) throw new Error('the floor does not write five materials');
    return measured.perSecond;
  } finally {
    await db.close();
  }
}

const walAt = (stage: Stage) => stage.house.db.one<{ at: string }>(sql`select pg_current_wal_lsn()::text as at`);

const submitRow: Bench = {
  name: 'submit',
  unit: '/s',
  what: 'submit a complete application with five uploaded materials, 16 clients',
  quick: true,
  run: async (stage): Promise<Figure> => {
    const n = stage.quick ? 96 : 480;
    const five = (await patterns(stage)).find((p) => p.wanted.length <= 5 && p.version.content.materials.length >= 5);
    if (five === undefined) throw new Error('no item has five materials');
    const all = await ready(stage, five, n + clients, 5);
    const client = stage.client(clients);
    const key = randomUUID();
    const [first, ...others] = all as [Ready, ...Ready[]];
    const sample = wanted(
      await client.ask({
        method: 'POST',
        path: `/api/my/drafts/${first.draftId}/submit`,
        headers: { ...first.headers, 'idempotency-key': key },
        body: { rev: first.rev },
      }),
      201,
    );
    const { caseId } = JSON.parse(sample.body) as { caseId: string };
    await run(others.slice(0, clients - 1), clients, async (one) => void wanted(await submit(stage, one, client), 201));
    // Half the floor before, half after: whatever else the machine does falls on both.
    const before = await submitFloor(stage, caseId, key, n);
    await rest(500);
    const [cpu, wal] = [stage.cpu(), await walAt(stage)];
    const measured = await run(others.slice(clients - 1), clients, async (one) => void wanted(await submit(stage, one, client), 201));
    const used = cpuBetween(cpu, stage.cpu(), measured.count);
    const { bytes } = await stage.house.db.one<{ bytes: number }>(
      sql`select pg_wal_lsn_diff(pg_current_wal_lsn(), ${wal.at}::pg_lsn)::bigint as bytes`,
    );
    const after = await submitFloor(stage, caseId, key, n);
    const floor = (before + after) / 2;
    const value = measured.perSecond;
    return {
      value,
      floor,
      target: '≥ 0.6 of the floor',
      ok: measured.errors === 0 && value / floor >= 0.6,
      noise: value / floor < 0.03,
      cpu: used,
      more: {
        item: five.version.handlingKey,
        p95: measured.p95,
        errors: measured.errors,
        walBytes: Math.round(bytes / measured.count),
        floorBefore: before,
        floorAfter: after,
        error: measured.sample,
      },
    };
  },
};

const lifecycleRow: Bench = {
  name: 'lifecycle',
  unit: '/s',
  what: 'submit, accept, decide, deliver, each by the person whose it is, 8 clients',
  quick: false,
  run: async (stage): Promise<Figure> => {
    const n = stage.quick ? 48 : 240;
    const client = stage.client(16);
    const deed = async (headers: Record<string, string>, caseId: string, verb: string, body: object): Promise<number> => {
      const answer = wanted(
        await client.ask({
          method: 'POST',
          path: `/api/staff/cases/${caseId}/${verb}`,
          headers: { ...headers, 'idempotency-key': randomUUID() },
          body,
        }),
        200,
      );
      return (JSON.parse(answer.body) as { seq: number }).seq;
    };
    const received = async (one: Ready): Promise<string> =>
      (JSON.parse(wanted(await submit(stage, one, client), 201).body) as { caseId: string }).caseId;
    const deliver = async (headers: Record<string, string>, caseId: string): Promise<void> => {
      // A result that is a paper may have been served by itself meanwhile: then the case is closed already.
      const now = await stage.house.db.one<{ state: string; seq: number }>(sql`
        select c.state, c.seq from cases.case_lookup l join cases."case" c on c.home_region = l.home_region and c.id = l.case_id where l.case_id = ${caseId}`);
      if (now.state === 'decided')
        await deed(headers, caseId, 'close', { expectedSeq: now.seq, reason: '联系不上，留存备领。' }).catch(closedMeanwhile);
    };
    // Whoever has the step does it: the first life finds out who, and whether two people are enough.
    let cast:
      | { item: string; all: Ready[]; accepts: Record<string, string>; decides: Record<string, string>; delivers: Record<string, string> }
      | undefined;
    for (const pattern of await straight(stage)) {
      const [one] = await ready(stage, pattern, 1, pattern.wanted.length);
      if (one === undefined) continue;
      const caseId = await received(one);
      const first = await whoseTurn(stage, caseId, pattern.version.itemKey, []);
      if (first === undefined) continue;
      const accepts = await stage.session('staff', first.personId, first.id);
      if ((await deed(accepts, caseId, 'accept', { expectedSeq: 1 }).catch(() => 0)) === 0) continue;
      const second = await whoseTurn(stage, caseId, pattern.version.itemKey, [first.personId]);
      if (second === undefined) continue;
      const decides = await stage.session('staff', second.personId, second.id);
      if ((await deed(decides, caseId, 'decide', { expectedSeq: 2, outcome: 'grant' }).catch(() => 0)) === 0) continue;
      const third = await whoseTurn(stage, caseId, pattern.version.itemKey, []);
      if (third === undefined) continue;
      const delivers = await stage.session('staff', third.personId, third.id);
      cast = {
        item: pattern.version.handlingKey,
        all: await ready(stage, pattern, n + 8, pattern.wanted.length),
        accepts,
        decides,
        delivers,
      };
      break;
    }
    if (cast === undefined) throw new Error('no item goes straight from intake to decision');
    const { all, accepts, decides, delivers } = cast;
    const life = async (one: Ready): Promise<void> => {
      const caseId = await received(one);
      const seq = await deed(accepts, caseId, 'accept', { expectedSeq: 1 });
      await deed(decides, caseId, 'decide', { expectedSeq: seq, outcome: 'grant' });
      await deliver(delivers, caseId);
    };
    await run(all.slice(0, 8), 8, life);
    const cpu = stage.cpu();
    const measured = await run(all.slice(8), 8, life);
    return {
      value: measured.perSecond,
      floor: 100,
      target: '≥ 100/s at a million cases (the floor is the goal itself)',
      ok: measured.errors === 0 && measured.perSecond >= 100,
      noise: false,
      cpu: cpuBetween(cpu, stage.cpu(), measured.count),
      more: { item: cast.item, p95: measured.p95, errors: measured.errors, error: measured.sample },
    };
  },
};

function closedMeanwhile(error: Error): number {
  if (!/^409/.test(error.message)) throw error;
  return 0;
}

export const benches: Bench[] = [submitRow, lifecycleRow];
