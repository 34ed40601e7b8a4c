import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findContact, followupsMirror, levels, listMyRatings, rate, rateAgain, ratingsMirror, readIndicators } from '#feedback';
import { type Actor, anonymous } from '#platform/actor';
import { listViewsOf } from '#platform/audit';
import { inTransaction, sql } from '#platform/db';
import { newId } from '#platform/ids';
import { verifyHouse } from '#platform/ledger';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { findPartyByDocument, listPosts, seedCity } from '#identity';
import { makeContact } from '../make-contact.ts';
import { readTotals } from '../read-totals.ts';
import { answerFollowup } from './answer-followup.ts';
import { appealRating, ratingsOfMe } from './appeal-rating.ts';
import { callBack } from './call-back.ts';
import { decideAppeal } from './decide-appeal.ts';
import { findFollowup } from './followup.sql.ts';
import { listFollowupLines } from './list-followups.ts';
import { listPatterns } from './list-patterns.ts';
import { openFollowup } from './open-followup.ts';
import { openPhone, readFollowup } from './read-followup.ts';

let t: TestHouse;
let rater: Actor;
let clerk: Actor;
let manager: Actor;
let second: Actor;

async function staffAt(title: string): Promise<Actor> {
  const found = (await listPosts(t.house.db, { today: '2026-11-25' })).find((p) => p.title === title);
  if (found === undefined) throw new Error(title);
  const { personId, personName, label: _, ...post } = found;
  return { ...anonymous('zh', 'desk'), kind: 'staff', capacity: 'staff', personId, post, name: personName };
}
async function citizenOf(number: string): Promise<Actor> {
  const party = await findPartyByDocument(t.house, { type: '111', number });
  if (party === undefined) throw new Error(number);
  return { ...anonymous(), kind: 'citizen', personId: party.id, name: party.name };
}

beforeAll(async () => {
  t = await openTestHouse();
  await seedCity(t.house);
  rater = await citizenOf('329901196803042817');
  clerk = await staffAt('柳桥镇3号窗综合受理');
  manager = await staffAt('临河区政务服务管理');
  second = await staffAt('全市政务服务管理');
});
afterAll(() => t.close());

/** A closed visit at the clerk's window, rated; then what the listener does. */
async function rated(level: number, comment = ''): Promise<{ ratingId: string; followupId: string | null }> {
  t.clock.advance(1_000);
  const subjectId = newId();
  await inTransaction(t.house.db, (tx) =>
    makeContact(tx, t.house, {
      kind: 'visit',
      subjectId,
      partyId: rater.personId ?? '',
      caseId: null,
      itemKey: null,
      itemName: '高龄津贴',
      organId: clerk.post?.organId ?? null,
      regionCode: clerk.post?.regionCode ?? '',
      staffId: clerk.personId,
      door: 'window',
      happenedAt: t.house.clock.now(),
    }),
  );
  const contact = await t.house.db.one<{ id: string }>(sql`select id from feedback.contact where subject_id = ${subjectId}`);
  const { ratingId } = await rate(rater, { contact: { id: contact.id }, level, reasons: ['visits'], comment, key: newId() }, t.house);
  return { ratingId, followupId: await inTransaction(t.house.db, (tx) => openFollowup(tx, t.house, ratingId)) };
}
async function low(comment = ''): Promise<string> {
  const { followupId } = await rated(1, comment);
  if (followupId === null) throw new Error('no follow-up');
  return followupId;
}
const called = (followupId: string) =>
  callBack(manager, t.house, newId(), { followupId, reached: true, kind: 'simple', words: '说等了四十分钟没人理。' });

describe('the loop after a low rating', () => {
  it('opens for the two lowest levels and no other, once, after the rating was counted', async () => {
    for (const { level } of levels) expect((await rated(level)).followupId !== null).toBe(level <= 2);
    const { ratingId } = await rated(2);
    expect(await inTransaction(t.house.db, (tx) => openFollowup(tx, t.house, ratingId))).toBeNull();
  });
  it('goes from the call to the answer to the second rating, each read by who should', async () => {
    const id = await low('等了四十分钟');
    const line = (await listFollowupLines(manager, t.house, 'open')).find((l) => l.id === id);
    expect(line).toMatchObject({ level: 1, stage: 'toCall', rater: '周**', dueOn: '2026-11-26', late: false });
    const view = await readFollowup(manager, t.house, id);
    expect(view).toMatchObject({ comment: '等了四十分钟', phone: '138****4417', mayAnswer: false });
    expect(await openPhone(manager, t.house, id)).toEqual({ phone: '13800004417' });
    const looks = await listViewsOf(t.house.db, rater.personId ?? '');
    expect(looks.map((l) => l.what)).toEqual(expect.arrayContaining(['rating', 'phone']));
    await expect(
      answerFollowup(manager, t.house, newId(), { followupId: id, outcome: 'fixed', words: '已经加开窗口。' }),
    ).rejects.toMatchObject({
      code: 'feedback.callFirst',
    });
    await called(id);
    await answerFollowup(manager, t.house, newId(), { followupId: id, outcome: 'fixed', words: '周一起中午加开一个窗口。' });
    const mine = (await listMyRatings(rater, t.house)).find((r) => r.followup?.id === id);
    expect(mine?.followup).toMatchObject({ stage: 'answered', answer: '周一起中午加开一个窗口。', mayRateAgain: true });
    await rateAgain(rater, t.house, newId(), { followupId: id, level: 4 });
    await expect(rateAgain(rater, t.house, newId(), { followupId: id, level: 5 })).rejects.toMatchObject({ code: 'feedback.againAlready' });
    const stranger = await citizenOf('329901195301191017');
    await expect(rateAgain(stranger, t.house, newId(), { followupId: id, level: 5 })).rejects.toMatchObject({
      code: 'feedback.no-followup',
    });
  });
  it('may be answered in writing after three days on which nobody picked up; those are no call backs', async () => {
    const before = (await readIndicators(t.house)).counts;
    const id = await low();
    for (let day = 0; day < 3; day++) {
      await callBack(manager, t.house, newId(), { followupId: id, reached: false });
      await callBack(manager, t.house, newId(), { followupId: id, reached: false });
      t.clock.advance(86_400_000);
    }
    expect((await findFollowup(t.house.db, id))?.missed).toBe(3);
    expect((await listFollowupLines(manager, t.house, 'open')).find((l) => l.id === id)?.late).toBe(true);
    await answerFollowup(manager, t.house, newId(), { followupId: id, outcome: 'explained', words: '给您写信说明了情况。' });
    const after = (await readIndicators(t.house)).counts;
    expect(after.called - before.called).toBe(0);
    expect(after.followups - before.followups).toBe(1);
  });
  it('answers a repeat the same and refuses other words under the same key', async () => {
    const id = await low();
    const key = newId();
    const input = { followupId: id, reached: true as const, kind: 'complex' as const, words: '要和厂家一起改。' };
    const first = await callBack(manager, t.house, key, input);
    expect(await callBack(manager, t.house, key, input)).toEqual(first);
    await expect(callBack(manager, t.house, key, { ...input, words: '别的话，别的话。' })).rejects.toMatchObject({ kind: 'conflict' });
    expect((await findFollowup(t.house.db, id))?.answerBy).toBe(
      t.house.calendar.addWorkdays((await findFollowup(t.house.db, id))?.openedOn ?? '', 15).due,
    );
  });
});

describe('I10 and I13 around a low rating', () => {
  it('nothing that follows touches the gross figure; an upheld appeal moves the net one alone', async () => {
    const id = await low();
    const gross = await readTotals(t.house);
    const before = await readIndicators(t.house);
    await called(id);
    await answerFollowup(manager, t.house, newId(), { followupId: id, outcome: 'explained', words: '那天系统停电，没有法子。' });
    await rateAgain(rater, t.house, newId(), { followupId: id, level: 5 });
    const mine = (await ratingsOfMe(clerk, t.house)).find((r) => r.appealable && r.level === 1);
    expect(mine).toBeDefined();
    // The rated person cannot tell who, when exactly, or in what words.
    expect(JSON.stringify(await ratingsOfMe(clerk, t.house))).not.toMatch(
      new RegExp(`${rater.personId}|周建华|2026-\\d\\d-\\d\\d|ratingId`),
    );
    const appealed = await appealRating(clerk, t.house, newId(), {
      ref: mine?.ref ?? '',
      ground: 'notOurs',
      words: '那天我不在这个窗口。',
    });
    await decideAppeal(second, t.house, newId(), { followupId: appealed.followupId, upheld: true, words: '排班表证实不在岗。' });
    expect(await readTotals(t.house)).toEqual(gross);
    const after = await readIndicators(t.house);
    expect(after.counts.negative).toBe(before.counts.negative);
    expect(after.counts.upheld).toBe(before.counts.upheld + 1);
    expect(after.netNegativeRate ?? 0).toBeLessThan(before.netNegativeRate ?? 0);
  });
  it('the rated, the rater, the appellant and the handler decide nothing about it, each in words', async () => {
    const id = await low();
    const as = (personId: string | null): Actor => ({ ...manager, personId });
    await expect(callBack(as(clerk.personId), t.house, newId(), { followupId: id, reached: false })).rejects.toMatchObject({
      code: 'feedback.not-yours',
    });
    await expect(callBack(as(rater.personId), t.house, newId(), { followupId: id, reached: false })).rejects.toMatchObject({
      code: 'feedback.not-yours',
    });
    await called(id);
    const mine = (await ratingsOfMe(clerk, t.house)).filter((r) => r.appealable);
    for (const one of mine) {
      const done = await appealRating(clerk, t.house, newId(), { ref: one.ref, ground: 'mistaken', words: '按错了键吧。' });
      if (done.followupId !== id) continue;
      await expect(decideAppeal(manager, t.house, newId(), { followupId: id, upheld: true, words: '同意申诉。' })).rejects.toMatchObject({
        code: 'feedback.not-yours',
      });
      await decideAppeal(second, t.house, newId(), { followupId: id, upheld: false, words: '没有依据。' });
      await expect(decideAppeal(second, t.house, newId(), { followupId: id, upheld: true, words: '又想了想。' })).rejects.toMatchObject({
        code: 'feedback.appealDecided',
      });
    }
  });
  it('a manager of another region finds none of it', async () => {
    const id = await low();
    const elsewhere = {
      ...manager,
      post: manager.post === null ? null : { ...manager.post, regionPath: '329900/329902', regionCode: '329902' },
    };
    expect((await listFollowupLines(elsewhere, t.house, 'open')).some((l) => l.id === id)).toBe(false);
    await expect(readFollowup(elsewhere, t.house, id)).rejects.toMatchObject({ code: 'feedback.no-followup' });
    await expect(callBack(elsewhere, t.house, newId(), { followupId: id, reached: false })).rejects.toMatchObject({
      code: 'feedback.no-followup',
    });
    await expect(listFollowupLines(clerk, t.house, 'open')).rejects.toMatchObject({ code: 'identity.not-your-post' });
  });
  it('every deed is chained: an edited one is seen, and the table refuses the edit first', async () => {
    const check = () => verifyHouse(t.house, { mirrors: [ratingsMirror, followupsMirror] });
    expect((await check()).ok).toBe(true);
    await expect(inTransaction(t.house.db, (tx) => tx.run(sql.raw(`update feedback.followup_action set code = 'x'`)))).rejects.toThrow(
      /append-only/,
    );
    await inTransaction(t.house.db, async (tx) => {
      await tx.run(sql.raw('alter table feedback.followup_action disable trigger followup_action_append_only'));
      await tx.run(sql.raw(`update feedback.followup_action set code = '5' where verb = 'again'`));
      await tx.run(sql.raw('alter table feedback.followup_action enable trigger followup_action_append_only'));
    });
    expect((await check()).ok).toBe(false);
  });
});

describe('patterns', () => {
  it('shows an officer with praise only, within seconds, from everyone: a reason to look', async () => {
    const before = await listPatterns(manager, t.house);
    expect(before.filter((p) => p.kind === 'allPraise')).toEqual([]);
    const other = await staffAt('柳桥镇1号窗综合受理');
    const saved = clerk;
    clerk = other;
    for (let i = 0; i < 20; i++) await rated(5);
    clerk = saved;
    const found = (await listPatterns(manager, t.house)).filter((p) => p.person === other.name);
    expect(found.map((p) => p.kind).toSorted()).toEqual(['allPraise', 'allRated', 'seconds']);
    expect(await findContact(t.house.db, newId())).toBeUndefined();
  });
});
