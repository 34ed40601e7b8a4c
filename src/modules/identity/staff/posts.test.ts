import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, anonymous, systemActor } from '#platform/actor';
import { inTransaction, sql } from '#platform/db';
import { newId } from '#platform/ids';
import { runJob } from '#platform/jobs';
import { readStream } from '#platform/ledger';
import { openTestHouse, type TestHouse } from '#platform/testing';
import {
  closeVisit,
  endPost,
  findOrMakeParty,
  findPost,
  findVisit,
  grantPost,
  identityJobs,
  listPosts,
  openVisit,
  permissionWords,
  permits,
  postsOf,
  seedCity,
} from '#identity';
import { findOrgan } from '#places';
import { citizenOf, readCard, staffAt } from '../actors.fixtures.ts';

let t: TestHouse;
let admin: Actor;
beforeAll(async () => {
  t = await openTestHouse();
  await seedCity(t.house);
  admin = await staffAt(t.house, 'city-admin');
});
afterAll(() => t.close());

describe('posts', () => {
  it('are given by an administrator, chained, and ended again', async () => {
    const person = await citizenOf(t.house, '329901198609091024');
    const organ = await findOrgan(t.house.db, { kind: 'civil-affairs', regionCode: '329901' });
    const input = {
      personId: person.personId ?? '',
      role: 'approver' as const,
      organId: organ?.id ?? '',
      regionCode: '329901',
      title: '审批岗',
      items: ['elder-allowance'],
    };
    await expect(grantPost(admin, t.house, newId(), input)).rejects.toMatchObject({ code: 'identity.staff-number' });
    const { postId } = await grantPost(admin, t.house, newId(), { ...input, staffNumber: 'T9001' });
    expect(await findPost(t.house.db, postId)).toMatchObject({
      personName: '陆美珍',
      items: ['elder-allowance'],
      regionPath: '329900/329901',
    });
    expect(
      (await listPosts(t.house.db, { today: '2026-11-25', organId: organ?.id ?? '', role: 'approver' })).map((p) => p.personName).sort(),
    ).toEqual(['王海涛', '陆美珍', '顾晓燕'].sort());
    await endPost(admin, t.house, newId(), { postId, reason: 'moved' });
    expect(await postsOf(t.house.db, person.personId ?? '', '2026-11-25')).toEqual([]);
    expect((await readStream(t.house.db, t.house, { kind: 'post', id: postId })).length).toBe(2);
  });
  it('are not given to oneself, nor by anybody else', async () => {
    const input = {
      personId: admin.personId ?? '',
      role: 'approver' as const,
      organId: admin.post?.organId ?? '',
      regionCode: '329900',
      title: '自己',
    };
    await expect(grantPost(admin, t.house, newId(), input)).rejects.toMatchObject({ code: 'identity.own-post' });
    await expect(endPost(admin, t.house, newId(), { postId: admin.post?.id ?? '', reason: 'moved' })).rejects.toMatchObject({
      code: 'identity.own-post',
    });
    const clerk = await staffAt(t.house, 'liuqiao-window-3');
    await expect(grantPost(clerk, t.house, newId(), input)).rejects.toMatchObject({ code: 'identity.not-your-post' });
  });
});

describe('three administrators', () => {
  const three = ['sysadmin', 'secadmin', 'auditor'] as const;
  const give = (personId: string, role: (typeof three)[number] | 'clerk', title = '管理员') =>
    grantPost(admin, t.house, newId(), {
      personId,
      role,
      organId: admin.post?.organId ?? '',
      regionCode: '329900',
      title,
      staffNumber: `T${personId.slice(-6)}`,
    });
  const somebody = async (n: number): Promise<string> =>
    (
      await inTransaction(t.house.db, (tx) =>
        findOrMakeParty(tx, t.house, {
          kind: 'natural',
          name: `示例${n}`,
          documentType: '414',
          number: `DEMO${n}`,
          how: 'seed',
        }),
      )
    ).partyId;

  it('nobody is two of them at once: said in words, and refused by the database', async () => {
    let n = 0;
    for (const first of three)
      for (const second of three.filter((role) => role !== first)) {
        const person = await somebody(n++);
        const { postId } = await give(person, first, `原${first}`);
        const refused = await give(person, second).catch((error: unknown) => error);
        expect(refused).toMatchObject({ kind: 'conflict', code: 'identity.two-administrators', fields: [{ field: 'role' }] });
        expect((refused as { say: { zh: string } }).say.zh).toContain(`原${first}`);
        await expect(
          inTransaction(t.house.db, (tx) =>
            tx.run(sql`insert into identity.post (id, person_id, role, organ_id, region_code, region_path, title, valid_from, granted_at)
              select ${newId()}, person_id, ${second}, organ_id, region_code, region_path, title, valid_from, granted_at
              from identity.post where id = ${postId}`),
          ),
        ).rejects.toMatchObject({ code: '23P01' });
        // The same post twice, or another post beside it, is no second administrator.
        await give(person, first);
        const { postId: beside } = await give(person, 'clerk');
        await expect(
          inTransaction(t.house.db, (tx) => tx.run(sql`update identity.post set role = ${second} where id = ${beside}`)),
        ).rejects.toMatchObject({ code: '23P01' });
        expect((await postsOf(t.house.db, person, '2026-11-25')).map((post) => post.role).sort()).toEqual([first, first, 'clerk'].sort());
      }
  });
  it('one after the other is allowed, and going back in time is not', async () => {
    const person = await somebody(90);
    const { postId } = await give(person, 'auditor');
    await endPost(admin, t.house, newId(), { postId, reason: 'moved' });
    const { postId: next } = await give(person, 'sysadmin');
    expect((await postsOf(t.house.db, person, '2026-11-25')).map((post) => post.role)).toEqual(['sysadmin']);
    await expect(
      inTransaction(t.house.db, (tx) => tx.run(sql`update identity.post set valid_to = null where id = ${postId}`)),
    ).rejects.toMatchObject({ code: '23P01' });
    await endPost(admin, t.house, newId(), { postId: next, reason: 'left' });
  });
  it('two given at the same moment: one of them', async () => {
    for (let round = 0; round < 5; round++) {
      const person = await somebody(100 + round);
      await give(person, 'clerk');
      const answers = await Promise.allSettled(three.map((role) => give(person, role)));
      expect(answers.filter((one) => one.status === 'fulfilled').length).toBe(1);
      for (const one of answers) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'identity.two-administrators' });
    }
  });
  it('of one administrator of old the security administrator is made', async () => {
    expect((await findPost(t.house.db, admin.post?.id ?? ''))?.role).toBe('secadmin');
  });
  it('each holds its own words, none holds another’s, and none opens a case or a person', () => {
    const as = (role: NonNullable<Actor['post']>['role']): Actor => ({
      ...admin,
      post: { ...(admin.post as NonNullable<Actor['post']>), role },
    });
    const shared = ['staff.session', 'staff.read', 'live.staff', 'catalog.read-staff'];
    const words = (role: (typeof three)[number]): string[] =>
      permissionWords.filter((word) => permits(as(role), word) && !shared.includes(word)).sort();
    expect(Object.fromEntries(three.map((role) => [role, words(role)]))).toEqual({
      sysadmin: ['figures.read', 'places.manage', 'system.read'],
      secadmin: ['erasure.confirm', 'erasure.request', 'staff.manage'],
      auditor: ['audit.read', 'erasure.confirm'],
    });
    for (const role of three)
      expect(words(role).filter((word) => /^(cases|visits|parties|drafts|files|papers|notices|ratings|catalog)\./.test(word))).toEqual([]);
  });
});

describe('permission words', () => {
  it('are each held by somebody, and by nobody without a session or a post', () => {
    const roles = ['clerk', 'approver', 'manager', 'sysadmin', 'secadmin', 'auditor', 'editor', 'reviewer'] as const;
    const holders: Actor[] = [
      { ...anonymous(), kind: 'citizen', personId: 'x' },
      { ...anonymous(), kind: 'partner', personId: 'x' },
      ...roles.map((role): Actor => ({ ...admin, post: { ...(admin.post as NonNullable<Actor['post']>), role } })),
    ];
    for (const word of permissionWords) {
      expect(
        holders.some((holder) => permits(holder, word)),
        word,
      ).toBe(true);
      for (const nobody of [anonymous(), systemActor('job'), { ...admin, post: null }]) expect(permits(nobody, word), word).toBe(false);
    }
    expect(permits(holders[2] as Actor, 'no.such-word')).toBe(false);
  });
  it('keep citizens from the desk, clerks from deciding and approvers from the window', () => {
    const as = (role: 'clerk' | 'approver'): Actor => ({ ...admin, post: { ...(admin.post as NonNullable<Actor['post']>), role } });
    expect(permits({ ...anonymous(), kind: 'citizen', personId: 'x' }, 'cases.queue')).toBe(false);
    expect(permits(as('clerk'), 'cases.decide')).toBe(false);
    expect(permits(as('approver'), 'visits.manage')).toBe(false);
    expect(permits(as('clerk'), 'me.read')).toBe(false);
  });
});

describe('the night', () => {
  it('closes a visit that was forgotten, and leaves one of today open', async () => {
    const clerk = await staffAt(t.house, 'liuqiao-window-3');
    const open = async () =>
      openVisit(clerk, t.house, newId(), {
        windowId: clerk.post?.windowId ?? '',
        how: 'card',
        card: await readCard(t.house, clerk, { number: '329901196803042817', name: '周建华' }),
      });
    const forgotten = await open();
    const job = identityJobs.find((one) => one.name === 'identity.close-forgotten-visits');
    if (job === undefined) throw new Error('no such job');
    await runJob(t.house, job);
    expect((await findVisit(t.house.db, forgotten.visitId))?.closedAt).toBeNull();
    t.clock.set('2026-11-26T08:00:00+08:00');
    await runJob(t.house, job);
    expect((await findVisit(t.house.db, forgotten.visitId))?.closedAt).not.toBeNull();
    const today = await open();
    await closeVisit(clerk, t.house, newId(), { visitId: today.visitId });
  });
});
