/** Working copies of items on a real database: two editors at once, undo, conflicts, comments, reports. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction, sql } from '#platform/db';
import type { Json } from '#platform/errors';
import { newId } from '#platform/ids';
import { reached } from '../tools/counts.ts';
import { drop, type Hands, openHands, refusal } from './catalog-hands.fixtures.ts';
import { beginCopy } from './modules/catalog/editing/begin-copy.ts';
import { commentCopy, settle } from './modules/catalog/editing/comment-copy.ts';
import { applyOperation, type Operation, placeOf, sameJson } from './modules/catalog/editing/operations.ts';
import { overlap, valueAt } from './modules/catalog/editing/paths.ts';
import { readCopy } from './modules/catalog/editing/read-copy.ts';
import { saveChange } from './modules/catalog/editing/save-change.ts';
import { redoChange, undoChange } from './modules/catalog/editing/undo-change.ts';
import { listChanges } from './modules/catalog/editing/working-copy.sql.ts';

let h: Hands;
beforeAll(async () => {
  h = await openHands();
}, 120_000);
afterAll(async () => h.close());

const first = ['handlings', '#first'];
const set = (path: string[], value: Json): Operation => ({ do: 'set', path, value });
const undo = (by: Hands['tang'], copyId: string) => undoChange(by, h.house, newId(), { copyId });
const redo = (by: Hands['tang'], copyId: string) => redoChange(by, h.house, newId(), { copyId });

describe('beginning', () => {
  it('one copy an item, which all its editors share; whoever comes second is shown the first', async () => {
    const id = await h.begin(h.tang);
    expect(await refusal(h.begin(h.fang))).toMatchObject({ code: 'catalog.copy-open', data: { copyId: id } });
    expect((await readCopy(h.fang, h.house, id)).may.change).toBe('all');
    await drop(h, id);
    const again = await h.begin(h.fang);
    await drop(h, again);
  });
  it('by whoever has the item: not by another department’s editor, nor as a whole by a county’s', async () => {
    expect(await refusal(h.begin(h.fang, 'food-business-permit'))).toMatchObject({ code: 'catalog.not-your-item' });
    expect(await refusal(beginCopy(h.zheng, h.house, newId(), { from: 'published', itemKey: 'elder-allowance' }))).toMatchObject({
      code: 'catalog.not-your-item',
    });
    expect(
      await refusal(beginCopy(h.gu, h.house, newId(), { from: 'copy', itemKey: 'donghu-thing', of: 'elder-allowance', name: '东湖的事' })),
    ).toMatchObject({
      code: 'catalog.not-your-item',
    });
  });
  it('from nothing it says all that is missing; as a copy it takes no code along', async () => {
    const input = {
      from: 'nothing' as const,
      itemKey: 'lantern-permit',
      name: '灯会备案',
      department: 'culture-tourism',
      regionCode: '329900',
      type: '10',
    };
    const { copyId } = await beginCopy(h.tang, h.house, newId(), input);
    const view = await readCopy(h.tang, h.house, copyId);
    expect(view.report.sound).toBe(false);
    expect(view.report.issues.length).toBeGreaterThan(3);
    for (const issue of view.report.issues) expect([issue.code, issue.say.en !== undefined && issue.line > 0]).toEqual([issue.code, true]);
    await drop(h, copyId);
    expect(await refusal(beginCopy(h.tang, h.house, newId(), { ...input, itemKey: 'elder-card' }))).toMatchObject({
      code: 'catalog.item-exists',
    });
    const copied = await beginCopy(h.tang, h.house, newId(), {
      from: 'copy',
      itemKey: 'elder-gift',
      of: 'elder-allowance',
      name: '敬老礼包',
    });
    const document = (await h.document(copied.copyId)) as { key: string; basic?: string };
    expect([document.key, document.basic]).toEqual(['elder-gift', undefined]);
    await drop(h, copied.copyId);
  });
});

describe('two editors at once', () => {
  it('changes at different places both stand, whatever either had seen', async () => {
    const id = await h.begin(h.tang);
    await h.save(h.tang, id, [set(['summary', 'zh'], '唐悦写的')], 0);
    await h.save(h.fang, id, [set([...first, 'limits', 'promised', 'days'], 4)], 0);
    const document = await h.document(id);
    expect([valueAt(document, ['summary', 'zh']), valueAt(document, [...first, 'limits', 'promised', 'days'])]).toEqual(['唐悦写的', 4]);
    await drop(h, id);
  });
  it('at the same place both values are shown and nothing is lost; who then knows may decide', async () => {
    const id = await h.begin(h.tang);
    await h.save(h.tang, id, [set([...first, 'limits', 'promised', 'days'], 4)], 0);
    const met = await refusal(
      h.save(h.fang, id, [set([...first, 'limits', 'promised', 'days'], 3), set(['summary', 'zh'], '方宁写的')], 0),
    );
    expect(met).toMatchObject({
      code: 'catalog.edit-conflict',
      data: { path: [...first, 'limits', 'promised', 'days'], yours: 3, theirs: 4, base: 5, by: '唐悦', rev: 1 },
    });
    const document = await h.document(id);
    expect(valueAt(document, ['summary', 'zh'])).not.toBe('方宁写的');
    await h.save(h.fang, id, [set([...first, 'limits', 'promised', 'days'], 3)], 1);
    expect(valueAt(await h.document(id), [...first, 'limits', 'promised', 'days'])).toBe(3);
    // The same value is no conflict; a row removed under somebody is.
    await h.save(h.tang, id, [set([...first, 'limits', 'promised', 'days'], 3)], 1);
    await h.save(h.tang, id, [{ do: 'remove', path: [...first, 'materials', '#careHome'] }]);
    expect(await refusal(h.save(h.fang, id, [set([...first, 'materials', '#careHome', 'need'], 'optional')], 2))).toMatchObject({
      code: 'catalog.edit-conflict',
      data: { theirs: null },
    });
    await drop(h, id);
  });
  it('the same key is the same change; pressed at once by both, one revision each', async () => {
    const id = await h.begin(h.tang);
    const key = newId();
    const input = { copyId: id, baseRev: 0, changes: [set(['summary', 'zh'], '一次')] };
    const [a, b] = await Promise.all([saveChange(h.tang, h.house, key, input), saveChange(h.tang, h.house, key, input)]);
    expect([a, b]).toEqual([
      { copyId: id, rev: 1 },
      { copyId: id, rev: 1 },
    ]);
    const many = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        h.save(i % 2 === 0 ? h.tang : h.fang, id, [{ do: 'insert', path: ['words'], value: `说法${i}`, after: null }], 1),
      ),
    );
    expect(new Set(many).size).toBe(12);
    expect(((await h.document(id)) as { words: string[] }).words.filter((w) => w.startsWith('说法')).length).toBe(12);
    await drop(h, id);
  });
  it('undo takes back one’s own, others’ changes stay; what somebody built upon is not torn away', async () => {
    const id = await h.begin(h.tang);
    const before = await h.document(id);
    await h.save(h.tang, id, [set(['summary', 'zh'], '甲')]);
    await h.save(h.fang, id, [set([...first, 'limits', 'promised', 'days'], 4)]);
    await h.save(h.tang, id, [{ do: 'insert', path: ['words'], value: '新的说法', after: null }]);
    await undo(h.tang, id);
    await undo(h.tang, id);
    expect(sameJson(await h.document(id), applyOperation(before, set([...first, 'limits', 'promised', 'days'], 4)).root)).toBe(true);
    expect(await refusal(undo(h.tang, id))).toMatchObject({ code: 'catalog.nothing-to-undo' });
    await redo(h.tang, id);
    expect(valueAt(await h.document(id), ['summary', 'zh'])).toBe('甲');
    await h.save(h.fang, id, [set(['summary', 'zh'], '乙')]);
    expect(await refusal(undo(h.tang, id))).toMatchObject({ code: 'catalog.built-upon', say: expect.stringContaining('方宁') });
    // A new change: nothing is left to do again.
    await h.save(h.tang, id, [{ do: 'insert', path: ['aliases'], value: '尊老', after: null }]);
    expect(await refusal(redo(h.tang, id))).toMatchObject({ code: 'catalog.nothing-to-redo' });
    await drop(h, id);
  });
  it('what cannot stand at a place is refused in words, together with all that was sent with it', async () => {
    const id = await h.begin(h.tang);
    for (const [change, code] of [
      [set([...first, 'limits', 'promised', 'days'], '五天'), 'catalog.bad-value'],
      [set([...first, 'caseType'], 'soon'), 'catalog.bad-value'],
      [set(['sumary'], '拼错'), 'catalog.bad-value'],
      [set(['__proto__', 'x'], 1), 'catalog.bad-value'],
      [set([...first, 'materials', '#idcard', 'id'], 'other'), 'catalog.change-row-id'],
      [set(['key'], 'other-key'), 'catalog.change-row-id'],
      [set([...first, 'materials', '#gone', 'need'], 'optional'), 'catalog.change-no-row'],
      [{ do: 'insert', path: [...first, 'materials'], value: { name: '无标识' }, after: null }, 'catalog.change-row-id'],
    ] as [Operation, string][])
      expect([change, (await refusal(h.save(h.tang, id, [set(['summary', 'zh'], '一起'), change]))).code]).toEqual([change, code]);
    expect([await h.rev(id), valueAt(await h.document(id), ['summary', 'zh'])]).not.toContain('一起');
    expect(await h.rev(id)).toBe(0);
    await drop(h, id);
  });
  it('a county’s editor changes what is his county’s, nothing else', async () => {
    const id = await h.begin(h.tang);
    await h.save(h.tang, id, [
      { do: 'insert', path: ['overlays'], value: { region: '329902', phone: '0000-12345', complaintPhone: '0000-12388' }, after: '329900' },
    ]);
    await h.save(h.gu, id, [set(['overlays', '#329902', 'phone'], '0000-20440')]);
    expect(await refusal(h.save(h.gu, id, [set(['summary', 'zh'], '东湖')]))).toMatchObject({ code: 'catalog.outside-region' });
    expect(await refusal(h.save(h.gu, id, [set(['overlays', '#329900', 'phone'], '0000-1')]))).toMatchObject({
      code: 'catalog.outside-region',
    });
    expect((await readCopy(h.gu, h.house, id)).may).toMatchObject({ change: 'local', undo: true, deeds: [] });
    await drop(h, id);
  });
  it('(property) any interleaving of two editors, undo and redo: every accepted change stands unless a later one touched its place, and the history alone makes the document again', async () => {
    const places: Operation[] = [
      set(['summary', 'zh'], '甲'),
      set(['summary', 'zh'], '乙'),
      set(['summary'], { zh: '丙' }),
      set([...first, 'limits', 'promised', 'days'], 3),
      set([...first, 'limits', 'promised', 'days'], 4),
      { do: 'insert', path: ['words'], value: '说法', after: null },
      { do: 'remove', path: ['words', '#说法'] },
      {
        do: 'insert',
        path: [...first, 'materials'],
        value: { id: 'extra', name: '加的', source: 10, type: 3, mode: 'present', need: 'optional', form: 'either' },
        after: null,
      },
      set([...first, 'materials', '#extra', 'need'], 'required'),
      { do: 'remove', path: [...first, 'materials', '#extra'] },
      { do: 'move', path: [...first, 'materials', '#idcard'], after: null },
    ];
    const step = fc.record({ who: fc.boolean(), what: fc.nat(places.length + 3), seen: fc.nat(4) });
    let accepted = 0;
    let conflicts = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const id = await h.begin(h.tang);
        const start = await h.document(id);
        for (const { who, what, seen } of steps) {
          const by = who ? h.tang : h.fang;
          const rev = await h.rev(id);
          const change = places[what];
          const before = await h.document(id);
          const done = await refusal(
            change !== undefined ? h.save(by, id, [change], Math.max(0, rev - seen)) : what % 2 === 0 ? undo(by, id) : redo(by, id),
          );
          if (done.code === 'done') accepted++;
          else {
            if (done.code === 'catalog.edit-conflict') conflicts++;
            expect(sameJson(await h.document(id), before)).toBe(true);
          }
        }
        const rows = await listChanges(h.house.db, id, 0);
        const end = await h.document(id);
        expect(
          sameJson(
            rows.reduce((root, row) => applyOperation(root, row.change).root, start),
            end,
          ),
        ).toBe(true);
        for (const [i, row] of rows.entries())
          if ('value' in row.change && !rows.slice(i + 1).some((later) => overlap(placeOf(later.change), placeOf(row.change))))
            expect(sameJson(valueAt(end, placeOf(row.change)), row.change.value)).toBe(true);
        expect(rows.map((row) => row.rev)).toEqual(rows.map((_, i) => i + 1));
        await drop(h, id);
      }),
      { numRuns: process.env['TONGBAN_FULL'] === '1' ? 200 : 15 },
    );
    reached('changes of working copies by two editors', accepted);
    expect(conflicts).toBeGreaterThan(0);
  }, 120_000);
});

describe('comments and history', () => {
  it('a comment stands at its place until somebody settles it', async () => {
    const id = await h.begin(h.tang);
    const path = [...first, 'materials', '#idcard'];
    const { commentId } = await commentCopy(h.zheng, h.house, newId(), { copyId: id, path, words: '身份证能不能不要？' });
    expect((await readCopy(h.tang, h.house, id)).comments).toMatchObject([{ path, by: '郑恺', settledBy: null }]);
    await settle(h.tang, h.house, newId(), { copyId: id, commentId });
    expect((await readCopy(h.tang, h.house, id)).comments).toMatchObject([{ settledBy: '唐悦' }]);
    expect(await refusal(settle(h.fang, h.house, newId(), { copyId: id, commentId }))).toMatchObject({ code: 'catalog.comment-settled' });
    await drop(h, id);
  });
  it('changes are kept for ever: the database itself refuses to lose one', async () => {
    const id = await h.begin(h.tang);
    await h.save(h.tang, id, [set(['summary', 'zh'], '留下')]);
    await expect(inTransaction(h.house.db, (tx) => tx.run(sql`delete from catalog.working_change where copy_id = ${id}`))).rejects.toThrow(
      'for ever',
    );
    await expect(
      inTransaction(h.house.db, (tx) => tx.run(sql`update catalog.working_change set editor_name = 'x' where copy_id = ${id}`)),
    ).rejects.toThrow('for ever');
    await drop(h, id);
    expect(await refusal(h.save(h.tang, id, [set(['summary', 'zh'], '晚了')]))).toMatchObject({ code: 'catalog.not-editing' });
    expect(await listChanges(h.house.db, id, 0)).toHaveLength(1);
  });
});

describe('the report of a copy', () => {
  it('names each fault with its place, its line, in Chinese and English, and runs the examples at every change', async () => {
    const id = await h.begin(h.tang);
    const read = async () => (await readCopy(h.tang, h.house, id)).report;
    const fresh = await read();
    expect(fresh).toMatchObject({ sound: true, issues: [] });
    expect(fresh.examples.every((e) => e.faults.length === 0)).toBe(true);
    expect(fresh.coverage.every((c) => c.reached === c.total && c.total > 5)).toBe(true);
    const plants: [Operation, string, string[]][] = [
      [set(['overlays', '#329900', 'days'], { promised: 90 }), 'catalog.promise-longer', [...first, 'limits', 'promised']],
      [set(['basic'], '320111004000'), 'catalog.basic-type', ['basic']],
      [set([...first, 'offline'], false), 'catalog.no-offline', [...first, 'offline']],
      [set([...first, 'fee'], { name: '工本费', standard: '10元', payOnline: true }), 'catalog.fee-without-basis', [...first, 'fee']],
      [set(['legalBasis'], [{ text: '旧办法', source: 'example', until: '2026-01-01' }]), 'catalog.basis-lapsed', ['legalBasis']],
      [
        set([...first, 'questions', '#who', 'showIf'], { eq: [{ fact: 'live' }, 'home'] }),
        'catalog.question-ahead',
        [...first, 'questions', '#who', 'showIf'],
      ],
      [{ do: 'remove', path: [...first, 'materials', '#bankcard'] }, 'catalog.example-failed', [...first, 'examples']],
    ];
    for (const [change, code, path] of plants) {
      await h.save(h.tang, id, [change]);
      const report = await read();
      const issue = report.issues.find((one) => one.code === code);
      expect([code, report.sound, issue?.say.en !== undefined, (issue?.line ?? 0) > 0]).toEqual([code, false, true, true]);
      expect(overlap(issue?.path ?? [''], path)).toBe(true);
      await undo(h.tang, id);
    }
    await h.save(h.tang, id, [
      { do: 'insert', path: [...first, 'questions', '#live', 'options'], value: { value: 'boat', text: '船上' }, after: null },
    ]);
    const untested = (await read()).coverage.flatMap((c) => c.untested);
    expect(untested).toMatchObject([
      { id: 'live=boat', path: [...first, 'questions', '#live', 'options', '#boat'], say: { zh: expect.stringContaining('船上') } },
    ]);
    await drop(h, id);
  });
});
