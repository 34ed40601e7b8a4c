import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '#platform/db';
import { checkIdNumber } from '#platform/identifiers';
import { newId } from '#platform/ids';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { getParty, nameRelative, openVisit, partyFacts, seedCity } from '#identity';
import { citizenOf, staffAt } from '../actors.fixtures.ts';
import { linkAccount } from './link-account.ts';
import { openIdService } from './openid.ts';
import type { ProvedPerson } from './sign-in-service.ts';

let t: TestHouse;
beforeAll(async () => {
  t = await openTestHouse();
  await seedCity(t.house);
});
afterAll(() => t.close());

const numberOf = (body: string): string => [...'0123456789X'].map((c) => body + c).find((n) => checkIdNumber(n).ok) ?? '';
const person = (more: Partial<ProvedPerson>): ProvedPerson => ({
  issuer: 'https://id.example',
  subject: newId(),
  name: '何晓雨',
  documentType: '111',
  number: numberOf('32990119910203112'),
  level: 3,
  phone: '13800008888',
  email: null,
  ...more,
});
const link = (kind: 'citizen' | 'staff', p: ProvedPerson) => inTransaction(t.house.db, (tx) => linkAccount(tx, t.house, kind, p));

describe('an account and the person behind it (model 13)', () => {
  it('makes a person nobody knew, and is the same person the next time', async () => {
    const p = person({});
    const first = await link('citizen', p);
    expect(await getParty(t.house.db, first.partyId)).toMatchObject({ name: '何晓雨', level: 3, kind: 'natural' });
    expect(await link('citizen', p)).toEqual(first);
    expect(await link('citizen', { ...p, subject: newId() })).toEqual(first);
  });
  it('finds whom a window made, and raises the proof', async () => {
    const clerk = await staffAt(t.house, 'liuqiao-window-3');
    const number = numberOf('32990119880808114');
    const visit = await openVisit(clerk, t.house, newId(), {
      windowId: clerk.post?.windowId ?? '',
      how: 'typed',
      documentType: '111',
      number,
      name: '罗小芳',
      reason: '身份证在补办',
    });
    const { partyId } = await link('citizen', person({ name: '罗小芳', number }));
    expect(partyId).toBe(visit.partyId);
    expect((await getParty(t.house.db, partyId)).level).toBe(3);
    const self = await citizenOf(t.house, number);
    expect(await partyFacts(self, t.house, partyId, { kind: 'self', id: null })).toMatchObject({
      phone: '13800008888',
      documents: [{ provedHow: 'sign-in', level: 3 }],
    });
  });
  it('is not kept out by a name somebody else typed wrong', async () => {
    const son = await citizenOf(t.house, '329901196803042817');
    const number = numberOf('32990119470101102');
    const named = await nameRelative(son, t.house, newId(), { name: '写错名', documentType: '111', number, relation: 'other' });
    const { partyId } = await link('citizen', person({ name: '郑秀珍', number }));
    expect(partyId).toBe(named.partyId);
    expect((await getParty(t.house.db, partyId)).name).toBe('郑秀珍');
  });
  it('goes to a window when name and number do not belong together', async () => {
    await expect(link('citizen', person({ name: '别人', number: '329901194406171528' }))).rejects.toMatchObject({
      code: 'identity.name-differs',
      next: { zh: expect.stringContaining('窗口') },
    });
  });
  it('needs level 2, and a post for the desk', async () => {
    await expect(link('citizen', person({ level: 1 }))).rejects.toMatchObject({ code: 'identity.level-too-low' });
    await expect(link('staff', person({}))).rejects.toMatchObject({ code: 'identity.not-staff' });
    await expect(link('staff', person({ name: '周建华', number: '329901196803042817' }))).rejects.toMatchObject({
      code: 'identity.not-staff',
    });
  });
  it('keeps the telephone the person set here', async () => {
    const zhou = person({ name: '周建华', number: '329901196803042817', phone: '13900000000' });
    const { partyId } = await link('citizen', zhou);
    const self = await citizenOf(t.house, zhou.number);
    expect((await partyFacts(self, t.house, partyId, { kind: 'self', id: null })).phone).toBe('13800004417');
  });
});

describe('an identity service that does not answer', () => {
  it('is said in words with another way, and asked again the next time', async () => {
    let asked = 0;
    const client = { id: 'x', secret: 'y' };
    const service = openIdService(t.house, {
      issuer: 'http://127.0.0.1:9/idp',
      clients: { citizen: client, staff: client },
      algorithm: 'ES256',
      fetch: async () => {
        asked++;
        throw new TypeError('fetch failed');
      },
    });
    for (let i = 0; i < 2; i++)
      await expect(service.begin('citizen')).rejects.toMatchObject({
        kind: 'unavailable',
        code: 'identity.issuer-away',
        next: { zh: expect.stringContaining('窗口') },
      });
    expect(asked).toBe(2);
  });
});
