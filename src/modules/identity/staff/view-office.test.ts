/** The posts of an office as the security administrator reads them: of the own region, by nobody else, true after each deed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#platform/actor';
import { sql } from '#platform/db';
import { newId } from '#platform/ids';
import { readStream } from '#platform/ledger';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { endPost, grantPost, seedCity } from '#identity';
import { findOrganByKey } from '#places';
import { staffAt } from '../actors.fixtures.ts';
import { findColleague, findOffices, viewOffice } from './view-office.ts';

let t: TestHouse;
let admin: Actor;
let organId = '';
beforeAll(async () => {
  t = await openTestHouse();
  await seedCity(t.house);
  admin = await staffAt(t.house, 'city-admin');
  organId = (await findOrganByKey(t.house.db, 'linhe-civil-affairs'))?.id ?? '';
});
afterAll(() => t.close());

describe('the posts of an office', () => {
  it('are found by a part of its name, wildcards taken as they are, and only in the region', async () => {
    const { rows } = await findOffices(admin, t.house, { text: '民政' });
    expect(rows.map((r) => r.name.zh)).toContain('临河区民政局');
    expect((await findOffices(admin, t.house, { text: '%' })).rows).toEqual([]);
    const district: Actor = { ...admin, post: { ...admin.post!, regionPath: '329900/329902' } };
    expect((await findOffices(district, t.house, { text: '民政' })).rows.map((r) => r.name.zh)).not.toContain('临河区民政局');
    await expect(viewOffice(district, t.house, { organId })).rejects.toMatchObject({ code: 'identity.no-office' });
  });

  it('say who, with which number, at which window; one given stands there, one ended is gone, and the chain says why', async () => {
    const before = await viewOffice(admin, t.house, { organId });
    expect(before.posts.map((p) => [p.name, p.number, p.role, p.own])).toContainEqual(['王海涛', 'T0008', 'approver', false]);
    const [found] = (await findColleague(admin, t.house, { who: 'T0003' })).rows;
    expect(found).toMatchObject({ name: '赵敏', posts: ['临河区5号窗综合受理'] });
    const { postId } = await grantPost(admin, t.house, newId(), {
      personId: found?.personId ?? '',
      role: 'approver',
      organId,
      regionCode: '329901',
      title: '社会救助科审批岗',
    });
    expect((await viewOffice(admin, t.house, { organId })).posts.map((p) => p.postId)).toContain(postId);
    await endPost(admin, t.house, newId(), { postId, reason: 'mistake' });
    expect((await viewOffice(admin, t.house, { organId })).posts).toEqual(before.posts);
    expect((await readStream(t.house.db, t.house, { kind: 'post', id: postId })).at(-1)?.header).toMatchObject({
      verb: 'ended',
      reason: 'mistake',
    });
    const hall = (await findOrganByKey(t.house.db, 'linhe-government-service'))?.id ?? '';
    const view = await viewOffice(admin, t.house, { organId: hall });
    expect(view.posts.find((p) => p.name === '赵敏')?.window).toContain('5号');
    expect(view.windows.find((w) => w.name.includes('5号'))?.taken).toBe(true);
  });

  it('are nobody else’s to read in this way', async () => {
    for (const key of ['city-manager', 'city-auditor', 'city-system-admin', 'linhe-window-5']) {
      const other = await staffAt(t.house, key);
      await expect(findOffices(other, t.house, { text: '民政' })).rejects.toMatchObject({ code: 'identity.not-your-post' });
      await expect(viewOffice(other, t.house, { organId })).rejects.toMatchObject({ code: 'identity.not-your-post' });
      await expect(findColleague(other, t.house, { who: 'T0003' })).rejects.toMatchObject({ code: 'identity.not-your-post' });
    }
    expect(await t.house.db.many(sql`select 1 from platform.audit where word = 'POST_GRANT' and actor_id <> ${admin.personId}`)).toEqual(
      [],
    );
  });
});
