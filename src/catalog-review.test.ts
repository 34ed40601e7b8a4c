/** From an editor's hands to every door, on a real database: review by others, publication, what is refused and why. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction, sql } from '#platform/db';
import type { Json } from '#platform/errors';
import { newId } from '#platform/ids';
import { findItem, getVersion, importCatalog, verifyPublished, writeCatalog } from '#catalog';
import { drop, type Hands, openHands, refusal } from './catalog-hands.fixtures.ts';
import { compareCopy, compareVersions } from './modules/catalog/difference/compare.ts';
import type { Operation } from './modules/catalog/editing/operations.ts';
import { readCopy } from './modules/catalog/editing/read-copy.ts';
import { renewCopy } from './modules/catalog/editing/renew-copy.ts';
import { stopItem } from './modules/catalog/publish/stop-item.ts';
import { approveCopy } from './modules/catalog/review/approve-copy.ts';
import { passCopy, scheduleCopy } from './modules/catalog/review/pass-copy.ts';
import { publishDue } from './modules/catalog/review/publish-due.ts';
import { sendBack } from './modules/catalog/review/send-back.ts';
import { sendCopy, type SendCopy } from './modules/catalog/review/send-copy.ts';
import { takeBack } from './modules/catalog/review/take-back.ts';

let h: Hands;
beforeAll(async () => {
  h = await openHands();
}, 120_000);
afterAll(async () => h.close());
// One copy an item: what a failed test leaves open must not fail the next.
afterEach(async () => {
  await inTransaction(h.house.db, (tx) =>
    tx.run(sql`update catalog.working_copy set state = 'abandoned' where state not in ('published', 'abandoned')`),
  );
});

const first = ['handlings', '#first'];
const key = 'elder-allowance.first';
const set = (path: string[], value: Json): Operation => ({ do: 'set', path, value });
const at = async (copyId: string) => ({ copyId, rev: await h.rev(copyId) });
const send = async (by: Hands['tang'], copyId: string, more: Partial<SendCopy> = {}) =>
  sendCopy(by, h.house, newId(), { ...(await at(copyId)), drafts: { then: 'upgrade' }, ...more });
const approve = async (by: Hands['tang'], copyId: string) => approveCopy(by, h.house, newId(), await at(copyId));
const pass = async (by: Hands['tang'], copyId: string) => passCopy(by, h.house, newId(), await at(copyId));
/** A copy whose summary was changed, sent and approved by the department. */
const approved = async (summary: string): Promise<string> => {
  const id = await h.begin(h.tang);
  await h.save(h.tang, id, [set(['summary', 'zh'], summary)]);
  await send(h.tang, id);
  await approve(h.zheng, id);
  return id;
};
const inForce = async () => {
  const version = await findItem(h.house.db, key);
  if (version === undefined) throw new Error('nothing in force');
  return version;
};

describe('review', () => {
  it('editor, department, bureau: three people, and then it is in force; the version before stays as it was', async () => {
    const before = await inForce();
    const id = await h.begin(h.tang);
    await h.save(h.tang, id, [set(['overlays', '#329900', 'days', 'promised'], 4), set([...first, 'steps', '#review', 'days'], 1)]);
    expect((await readCopy(h.zheng, h.house, id)).may.deeds).toEqual([]);
    expect(await send(h.tang, id, { drafts: { then: 'stay', until: '2026-12-10' } })).toMatchObject({ state: 'departmentReview' });
    expect(await refusal(h.save(h.tang, id, [set(['summary', 'zh'], '晚了')]))).toMatchObject({ code: 'catalog.not-editing' });
    expect(await refusal(approve(h.tang, id))).toMatchObject({ code: 'catalog.not-your-item' });
    expect(await refusal(pass(h.shen, id))).toMatchObject({ code: 'catalog.wrong-state' });
    expect((await readCopy(h.zheng, h.house, id)).may.deeds).toEqual(['approve', 'sendBack']);
    await approve(h.zheng, id);
    expect(await refusal(pass(h.zheng, id))).toMatchObject({ code: 'catalog.not-your-item' });
    const pressed = newId();
    const where = await at(id);
    expect(await passCopy(h.shen, h.house, pressed, where)).toMatchObject({ state: 'published' });
    expect(await passCopy(h.shen, h.house, pressed, where)).toMatchObject({ state: 'published' });
    const after = await inForce();
    expect([after.number, after.content.limits.promised.days]).toEqual([before.number + 1, 4]);
    const old = await getVersion(h.house.db, before.id);
    expect([old.content.limits.promised.days, old.hash, old.state, old.keptValidUntil]).toEqual([
      5,
      before.hash,
      'superseded',
      '2026-12-10',
    ]);
    expect((await verifyPublished(h.house.db, h.house)).faults).toEqual([]);
    const view = await readCopy(h.tang, h.house, id);
    expect(view.deeds.map((d) => [d.deed, d.by])).toEqual([
      ['send', '唐悦'],
      ['approve', '郑恺'],
      ['pass', h.shen.name],
    ]);
    // A newer programme brings its files: what was worked on at the desk stays.
    await importCatalog(h.house, 'demo/catalog', { keepWithdrawn: true });
    expect((await inForce()).id).toBe(after.id);
    // The next copy begins from what is in force now.
    const next = await h.begin(h.fang);
    expect(((await h.document(next)) as { overlays: { days: Json }[] }).overlays[0]?.days).toEqual({ promised: 4 });
    await drop(h, next);
  });
  it('nobody reviews what he has worked on, whatever his posts', async () => {
    const id = await h.begin(h.tang);
    // The reviewer's person at an editor's post, in this round or an earlier one.
    const zhengEdits = { ...h.fang, personId: h.zheng.personId, name: h.zheng.name };
    await h.save(zhengEdits, id, [set(['summary', 'zh'], '郑恺也写了一句')]);
    await send(h.tang, id);
    expect(await refusal(approve(h.zheng, id))).toMatchObject({ code: 'catalog.own-work' });
    const other = { ...h.zheng, personId: newId(), name: '审核乙' };
    await approve(other, id);
    const otherAtBureau = { ...h.shen, personId: other.personId, name: other.name };
    expect(await refusal(pass(otherAtBureau, id))).toMatchObject({ code: 'catalog.same-person' });
    await takeBack(h.tang, h.house, newId(), await at(id));
    expect(await refusal(pass(h.shen, id))).toMatchObject({ code: 'catalog.wrong-state' });
    await drop(h, id);
  });
  it('sent back with words, which the editors read; approvals given before are void', async () => {
    const id = await approved('又改了一句');
    expect(await refusal(sendBack(h.shen, h.house, newId(), { ...(await at(id)), words: '不' }))).toMatchObject({
      code: 'catalog.words-needed',
    });
    await sendBack(h.shen, h.house, newId(), { ...(await at(id)), words: '说明里要写清楚从哪个月算' });
    const view = await readCopy(h.tang, h.house, id);
    expect([view.state, view.round, view.deeds.at(-1)?.words]).toEqual(['editing', 2, '说明里要写清楚从哪个月算']);
    expect(await refusal(pass(h.shen, id))).toMatchObject({ code: 'catalog.wrong-state' });
    await send(h.tang, id);
    expect(await refusal(pass(h.shen, id))).toMatchObject({ code: 'catalog.wrong-state' });
    await takeBack(h.tang, h.house, newId(), await at(id));
    await drop(h, id);
  });
  it('what was seen is what is approved: another revision is refused', async () => {
    const id = await h.begin(h.tang);
    await h.save(h.tang, id, [set(['summary', 'zh'], '第一句')]);
    expect(await refusal(sendCopy(h.tang, h.house, newId(), { copyId: id, rev: 0, drafts: { then: 'upgrade' } }))).toMatchObject({
      code: 'catalog.other-revision',
    });
    await send(h.tang, id);
    expect(await refusal(approveCopy(h.zheng, h.house, newId(), { copyId: id, rev: 0 }))).toMatchObject({ code: 'catalog.other-revision' });
    await takeBack(h.tang, h.house, newId(), await at(id));
    await drop(h, id);
  });
});

describe('what keeps a copy from review', () => {
  it('a fault, a failing example, with place and words; nothing moves', async () => {
    const id = await h.begin(h.tang);
    await h.save(h.tang, id, [{ do: 'remove', path: [...first, 'materials', '#bankcard'] }]);
    const met = await refusal(send(h.tang, id));
    expect(met).toMatchObject({ code: 'catalog.not-sound' });
    const { issues } = met.data as { issues: { code: string; path: string[]; say: { zh: string } }[] };
    expect(issues.map((i) => i.code)).toContain('catalog.example-failed');
    expect(issues.every((i) => i.path.length > 0 && i.say.zh.length > 3)).toBe(true);
    expect((await readCopy(h.tang, h.house, id)).state).toBe('editing');
    await drop(h, id);
  });
  it('a situation no example tries is named; it may stay so for a reason, which the reviewers read', async () => {
    const id = await h.begin(h.tang);
    await h.save(h.tang, id, [
      { do: 'insert', path: [...first, 'questions', '#live', 'options'], value: { value: 'boat', text: '船上' }, after: 'home' },
    ]);
    expect(await refusal(send(h.tang, id))).toMatchObject({ code: 'catalog.untested', say: expect.stringContaining('船上') });
    await send(h.tang, id, { untestedBecause: '船上住的老人今年没有' });
    expect((await readCopy(h.zheng, h.house, id)).deeds.at(-1)?.details).toMatchObject({ untestedBecause: '船上住的老人今年没有' });
    await takeBack(h.tang, h.house, newId(), await at(id));
    await drop(h, id);
  });
  it('a door of the item that cannot draw what it uses says so before, not after', async () => {
    await inTransaction(h.house.db, (tx) =>
      tx.run(sql`update catalog.door set draws = array_remove(draws, 'groups') where key = 'window'`),
    );
    const id = await h.begin(h.tang);
    expect((await readCopy(h.tang, h.house, id)).report.doors).toMatchObject([
      { door: 'window', features: ['amounts', 'groups', 'rights-from'], hinders: true },
    ]);
    expect(await refusal(send(h.tang, id))).toMatchObject({
      code: 'catalog.door-lacks',
      say: expect.stringMatching(/综合窗口.*几样里有一样就行的材料组/),
    });
    await inTransaction(h.house.db, (tx) => tx.run(sql`update catalog.door set draws = draws || '{groups}' where key = 'window'`));
    await drop(h, id);
  });
  it('another version published meanwhile is brought together first: no own change is lost, none of the other hidden', async () => {
    const id = await h.begin(h.tang);
    await h.save(h.tang, id, [set(['summary', 'zh'], '我这边的'), { do: 'insert', path: ['words'], value: '敬老钱', after: null }]);
    await inTransaction(h.house.db, (tx) =>
      tx.run(sql`
        update catalog.base_item set document_text = jsonb_set(jsonb_set(document_text::jsonb, '{summary,zh}', '"那边的"'), '{aliases}', '["尊老金"]')::text
        where key = 'elder-allowance'`),
    );
    expect(await refusal(send(h.tang, id))).toMatchObject({ code: 'catalog.base-moved' });
    expect((await readCopy(h.tang, h.house, id)).baseMoved).toBe(true);
    const met = await refusal(renewCopy(h.tang, h.house, newId(), { copyId: id, choices: [] }));
    expect(met).toMatchObject({
      code: 'catalog.both-changed',
      data: { conflicts: [{ path: ['summary', 'zh'], upper: '那边的', own: '我这边的' }] },
    });
    await renewCopy(h.tang, h.house, newId(), { copyId: id, choices: [{ path: ['summary', 'zh'], take: 'own' }] });
    const document = (await h.document(id)) as { summary: { zh: string }; words: string[]; aliases: string[] };
    expect([document.summary.zh, document.words[0], document.aliases]).toEqual(['我这边的', '敬老钱', ['尊老金']]);
    expect((await readCopy(h.tang, h.house, id)).baseMoved).toBe(false);
    await send(h.tang, id);
    await approve(h.zheng, id);
    await pass(h.shen, id);
    expect((await inForce()).content.item.summary.zh).toBe('我这边的');
  });
});

describe('an hour to come', () => {
  it('published at its hour by the programme, not a moment before; an hour that has passed is refused', async () => {
    const id = await approved('到点再公布');
    const before = await inForce();
    const schedule = async (publishOn: string) => scheduleCopy(h.shen, h.house, newId(), { ...(await at(id)), publishOn });
    expect(await refusal(schedule('2026-11-24T00:00:00Z'))).toMatchObject({ code: 'catalog.hour-past' });
    await schedule('2026-11-26T00:00:00Z');
    expect(await publishDue(h.house)).toEqual({ published: 0, stopped: 0 });
    h.clock.set('2026-11-26T08:00:00+08:00');
    const both = await Promise.all([publishDue(h.house), publishDue(h.house)]);
    expect([both.reduce((n, done) => n + done.published, 0), both.reduce((n, done) => n + done.stopped, 0)]).toEqual([1, 0]);
    const after = await inForce();
    expect([after.number, after.content.item.summary.zh]).toEqual([before.number + 1, '到点再公布']);
  });
  it('a legal basis that lapses before the hour: it goes back to its editors with the reason, nothing is published', async () => {
    const id = await h.begin(h.tang);
    await h.save(h.tang, id, [set(['legalBasis'], [{ text: '示例办法', source: 'example', until: '2026-11-30' }])]);
    await send(h.tang, id);
    await approve(h.zheng, id);
    await scheduleCopy(h.shen, h.house, newId(), { ...(await at(id)), publishOn: '2026-12-01T00:00:00Z' });
    const before = await inForce();
    h.clock.set('2026-12-01T08:00:00+08:00');
    expect(await publishDue(h.house)).toEqual({ published: 0, stopped: 1 });
    const view = await readCopy(h.tang, h.house, id);
    expect([view.state, view.deeds.at(-1)?.deed, view.deeds.at(-1)?.details]).toEqual(['editing', 'stop', { code: 'catalog.not-sound' }]);
    expect((await inForce()).id).toBe(before.id);
    await drop(h, id);
  });
});

describe('differences in words', () => {
  it('between any two versions: what changes for people first, no place left out, no code in sight', async () => {
    const number = (await inForce()).number;
    const id = await h.begin(h.tang);
    await h.save(h.tang, id, [
      set(['overlays', '#329900', 'days', 'promised'], 3),
      set([...first, 'steps', '#decide', 'days'], 1),
      set(['faq'], [{ q: '能寄到家里吗？', a: '能，选邮寄就行。' }, ...((await h.document(id)) as { faq: Json[] }).faq.slice(1)]),
      set([...first, 'materials', '#careHome', 'need'], 'required'),
      {
        do: 'insert',
        path: [...first, 'materials'],
        value: { id: 'photo', name: '近照', source: 10, type: 3, mode: 'handIn', need: 'optional', form: 'either' },
        after: 'careHome',
      },
      set([...first, 'examples', '#已经在领', 'expect'], { outcome: 'notNeeded', list: ['bankcard'], conditions: { notGetting: false } }),
      set([...first, 'materials', '#agency', 'showIf'], { eq: [{ fact: 'who' }, 'neighbour'] }),
    ]);
    const [changed] = await compareCopy(h.house.db, id, '2026-12-01');
    const say = changed?.differences.map((d) => d.say.zh) ?? [];
    expect(changed?.kind).toBe('changed');
    expect(say).toContain('承诺办结时间缩短：从4天变成3天');
    expect(say).toContain('“养老机构的入住协议”：从可以不交变成必须交');
    expect(say).toContain('新增可以不交或后补的材料：“近照”');
    expect(say).toContain('常见问题：新增“能寄到家里吗？”');
    expect(say.filter((s) => s.includes('常见问题'))).toHaveLength(2);
    expect(say.filter((s) => s.includes('已经在领'))).toContainEqual(expect.stringMatching(/要交：从“没有”改为“收款的银行卡”/));
    expect(changed?.differences[0]?.group).toBe('materials');
    for (const one of changed?.differences ?? []) {
      expect(`${one.say.zh}${one.say.en ?? ''}`).not.toMatch(/[{}[\]]|showIf|"/);
      expect(one.say.en).toBeDefined();
    }
    await drop(h, id);
    const published = await compareVersions(h.house.db, key, 1, number);
    expect(published.map((d) => d.say.zh)).toContain('承诺办结时间缩短：从5天变成4天');
    expect(await compareVersions(h.house.db, key, number, number)).toEqual([]);
  });
});

describe('files beside the database', () => {
  it('every item written as YAML and read back makes no new version; what was edited at the desk is in its file', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'tongban-pull-'));
    const { items } = await writeCatalog(h.house, dir);
    const files = () =>
      Object.fromEntries(readdirSync(join(dir, 'items')).map((name) => [name, readFileSync(join(dir, 'items', name), 'utf8')]));
    const first = files();
    expect([items, Object.keys(first).length]).toEqual([items, items]);
    expect(items).toBeGreaterThan(40);
    const before = await inForce();
    expect(before.number).toBeGreaterThan(1);
    expect(first['elder-allowance.yaml']).toContain(before.content.item.summary.zh);
    const { counts, refused } = await importCatalog(h.house, dir);
    expect([refused, counts.published, counts.refused, counts.documents]).toEqual([[], 0, 0, items]);
    expect((await inForce()).id).toBe(before.id);
    await writeCatalog(h.house, dir);
    expect(files()).toEqual(first);
    rmSync(dir, { recursive: true });
  });
});

describe('out of the doors', () => {
  it('the bureau pauses, resumes and withdraws with its reason; nobody else does', async () => {
    const stop = (by: Hands['tang'], how: 'withdraw' | 'pause' | 'resume', words = '政策正在调整') =>
      stopItem(by, h.house, newId(), { handlingKey: key, how, words });
    expect(await refusal(stop(h.zheng, 'pause'))).toMatchObject({ code: 'catalog.not-your-item' });
    expect(await refusal(stop(h.shen, 'pause', '停'))).toMatchObject({ code: 'catalog.words-needed' });
    expect(await stop(h.shen, 'pause')).toMatchObject({ state: 'paused' });
    expect(await refusal(stop(h.shen, 'pause'))).toMatchObject({ code: 'catalog.nothing-to-change' });
    expect(await stop(h.shen, 'resume')).toMatchObject({ state: 'open' });
    expect(await stop(h.shen, 'withdraw')).toMatchObject({ state: 'withdrawn' });
    expect((await verifyPublished(h.house.db, h.house)).faults).toEqual([]);
    // Publishing again brings it back as a new version.
    const id = await approved('重新开放');
    await pass(h.shen, id);
    expect((await inForce()).state).toBe('open');
  });
});
