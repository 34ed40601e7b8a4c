import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '#platform/config';
import { makeSm2KeyPair, signSm2 } from '#platform/crypto';
import { inTransaction } from '#platform/db';
import { newId } from '#platform/ids';
import { append, declareRestoration, publishRoots, readRoots, sealPending, sealState, setRootsAside, verifyHouse } from '#platform/ledger';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { sealMessage, spell } from './record.ts';
import { restorationMessage } from './restoration.ts';

let t: TestHouse;
const dir = mkdtempSync(join(tmpdir(), 'tongban-restored-'));
const file = join(dir, 'roots.jsonl');
beforeAll(async () => {
  t = await openTestHouse();
});
afterAll(async () => {
  await t.close();
  rmSync(dir, { recursive: true, force: true });
});

const house = () => ({ ...t.house, config: { ...t.house.config, rootsFile: file } });
const verify = () => verifyHouse(house(), { outsideRoots: readRoots(readFileSync(file, 'utf8')).roots });
const deed = async (): Promise<void> => {
  await inTransaction(t.house.db, (tx) => append(tx, t.house, { stream: { kind: 'case', id: newId() }, header: { verb: 'x' } }));
  await sealPending(house());
  await publishRoots(house());
};

describe('roots outside after a restore', () => {
  it('contradict a house that went back silently, and are counted as lost once it declares the restore', async () => {
    await deed();
    await deed();
    const { seals } = await sealState(t.house.db);
    // What left the house after the back-up was made: the restored database knows nothing of it.
    const lost = spell({
      format: 1,
      number: seals + 1,
      previous: null,
      root: '00',
      entries: 3,
      total: 5,
      at: t.clock.now().toISOString(),
      signer: t.house.keys.signer(),
    });
    const signature = (await t.house.keys.sign(sealMessage(lost), t.house.keys.signer())).toString('hex');
    appendFileSync(file, `${JSON.stringify({ statement: lost, signature })}\n`);
    expect((await verify()).findings.map((f) => f.code)).toEqual(['root-missing-here']);
    await declareRestoration(house(), 'ab');
    expect(await verify()).toMatchObject({ ok: true, restorations: [{ seal: seals, lostSeals: 1, lostEntries: 3 }] });
    // The number of the lost seal is given anew, and a later contradiction is still one.
    await deed();
    expect(await verify()).toMatchObject({ ok: true, vouch: { upTo: seals + 1 } });
    appendFileSync(file, `${JSON.stringify({ statement: lost, signature })}\n`);
    expect((await verify()).findings.map((f) => f.code)).toEqual(['root-differs']);
  });
  it('a restoration that somebody else declares excuses nothing', async () => {
    const before = (await verify()).found;
    const pair = makeSm2KeyPair();
    const statement = `{"format":1,"restored":{"at":"2026-11-25T00:00:00.000Z","backup":"ab","hash":null,"seal":0},"signer":"${pair.publicKey}"}`;
    const signature = signSm2(restorationMessage(statement), pair).toString('hex');
    appendFileSync(file, `${JSON.stringify({ statement, signature })}\n`);
    const after = await verify();
    expect(after.findings.map((f) => f.code)).toContain('restoration-signature');
    expect(after.found).toBe(before + 1);
  });
});

describe('where roots lie', () => {
  const rootsOf = (env: Record<string, string>) => readConfig({ DATA_DIR: '/srv/t/data', ...env });
  it('the demonstration city has one place outside DATA_DIR without being told; a place inside is refused', () => {
    expect(rootsOf({}).config.rootsFile).toBe('/srv/t/data.roots.jsonl');
    expect(rootsOf({ TONGBAN_ENV: 'production' }).config.rootsFile).toBeNull();
    expect(rootsOf({ ROOTS_FILE: '/mnt/archive/roots' }).config.rootsFile).toBe('/mnt/archive/roots');
    expect(rootsOf({ ROOTS_FILE: '/srv/t/data/roots' }).errors.map((e) => e.name)).toEqual(['ROOTS_FILE']);
  });
  it('a new house puts the roots of an earlier one aside and loses none', () => {
    const path = join(dir, 'other.jsonl');
    expect(setRootsAside(path, t.clock.now())).toBeUndefined();
    writeFileSync(path, 'x\n');
    const aside = setRootsAside(path, t.clock.now()) as string;
    expect(readFileSync(aside, 'utf8')).toBe('x\n');
    expect(setRootsAside(path, t.clock.now())).toBeUndefined();
  });
});
