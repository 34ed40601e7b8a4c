import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous } from '#platform/actor';
import { clearView } from '#platform/audit';
import { inTransaction, sql, type Tx } from '#platform/db';
import { newId } from '#platform/ids';
import { runJob } from '#platform/jobs';
import { describeReport, eraseLooks, ledgerJobs, sealLooks, sealPending, verifyHouse } from '#platform/ledger';
import { openTestHouse, type TestHouse } from '#platform/testing';

let t: TestHouse;
const minute = 60_000;
const mother = newId();
const look = (reason: string, partyId = mother) =>
  inTransaction(t.house.db, (tx) =>
    clearView(tx, { ...anonymous(), kind: 'staff', personId: newId() }, t.house.clock.now(), {
      partyId,
      what: 'phone',
      reason,
      ground: { kind: 'visit', id: newId() },
    }),
  );
const ids = async (): Promise<string[]> =>
  (await t.house.db.many<{ id: string }>(sql`select id from platform.clear_view order by id`)).map((row) => row.id);

/** Does what a database administrator could do with the triggers off, verifies, and takes it back. */
async function after(tamper: (tx: Tx) => Promise<unknown>) {
  let told: string[] = [];
  await inTransaction(t.house.db, async (tx) => {
    await tx.run(sql`set local session_replication_role = replica`);
    await tamper(tx);
    const { checkLooks } = await import('./check-looks.ts');
    await checkLooks(tx, (one) => told.push(`${one.code} ${one.stream?.id}`));
    throw new Error('take back');
  }).catch((error: Error) => {
    if (error.message !== 'take back') throw error;
    told = told.sort();
  });
  return told;
}

beforeAll(async () => {
  t = await openTestHouse();
  for (let n = 0; n < 7; n++) {
    await look(`核对联系电话${n}`, n % 2 === 0 ? mother : newId());
    t.clock.advance(minute);
    if (n % 3 === 2) expect(await sealLooks(t.house, 2)).toBe(3);
  }
  expect(await sealLooks(t.house)).toBe(1);
  await sealPending(t.house);
}, 60_000);
afterAll(() => t.close());

describe('who looked is under the chain', () => {
  it('every look lies in one batch, in the order of ids, and verify counts them', async () => {
    const report = await verifyHouse(t.house);
    expect(report.findings).toEqual([]);
    expect(report.looks).toEqual({ batches: 5, checked: 7, erased: 0, waiting: 0, late: [] });
    expect(
      describeReport(report)
        .map((line) => line.zh)
        .join('\n'),
    ).toContain('「谁看过」核对了7条（5批）');
  });

  it('a changed, removed, moved or invented row is named', async () => {
    const all = await ids();
    const [first, , third] = all as [string, string, string];
    const one = (id: string) => sql`where id = ${id}`;
    const plants: [string, (tx: Tx) => Promise<unknown>, string[]][] = [
      [
        'another viewer',
        (tx) => tx.run(sql`update platform.clear_view set viewer_id = ${newId()} ${one(first)}`),
        [`look-differs ${first}`],
      ],
      [
        'another person',
        (tx) => tx.run(sql`update platform.clear_view set party_id = ${newId()} ${one(third)}`),
        [`look-differs ${third}`],
      ],
      [
        'another time',
        (tx) => tx.run(sql`update platform.clear_view set at = at - interval '1 day' ${one(first)}`),
        [`look-differs ${first}`],
      ],
      ['another thing', (tx) => tx.run(sql`update platform.clear_view set what = 'visit' ${one(first)}`), [`look-differs ${first}`]],
      ['another reason', (tx) => tx.run(sql`update platform.clear_view set reason = '本人要求' ${one(first)}`), [`look-differs ${first}`]],
      [
        'a reason emptied as if erased',
        (tx) => tx.run(sql`update platform.clear_view set reason = '', reason_salt = null, reason_erased_in = 1 ${one(first)}`),
        [`look-differs ${first}`],
      ],
      ['a row removed', (tx) => tx.run(sql`delete from platform.clear_view ${one(third)}`), [`look-missing ${third}`]],
      [
        'a row taken out of its batch',
        (tx) => tx.run(sql`update platform.clear_view set sealed_in = null ${one(third)}`),
        [`look-differs ${third}`],
      ],
      [
        'a row in another batch',
        (tx) => tx.run(sql`update platform.clear_view set sealed_in = 4 ${one(first)}`),
        [`look-differs ${first}`, `look-invented ${first}`],
      ],
    ];
    for (const [name, tamper, expected] of plants) expect(await after(tamper), name).toEqual(expected);
    for (const batch of [2, 99]) {
      const id = newId();
      const put = (tx: Tx) =>
        tx.run(sql`insert into platform.clear_view (id, at, party_id, what, reason, ground_kind, sealed_in, reason_salt, reason_mark)
          select ${id}, at, party_id, what, reason, ground_kind, ${batch}, reason_salt, reason_mark from platform.clear_view ${one(first)}`);
      expect(await after(put), `put into batch ${batch}`).toEqual([`look-invented ${id}`]);
    }
    expect(await after(async () => undefined)).toEqual([]);
  });

  it('the database itself refuses to change a sealed row, and to seal it twice', async () => {
    const [first] = await ids();
    for (const set of [sql`reason = '改'`, sql`sealed_in = 9`, sql`sealed_in = null`, sql`viewer_id = null`, sql`reason_mark = 'x'::bytea`])
      await expect(
        inTransaction(t.house.db, (tx) => tx.run(sql`update platform.clear_view set ${set} where id = ${first}`)),
      ).rejects.toThrow(/append-only/);
  });

  it('a row put in later with an old date is red while it waits and stands in the report for good once it was taken in', async () => {
    const id = newId();
    await inTransaction(t.house.db, (tx) =>
      tx.run(sql`insert into platform.clear_view (id, at, party_id, what, reason, ground_kind)
        values (${id}, ${new Date(t.clock.now().getTime() - 90 * minute)}, ${mother}, 'phone', '补写', 'system')`),
    );
    expect((await verifyHouse(t.house)).findings.map((one) => [one.code, one.stream?.id])).toEqual([['look-invented', id]]);
    await sealLooks(t.house);
    const report = await verifyHouse(t.house);
    expect([report.ok, report.looks?.late]).toEqual([true, [id]]);
    expect(describeReport(report).some((line) => line.zh.includes(id))).toBe(true);
  });

  it('several sealers at once take each row once; the job does it', async () => {
    for (let n = 0; n < 30; n++) await look(`并发${n}`);
    const sealed = await Promise.all([sealLooks(t.house, 4), sealLooks(t.house, 4), sealLooks(t.house, 4)]);
    expect(sealed.reduce((sum, n) => sum + n, 0)).toBe(30);
    await look('等下一轮');
    const job = ledgerJobs.find((one) => one.name === 'ledger.chain-looks');
    expect(await runJob(t.house, job as NonNullable<typeof job>)).toBe('ran');
    const report = await verifyHouse(t.house);
    expect([report.findings, report.looks?.waiting]).toEqual([[], 0]);
  });

  it('erasing a person empties the reasons, says so on the chain and keeps verify green', async () => {
    await look('CANARY-陈桂兰的电话打不通');
    const erased = await inTransaction(t.house.db, (tx) => eraseLooks(tx, t.house, mother, { verb: 'erase' }));
    expect(erased).toBeGreaterThan(30);
    const rows = await t.house.db.many<{ reason: string }>(sql`select reason from platform.clear_view where party_id = ${mother}`);
    expect([...new Set(rows.map((row) => row.reason))]).toEqual(['']);
    const report = await verifyHouse(t.house);
    expect([report.findings, report.looks?.erased]).toEqual([[], erased]);
    // What remains of an erased look is still held to the chain.
    const [first] = await ids();
    expect(await after((tx) => tx.run(sql`update platform.clear_view set viewer_id = null where id = ${first}`))).toEqual([
      `look-differs ${first}`,
    ]);
    expect(await after((tx) => tx.run(sql`update platform.clear_view set reason = '新写的' where id = ${first}`))).toEqual([
      `look-differs ${first}`,
    ]);
  });
});
