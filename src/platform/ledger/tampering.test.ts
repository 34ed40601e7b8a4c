import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction, sql, type Sql, type Tx } from '#platform/db';
import { newId } from '#platform/ids';
import { append, eraseOwner, exportLedger, type OutsideRoot, sealPending, verifyExport, verifyHouse } from '#platform/ledger';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { plant } from '../../../tools/plant.ts';
import { houseSource } from './house-source.ts';
import { makeManifest, merkleRoot } from './merkle.ts';
import { type EntryRecord, entryHash, sealHash, sealMessage, type SealStatement, spell } from './record.ts';
import { verifyLedger } from './verify.ts';

let t: TestHouse;
let outside: OutsideRoot[];
const dir = mkdtempSync(join(tmpdir(), 'tongban-ledger-'));
const runs = Number(process.env['TONGBAN_RUNS'] ?? 120);

beforeAll(async () => {
  t = await openTestHouse();
  const streams = Array.from({ length: 5 }, () => ({ kind: 'case', id: newId() }));
  for (const { id } of streams) await inTransaction(t.house.db, (tx) => t.house.keys.createKey(tx, t.clock.now(), { kind: 'case', id }));
  for (let round = 0; round < 4; round++) {
    for (const stream of streams)
      await inTransaction(t.house.db, (tx) =>
        append(tx, t.house, {
          stream,
          header: { verb: `v${round}` },
          payload: { secret: stream.id },
          owner: { kind: 'case', id: stream.id },
        }),
      );
    t.clock.advance(60_000);
    await sealPending(t.house);
  }
  // One erased record among them: lawful erasure must not open a door for the unlawful kind.
  await inTransaction(t.house.db, (tx) =>
    eraseOwner(tx, t.house, { kind: 'case', id: (streams[4] as { id: string }).id }, { verb: 'erase' }),
  );
  await sealPending(t.house);
  outside = (
    await t.house.db.many<{ statement: string; signature: Buffer }>(
      sql`select statement, signature from platform_ledger.seal order by number`,
    )
  ).map((s) => ({ statement: s.statement, signature: s.signature.toString('hex') }));
});
afterAll(async () => {
  await t.close();
  rmSync(dir, { recursive: true, force: true });
});

/** Does something to the stored rows as a database administrator could, verifies, and takes it back. */
async function after(tamper: (tx: Tx) => Promise<unknown>, outsideRoots: OutsideRoot[] | undefined = outside) {
  let report: Awaited<ReturnType<typeof verifyLedger>> | undefined;
  await inTransaction(t.house.db, async (tx) => {
    await tx.run(sql`set local session_replication_role = replica`);
    await tamper(tx);
    report = await verifyLedger(houseSource(tx, t.house), { outsideRoots, trustedKeys: [t.house.keys.signer()], now: t.clock.now() });
    throw new Error('take back');
  }).catch((error: Error) => {
    if (error.message !== 'take back') throw error;
  });
  return report as NonNullable<typeof report>;
}
const pick = (table: string, n: number): Sql =>
  sql`(select ctid from platform_ledger.${sql.raw(table)} order by 1 offset ${n}::bigint % (select count(*) from platform_ledger.${sql.raw(table)}) limit 1)`;
const table = (name: string): Sql => sql.raw(`platform_ledger.${name}`);
const flip = (column: string, at: number): Sql =>
  sql`set_byte(${sql.raw(column)}, ${at}::integer % length(${sql.raw(column)}), get_byte(${sql.raw(column)}, ${at}::integer % length(${sql.raw(column)})) # 1)`;
const editText = (column: string, at: number): Sql =>
  sql`overlay(${sql.raw(column)} placing (case when substr(${sql.raw(column)}, 1 + ${at}::integer % length(${sql.raw(column)}), 1) = '7' then '8' else '7' end) from 1 + ${at}::integer % length(${sql.raw(column)}) for 1)`;

/** Rewrites a stream so that its chain is consistent again. */
async function forge(tx: Tx, id: string): Promise<void> {
  const rows = await tx.many<{ seq: number; record: string }>(
    sql`select seq, record from ${table('entry')} where stream_id = ${id} order by seq`,
  );
  let previous: string | null = null;
  for (const row of rows) {
    const record = spell({ ...(JSON.parse(row.record) as EntryRecord), header: { verb: 'forged' }, previous });
    const hash = entryHash(record);
    previous = hash.toString('hex');
    await tx.run(sql`update ${table('entry')} set record = ${record}, hash = ${hash} where stream_id = ${id} and seq = ${row.seq}`);
  }
}

const acts: Record<string, (tx: Tx, n: number, at: number) => Promise<unknown>> = {
  'an entry is deleted': (tx, n) => tx.run(sql`delete from ${table('entry')} where ctid = ${pick('entry', n)}`),
  'an entry and its payload are deleted': (tx, n) =>
    tx.run(
      sql`with e as (delete from ${table('entry')} where ctid = ${pick('entry', n)} returning stream_id, seq) delete from ${table('payload')} p using e where p.stream_id = e.stream_id and p.seq = e.seq`,
    ),
  'a stream vanishes whole': (tx, n) =>
    tx.run(
      sql`with s as (select stream_id from ${table('entry')} where ctid = ${pick('entry', n)}), p as (delete from ${table('payload')} where stream_id = (select stream_id from s)) delete from ${table('entry')} where stream_id = (select stream_id from s)`,
    ),
  'the end of a stream is cut off': (tx, n) =>
    tx.run(
      sql`with s as (select stream_id, seq from ${table('entry')} where ctid = ${pick('entry', n)}), p as (delete from ${table('payload')} q using s where q.stream_id = s.stream_id and q.seq >= s.seq) delete from ${table('entry')} e using s where e.stream_id = s.stream_id and e.seq >= s.seq`,
    ),
  'a record is edited': (tx, n, at) =>
    tx.run(sql`update ${table('entry')} set record = ${editText('record', at)} where ctid = ${pick('entry', n)}`),
  'a stored hash is edited': (tx, n, at) =>
    tx.run(sql`update ${table('entry')} set hash = ${flip('hash', at)} where ctid = ${pick('entry', n)}`),
  'an entry is moved to another seal': (tx, n, at) =>
    tx.run(sql`update ${table('entry')} set sealed_in = (sealed_in + ${1 + (at % 7)}) where ctid = ${pick('entry', n)}`),
  'an entry is made to look unsealed': (tx, n) =>
    tx.run(sql`update ${table('entry')} set sealed_in = null where ctid = ${pick('entry', n)}`),
  'two entries change places': async (tx, n) => {
    const { id } = await tx.one<{ id: string }>(sql`select stream_id as id from ${table('entry')} where ctid = ${pick('entry', n)}`);
    await tx.run(sql`update ${table('entry')} set seq = case seq when 1 then 102 when 2 then 101 else seq end where stream_id = ${id}`);
    await tx.run(sql`update ${table('entry')} set seq = seq - 100 where stream_id = ${id} and seq > 100`);
  },
  'a stream is rewritten with a consistent chain': async (tx, n) => {
    const { id } = await tx.one<{ id: string }>(sql`select stream_id as id from ${table('entry')} where ctid = ${pick('entry', n)}`);
    await forge(tx, id);
  },
  'a payload is deleted': (tx, n) => tx.run(sql`delete from ${table('payload')} where ctid = ${pick('payload', n)}`),
  'a payload is edited': (tx, n, at) =>
    tx.run(sql`update ${table('payload')} set sealed = ${flip('sealed', at)} where ctid = ${pick('payload', n)}`),
  'a payload is given to another owner': (tx, n) =>
    tx.run(sql`update ${table('payload')} set owner_id = ${newId()} where ctid = ${pick('payload', n)}`),
  'payloads of two entries are exchanged': async (tx, n) => {
    const { id } = await tx.one<{ id: string }>(sql`select stream_id as id from ${table('payload')} where ctid = ${pick('payload', n)}`);
    await tx.run(
      sql`update ${table('payload')} p set sealed = q.sealed from ${table('payload')} q where p.stream_id = ${id} and q.stream_id = ${id} and p.seq in (1, 2) and q.seq = 3 - p.seq`,
    );
  },
  'a key is destroyed without an erasure': (tx, n) =>
    tx.run(
      sql`update platform_crypto.data_key set wrapped = null, destroyed_at = created_at where owner_id = (select owner_id from ${table('payload')} where ctid = ${pick('payload', n)})`,
    ),
  'a seal is deleted': (tx, n) => tx.run(sql`delete from ${table('seal')} where ctid = ${pick('seal', n)}`),
  'a manifest is edited': (tx, n, at) =>
    tx.run(sql`update ${table('seal')} set manifest = ${flip('manifest', at)} where ctid = ${pick('seal', n)}`),
  'a statement is edited': (tx, n, at) =>
    tx.run(sql`update ${table('seal')} set statement = ${editText('statement', at)} where ctid = ${pick('seal', n)}`),
  'a seal hash is edited': (tx, n, at) =>
    tx.run(sql`update ${table('seal')} set hash = ${flip('hash', at)} where ctid = ${pick('seal', n)}`),
  'a signature is edited': (tx, n, at) =>
    tx.run(sql`update ${table('seal')} set signature = ${flip('signature', at)} where ctid = ${pick('seal', n)}`),
  'a signature is removed': (tx, n) => tx.run(sql`update ${table('seal')} set signature = null where ctid = ${pick('seal', n)}`),
  'the newest seals go with all their entries': async (tx, n) => {
    await tx.run(sql`delete from ${table('seal')} where number > ${n % 5}`);
    await tx.run(
      sql`delete from ${table('payload')} p using ${table('entry')} e where p.stream_id = e.stream_id and p.seq = e.seq and e.sealed_in > ${n % 5}`,
    );
    await tx.run(sql`delete from ${table('entry')} where sealed_in > ${n % 5}`);
  },
};

describe('I7 whatever is done to stored rows is seen', () => {
  it('is green before, with the erased record reported as erased', async () => {
    const report = await after(async () => undefined);
    expect(report).toMatchObject({
      ok: true,
      findings: [],
      streams: 5,
      entries: 21,
      seals: 5,
      payloads: { checked: 16, erased: 4, notShown: 0 },
      vouch: { upTo: 5, roots: 5 },
    });
  });
  it.each(Object.keys(acts))('I7 plant: %s', async (name) => {
    await fc.assert(
      fc.asyncProperty(fc.nat(9_999), fc.nat(9_999), async (n, at) =>
        plant(`${name} (${n}, ${at})`, async () => {
          const report = await after((tx) => (acts[name] as (typeof acts)[string])(tx, n, at));
          return report.ok ? [] : ['red'];
        }),
      ),
      { numRuns: Math.max(10, Math.round(runs / Object.keys(acts).length)) },
    );
  });
  it('names what happened and where', async () => {
    const { id } = await t.house.db.one<{ id: string }>(sql`select min(stream_id::text) as id from platform_ledger.entry`);
    const report = await after((tx) => tx.run(sql`delete from platform_ledger.entry where stream_id = ${id} and seq = 2`));
    expect(report.findings.map((f) => [f.code, f.stream?.id, f.seq])).toEqual([
      ['entry-out-of-chain', id, 3],
      ['entry-vanished', id, 2],
    ]);
  });
  it('a rewriting of everything by someone who holds all keys is seen by the roots outside, and only by them', async () => {
    const rewrite = async (tx: Tx): Promise<void> => {
      const streams = await tx.many<{ id: string }>(sql`select distinct stream_id as id from platform_ledger.entry`);
      for (const { id } of streams) await forge(tx, id);
      let previous: string | null = null;
      for (const { number, statement: text } of await tx.many<{ number: number; statement: string }>(
        sql`select number, statement from platform_ledger.seal order by number`,
      )) {
        const held = await tx.many<{ id: string; seq: number; hash: Buffer }>(
          sql`select stream_id as id, seq, hash from platform_ledger.entry where sealed_in = ${number}`,
        );
        const manifest = makeManifest(held);
        const statement = spell({ ...(JSON.parse(text) as SealStatement), previous, root: merkleRoot(manifest).toString('hex') });
        const signature = await t.house.keys.sign(sealMessage(statement), t.house.keys.signer());
        previous = sealHash(statement).toString('hex');
        await tx.run(
          sql`update platform_ledger.seal set statement = ${statement}, hash = ${sealHash(statement)}, manifest = ${manifest}, signature = ${signature} where number = ${number}`,
        );
      }
    };
    const inside = await after(rewrite, []);
    expect([inside.findings, inside.vouch]).toEqual([[], null]);
    expect((await after(rewrite)).findings.map((f) => f.code)).toEqual(Array(5).fill('root-differs'));
    // From the first root that left the house on, earlier seals are held by the chain of seals.
    expect((await after(rewrite, outside.slice(4))).findings.map((f) => f.code)).toEqual(['root-differs']);
  });
  it('does not need the running house: an exported directory proves the same, and shows its own edits', async () => {
    await exportLedger(t.house, dir, (entry) => entry.seq === 1);
    const report = await verifyExport(dir, { outsideRoots: outside });
    expect(report).toMatchObject({ ok: true, payloads: { checked: 4, erased: 4, notShown: 12 }, signers: [t.house.keys.signer()] });
    for (const file of ['entries.jsonl', 'seals.jsonl']) {
      const text = readFileSync(join(dir, file), 'utf8');
      const lines = text.trimEnd().split('\n');
      await fc.assert(
        fc.asyncProperty(fc.nat(lines.length - 1), fc.nat(9_999), fc.constantFrom('cut', 'edit', 'double'), async (n, at, how) => {
          const changed = [...lines];
          const line = lines[n] as string;
          const i = at % line.length;
          if (how === 'cut') changed.splice(n, 1);
          else if (how === 'double') changed.splice(n, 0, line);
          else changed[n] = `${line.slice(0, i)}${line[i] === '7' ? '8' : '7'}${line.slice(i + 1)}`;
          writeFileSync(join(dir, file), `${changed.join('\n')}\n`);
          const seen = await verifyExport(dir, { outsideRoots: outside }).then(
            (r) => !r.ok,
            () => true,
          );
          expect(seen).toBe(true);
        }),
        { numRuns: Math.max(20, Math.round(runs / 3)) },
      );
      writeFileSync(join(dir, file), text);
    }
    expect((await verifyExport(dir)).ok).toBe(true);
  });
  it('a foreign signer is named', async () => {
    const report = await verifyExport(dir, { trustedKeys: [`04${'0'.repeat(128)}`] });
    expect(report.findings.map((f) => f.code)).toContain('signer-unknown');
  });
  it('agrees with what the database itself says', async () => {
    expect((await verifyHouse(t.house, { outsideRoots: outside })).ok).toBe(true);
  });
});
