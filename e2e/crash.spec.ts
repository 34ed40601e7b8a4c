import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCopyConnection, sql } from '#platform/db';
import { startPostgres } from '#platform/db/launcher';
import { reached } from '../tools/counts.ts';
import { plant } from '../tools/plant.ts';
import { type City, isReady, openCity } from './city.ts';
import { HttpPerson } from './http-person.ts';

const rounds = process.env['TONGBAN_FULL'] === '1' ? 20 : 3;
const root = resolve(import.meta.dirname, '..');
type Victim = 'server' | 'worker' | 'database';
/** Who is killed in which round, over and over. */
const turns: Victim[][] = [['server'], ['database'], ['worker'], ['server', 'database'], ['server', 'worker', 'database']];

let city: City;
beforeAll(async () => {
  city = await openCity({ workerApart: true, env: { TONGBAN_SANDBOX_DEPARTMENT: 'silent' } });
});
afterAll(() => city?.close());

type Receipt = { caseId: string; number: string; slipCode: string };
type Acknowledged = { key: string; draftId: string; rev: number; receipt: Receipt };

const card = '6217860000314402598';
const answers = { who: 'self', hukou: 'city', getting: 'no', live: 'home' };
const values = { phone: '13800004428', accountHolder: '陈桂兰', bankName: 'rcb', bankAccount: card, agree: true };

/** Applies again and again; every answer that came is written down. */
async function keepApplying(who: HttpPerson, stop: () => boolean, done: Acknowledged[]): Promise<void> {
  while (!stop()) {
    const draft = await who.insist<{ draftId: string; rev: number }>(
      'POST',
      '/api/my/drafts',
      { handlingKey: 'elder-allowance.first', answers },
      crypto.randomUUID(),
      stop,
    );
    if (draft === undefined || draft.status >= 400) continue;
    const saved = await who.insist<{ rev: number }>(
      'PUT',
      `/api/my/drafts/${draft.body.draftId}`,
      { rev: draft.body.rev, values },
      crypto.randomUUID(),
      stop,
    );
    if (saved === undefined || saved.status >= 400) continue;
    const key = crypto.randomUUID();
    const sent = await who.insist<Receipt>('POST', `/api/my/drafts/${draft.body.draftId}/submit`, { rev: saved.body.rev }, key, stop);
    if (sent !== undefined && sent.status < 300) done.push({ key, draftId: draft.body.draftId, rev: saved.body.rev, receipt: sent.body });
    await new Promise((next) => setTimeout(next, 30));
  }
}

type Seen = { seq: number; state: string; deeds: { verb: string; stepId: string | null }[] };

/** A clerk at the district's window sends one notice after another; every answer that came is written down. */
async function keepAsking(clerk: HttpPerson, waiting: () => string[], stop: () => boolean, done: Map<string, string>): Promise<void> {
  while (!stop()) {
    const caseId = waiting().find((id) => !done.has(id));
    const seen =
      caseId === undefined
        ? undefined
        : await clerk.insist<Seen>('GET', `/api/staff/cases/${caseId}`, undefined, crypto.randomUUID(), stop);
    const stepId = seen?.body.deeds?.find((d) => d.verb === 'issueCorrection')?.stepId;
    if (caseId !== undefined && seen !== undefined && stepId) {
      const body = { expectedSeq: seen.body.seq, stepId, items: [{ kind: 'material', target: 'bankcard', say: '请补银行卡照片。' }] };
      const sent = await clerk.insist<{ state?: string }>(
        'POST',
        `/api/staff/cases/${caseId}/issue-correction`,
        body,
        crypto.randomUUID(),
        stop,
      );
      if (sent !== undefined) done.set(caseId, `${sent.status} ${sent.body.state}`);
    }
    await new Promise((next) => setTimeout(next, 50));
  }
}

/** What was acknowledged and is not there, is there otherwise, or had a second effect. */
async function lostOf(who: HttpPerson, acknowledged: readonly Acknowledged[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const { key, draftId, rev, receipt } of acknowledged) {
    const found = await who.ask<{ number?: string; events?: { verb: string }[] }>('GET', `/api/my/cases/${receipt.caseId}`);
    if (found.status !== 200) wrong.push(`${receipt.number} was acknowledged: ${found.status}`);
    else if (found.body.number !== receipt.number) wrong.push(`${receipt.number} is called ${found.body.number}`);
    else if (found.body.events?.filter((e) => e.verb === 'submit').length !== 1) wrong.push(`${receipt.number} was not submitted once`);
    // The lost answer asked for again is the same answer.
    const again = await who.ask<Receipt>('POST', `/api/my/drafts/${draftId}/submit`, { rev }, key);
    if (JSON.stringify(again.body) !== JSON.stringify(receipt)) wrong.push(`${receipt.number} asked for again is another answer`);
  }
  return wrong;
}
let kept: { who: HttpPerson; ack: Acknowledged };

describe('doors and work in processes of their own', () => {
  it('without a worker a case is received and nothing is told; with one it is told; each answers for its own health', async () => {
    const elder = new HttpPerson(city.url);
    await elder.signIn('chen-guilan');
    expect((await fetch(`${city.workerUrl}/metrics`).then((r) => r.text())).includes('worker_alive 1')).toBe(true);
    const stranger = await fetch(`${city.workerUrl}/my`);
    expect([stranger.status, ((await stranger.json()) as { code: string }).code]).toEqual([404, 'platform.no-route']);
    expect(await city.command(['serve', '--role=window'])).toMatchObject({ code: 1, text: expect.stringContaining('「window」') });
    expect(await city.command(['serve'], { TONGBAN_ROLE: 'window' })).toMatchObject({
      code: 1,
      text: expect.stringContaining('TONGBAN_ROLE'),
    });
    // A second worker at a port that is taken says so in words.
    expect(await city.command(['serve', '--role=worker'])).toMatchObject({ code: 1, text: expect.stringContaining('WORKER_PORT') });

    await city.killWorker();
    const acknowledged: Acknowledged[] = [];
    await keepApplying(elder, () => acknowledged.length > 0, acknowledged);
    const link = `/my/cases/${acknowledged[0]?.receipt.caseId}`;
    const told = async (): Promise<boolean> => (await elder.go('/my/messages')).text.includes(link);
    await new Promise((next) => setTimeout(next, 1_500));
    expect([await isReady(city.url), await isReady(city.workerUrl), await told()]).toEqual([true, false, false]);
    await city.worker();
    await expect.poll(told, { timeout: 45_000 }).toBe(true);
  });
});

describe('I6 nothing acknowledged is lost', () => {
  it(`survives ${rounds} kills of server, worker and database in turn, under load`, { timeout: 120_000 + rounds * 45_000 }, async () => {
    const accounts = ['chen-guilan', 'zhou-jianhua', 'sun-defu', 'qian-yufeng'];
    const people: HttpPerson[] = [];
    for (const account of accounts) {
      const who = new HttpPerson(city.url);
      await who.signIn(account);
      if ((await who.ask('GET', '/api/me')).status === 200) people.push(who);
    }
    expect(people.length).toBeGreaterThanOrEqual(2);
    const kill: Record<Victim, () => Promise<void>> = {
      server: city.killServer,
      worker: city.killWorker,
      database: city.killDatabase,
    };
    const done: Acknowledged[][] = people.map(() => []);
    let stopped = false;
    const running = people.map((who, i) => keepApplying(who, () => stopped, done[i] ?? []));
    const clerk = new HttpPerson(city.url);
    await clerk.signIn('zhao-min', '/desk/');
    const asked = new Map<string, string>();
    running.push(
      keepAsking(
        clerk,
        () => (done[1] ?? []).map((a) => a.receipt.caseId),
        () => stopped,
        asked,
      ),
    );
    for (let round = 0; round < rounds; round++) {
      await new Promise((next) => setTimeout(next, 1_200 + 300 * (round % 4)));
      const victims = turns[round % turns.length] ?? [];
      await Promise.all(victims.map((victim) => kill[victim]()));
      await Promise.all([victims.includes('server') && city.startServer(), victims.includes('worker') && city.worker()]);
      // Whatever went: the processes that were left alone are there again by themselves, the database included.
      await expect
        .poll(async () => [await isReady(city.url), await isReady(city.workerUrl)], { timeout: 30_000, interval: 100 })
        .toEqual([true, true]);
    }
    await new Promise((next) => setTimeout(next, 1_500));
    stopped = true;
    await Promise.all(running);
    const all = done.flat();
    reached('crash rounds', rounds);
    reached('acknowledged submissions', all.length);
    expect(all.length).toBeGreaterThan(rounds);

    const lost = await Promise.all(people.map((who, i) => lostOf(who, done[i] ?? [])));
    expect(lost.flat()).toEqual([]);
    kept = { who: people[0] as HttpPerson, ack: done[0]?.[0] as Acknowledged };
    // Every notice that was answered is there once, and none was refused for a stale look of the clerk's own making.
    reached('acknowledged notices', asked.size);
    expect(asked.size).toBeGreaterThan(rounds);
    expect(new Set(asked.values())).toEqual(new Set(['200 correcting']));
    for (const caseId of asked.keys()) {
      const { body } = await (people[1] as HttpPerson).ask<{ state: string; events: { verb: string }[] }>('GET', `/api/my/cases/${caseId}`);
      expect([body.state, body.events.filter((e) => e.verb === 'issueCorrection').length], caseId).toEqual(['correcting', 1]);
    }
    expect(new Set(all.map((a) => a.receipt.number)).size).toBe(all.length);
    expect(new Set(all.map((a) => a.receipt.slipCode)).size).toBe(all.length);

    // No job was lost and none done twice: each case told its party once that it was received, and once of the notice.
    const pg = await startPostgres({ dataDir: join(city.dataDir, 'postgres') });
    const on = await openCopyConnection(pg.url);
    const ids = all.map((a) => a.receipt.caseId);
    const told = (): Promise<{ id: string; event: string; n: number }[]> =>
      on.many(sql`select case_id as id, kind as event, count(*)::integer as n from notices.notice
        where channel = 'inProduct' and case_id = any(${ids}::uuid[]) group by 1, 2`);
    const wanted = [...ids.map((id) => `received ${id}`), ...[...asked.keys()].map((id) => `correctionAsked ${id}`)];
    const untold = async (): Promise<string[]> => {
      const there = new Set((await told()).map((row) => `${row.event} ${row.id}`));
      return wanted.filter((one) => !there.has(one));
    };
    await expect.poll(untold, { timeout: 90_000, interval: 500 }).toEqual([]);
    await new Promise((next) => setTimeout(next, 1_500));
    expect((await told()).filter((row) => row.n !== 1)).toEqual([]);
    reached('messages of acknowledged deeds, each told once', wanted.length);
    await on.close();
    await pg.stop();

    await new Promise((next) => setTimeout(next, 500));
    const verify = spawnSync(process.execPath, ['dist/server.js', 'verify'], {
      cwd: root,
      env: { ...process.env, DATA_DIR: city.dataDir, TONGBAN_ENV: 'demo', DATABASE_URL: '', TONGBAN_LOG: 'silent' },
      encoding: 'utf8',
    });
    expect(verify.stdout + verify.stderr).toContain('✓');
    expect(verify.status).toBe(0);
  });

  it('I6 plant: a case that was never written, one with another number, an answer under another key', async () => {
    const { who, ack } = kept;
    expect(await lostOf(who, [ack])).toEqual([]);
    const receipt = { ...ack.receipt, caseId: crypto.randomUUID() };
    await plant('acknowledged and not there', () => lostOf(who, [{ ...ack, receipt }]));
    await plant('there under another number', () =>
      lostOf(who, [{ ...ack, receipt: { ...ack.receipt, number: '329901202611251000000X' } }]),
    );
    await plant('another answer to the same command', () => lostOf(who, [{ ...ack, key: crypto.randomUUID() }]));
  });
});
