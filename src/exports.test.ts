import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accept, completeStep } from '#cases';
import { listViewsOf } from '#identity';
import type { Actor } from '#platform/actor';
import { makeSm2KeyPair } from '#platform/crypto';
import { inTransaction, sql } from '#platform/db';
import type { Json } from '#platform/errors';
import { newId } from '#platform/ids';
import { eraseOwner, publishRoots, sealPending } from '#platform/ledger';
import { openTestHouse } from '#platform/testing';
import { type CaseHouse, furnishCity, submitElder } from './modules/cases/cases.fixtures.ts';
import { exportCase, exporting } from './exports.ts';

const openssl = /OpenSSL 3/.test(spawnSync('openssl', ['version']).stdout?.toString() ?? '');
const place = mkdtempSync(join(tmpdir(), 'tongban-export-'));
const rootsFile = join(place, 'roots.jsonl');
const reason = '法院调取，文号示例1号';
let t: CaseHouse;
let mother: Actor;
let caseId: string;
let number: string;
const lines: string[] = [];
const house = () => ({ ...t.house, config: { ...t.house.config, rootsFile } });
const commands = () => exporting({ inHouse: (work) => work(house()) });

beforeAll(async () => {
  t = await furnishCity(await openTestHouse());
  mother = await t.citizen('陈桂兰');
  const hall = await t.staff('linhe-window-5');
  const reviewer = await t.staff('linhe-civil-affairs-1');
  // Other cases share the seals, so that a path through the tree is needed.
  await submitElder(t, await t.citizen('沈立群'), {});
  ({ caseId, number } = await submitElder(t, mother));
  const { seq } = await accept(hall, t.house, newId(), { caseId, expectedSeq: 1 });
  await completeStep(reviewer, t.house, newId(), { caseId, expectedSeq: seq, note: '户籍相符' });
  await sealPending(t.house);
  await publishRoots(house());
  await commands().exportCase({ number, to: join(place, 'case'), reason }, (line) => lines.push(line.zh));
}, 120_000);
afterAll(async () => {
  await t.close();
  rmSync(place, { recursive: true, force: true });
});

const verify = (dir: string, ...words: string[]) =>
  spawnSync(process.execPath, ['verify.mjs', ...words], { cwd: dir, encoding: 'utf8', env: { PATH: process.env['PATH'] } });

describe('an exported case', () => {
  it('is the whole case in open formats, and the person sees that and why it was exported', async () => {
    const dir = join(place, 'case');
    const record = JSON.parse(readFileSync(join(dir, 'case.json'), 'utf8')) as {
      actions: { verb: string }[];
      words: Record<string, unknown>;
    };
    expect(record.actions.map((a) => a.verb)).toEqual(['submit', 'accept', 'completeStep']);
    expect(JSON.stringify(record.words)).toContain('户籍相符');
    expect(readFileSync(join(dir, 'applications/1.json'), 'utf8')).toContain('6222021234567890128');
    expect(readdirSync(join(dir, 'papers')).length).toBe(2);
    for (const name of readdirSync(join(dir, 'papers')))
      expect(
        readFileSync(join(dir, 'papers', name))
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-');
    expect(readdirSync(join(dir, 'files'))).toEqual(['01-银行卡.pdf']);
    expect(readFileSync(join(dir, 'files/01-银行卡.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
    const views = await listViewsOf(t.house, mother.personId as string, { caseId });
    expect(views).toContainEqual(
      expect.objectContaining({ reason, who: '系统管理员', what: { zh: '全部内容导出成文件', en: 'everything, exported to files' } }),
    );
    expect(await t.house.db.many(sql`select word from platform.audit where word = 'CASE_EXPORT' and subject_id = ${caseId}`)).toHaveLength(
      1,
    );
    expect(lines.join()).toContain(number);
  });

  it('is verified by at most 50 lines and openssl, without this program', () => {
    expect(readFileSync(join(place, 'case/verify.mjs'), 'utf8').split('\n').length - 1).toBeLessThanOrEqual(50);
    expect(readFileSync(join(place, 'case/verify.mjs'), 'utf8')).not.toMatch(/from '(?!node:)/);
  });
  it.skipIf(!openssl)('verifies with the published key and the roots kept outside; any other key and any change is seen', () => {
    const whole = join(place, 'case');
    const key = t.house.keys.signer();
    expect(verify(whole)).toMatchObject({ status: 0, stdout: expect.stringContaining('✓ 3 deeds') });
    expect(verify(whole, `--key=${key}`, `--roots=${rootsFile}`)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('as kept outside'),
    });
    expect(verify(whole, `--key=${makeSm2KeyPair().publicKey}`).status).toBe(1);
    writeFileSync(join(place, 'empty'), '');
    writeFileSync(join(place, 'other-roots'), '{"statement":"{}","signature":""}\n');
    expect(verify(whole, `--roots=${join(place, 'other-roots')}`)).toMatchObject({ status: 1, stdout: expect.stringContaining('outside') });

    // Plain changes are caught by the index; whoever makes a new index lacks the key of the city.
    const altered = join(place, 'altered');
    const change = (what: (read: (path: string) => string, write: (path: string, text: string) => void) => void): string => {
      rmSync(altered, { recursive: true, force: true });
      cpSync(whole, altered, { recursive: true });
      what(
        (path) => readFileSync(join(altered, path), 'utf8'),
        (path, text) => writeFileSync(join(altered, path), text),
      );
      const run = verify(altered);
      expect(run.status, run.stdout).not.toBe(0);
      return run.stdout;
    };
    expect(change((read, write) => write('case.json', read('case.json').replace('completeStep', 'withdraw')))).toContain('case.json');
    expect(change((_, write) => write('files/01-银行卡.pdf', '%PDF-'))).toContain('files/01');
    expect(change((read, write) => write('index.json', read('index.json').replace(number, number.replace(/\d/, '9'))))).toContain(
      'index.json',
    );

    // What the index cannot see: an archive whose maker holds the signing key of the index but changed the chain.
    type Ledger = { entries: { record: string; content: string | null; path: string[] }[] };
    const skipIndex = (read: (path: string) => string, write: (path: string, text: string) => void): void =>
      write('verify.mjs', read('verify.mjs').replace(/^for \(const part of .*$/m, ''));
    const ledger = (edit: (ledger: Ledger) => void): string =>
      change((read, write) => {
        skipIndex(read, write);
        const one = JSON.parse(read('ledger.json')) as Ledger;
        edit(one);
        write('ledger.json', JSON.stringify(one));
      });
    expect(ledger((l) => l.entries.pop())).toContain('number of deeds');
    expect(ledger((l) => l.entries.shift())).toContain('chain');
    expect(
      ledger((l) => ((l.entries[1] as { record: string }).record = (l.entries[1]?.record ?? '').replace('"region":"', '"region":"9'))),
    ).toContain('root');
    expect(ledger((l) => ((l.entries[0] as { content: string }).content = Buffer.from('0'.repeat(40)).toString('base64')))).toContain(
      'content',
    );
    expect(ledger((l) => l.entries[0]?.path.pop())).toContain('root');
    expect(
      change((read, write) => {
        skipIndex(read, write);
        write('applications/1.json', read('applications/1.json').replace('6222021234567890128', '6222021234567890129'));
      }),
    ).toContain('application');
  });

  it('is not made twice over the same folder, and an unknown number or person leaves nothing', async () => {
    await expect(commands().exportCase({ number, to: join(place, 'case'), reason }, () => undefined)).rejects.toMatchObject({
      code: 'backup.taken',
    });
    await expect(commands().exportCase({ number: '0', to: join(place, 'none'), reason }, () => undefined)).rejects.toMatchObject({
      kind: 'notFound',
    });
    await expect(commands().exportPerson({ who: newId(), to: join(place, 'none'), reason }, () => undefined)).rejects.toMatchObject({
      code: 'cli.nobody',
    });
    expect(existsSync(join(place, 'none'))).toBe(false);
  });
});

describe('everything of a person', () => {
  it('is what the person may read of himself, each case verifiable on its own, without words between officers', async () => {
    const dir = join(place, 'person');
    await commands().exportPerson({ who: '329901194406171528', to: dir, reason: '本人申请查阅' }, () => undefined);
    expect(JSON.parse(readFileSync(join(dir, 'person.json'), 'utf8'))).toMatchObject({
      name: '陈桂兰',
      documents: [{ number: '329901194406171528' }],
    });
    expect(readFileSync(join(dir, 'who-looked.json'), 'utf8')).toContain(reason);
    expect(JSON.parse(readFileSync(join(dir, `cases/${number}.json`), 'utf8'))).toMatchObject({ caseId });
    const own =
      readFileSync(join(dir, 'cases', number, 'case.json'), 'utf8') + readFileSync(join(dir, 'cases', number, 'ledger.json'), 'utf8');
    const said = (JSON.parse(readFileSync(join(dir, 'cases', number, 'ledger.json'), 'utf8')) as { entries: { content: string | null }[] })
      .entries;
    expect(own).not.toContain('户籍相符');
    expect(said.some((one) => Buffer.from(one.content ?? '', 'base64').includes('户籍相符'))).toBe(false);
    if (openssl) expect(verify(join(dir, 'cases', number))).toMatchObject({ status: 0 });
  });
  it('of an erased case only the course is left, and it still verifies', async () => {
    await inTransaction(t.house.db, (tx) =>
      eraseOwner(tx, t.house, { kind: 'case', id: caseId }, { verb: 'erase', ground: 'test' } as Json),
    );
    const dir = join(place, 'erased');
    await exportCase(house(), caseId, dir, { reason, inside: true }, () => undefined);
    expect(existsSync(join(dir, 'applications'))).toBe(false);
    expect(existsSync(join(dir, 'files'))).toBe(false);
    if (openssl) expect(verify(dir)).toMatchObject({ status: 0, stdout: expect.stringContaining('✓ 4 deeds') });
  });
});
