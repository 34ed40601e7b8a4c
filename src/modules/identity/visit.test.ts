import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, anonymous } from '#platform/actor';
import { sql } from '#platform/db';
import { newId } from '#platform/ids';
import { openTestHouse, type TestHouse } from '#platform/testing';
import {
  closeVisit,
  findOpenVisit,
  findPartyByDocument,
  findVisit,
  listRelations,
  listViewsOf,
  makePresenceCode,
  maskedParty,
  nameRelative,
  openVisit,
  partyFacts,
  searchNames,
  seedCity,
  setContact,
  setVisitFor,
  viewParty,
} from '#identity';
import { citizenOf, readCard, staffAt } from './actors.fixtures.ts';

let t: TestHouse;
let liWen: Actor;
let xuJing: Actor;
let son: Actor;
const zhou = { documentType: '111', number: '329901196803042817', name: '周建华' };
const chen = { documentType: '111', number: '329901194406171528', name: '陈桂兰' };
const windowOf = (actor: Actor): string => actor.post?.windowId ?? '';
const key = (): string => newId();
const cardOf = (who: { number: string; name: string }, actor = liWen): Promise<string> => readCard(t.house, actor, who);

beforeAll(async () => {
  t = await openTestHouse();
  await seedCity(t.house);
  liWen = await staffAt(t.house, 'liuqiao-window-3');
  xuJing = await staffAt(t.house, 'liuqiao-window-1');
  son = await citizenOf(t.house, zhou.number);
});
afterAll(() => t.close());

describe('a visit', () => {
  it('is one at a window at a time, also when two are opened at once', async () => {
    const both = await Promise.allSettled([
      openVisit(liWen, t.house, key(), { windowId: windowOf(liWen), how: 'card', card: await cardOf(zhou) }),
      openVisit(liWen, t.house, key(), { windowId: windowOf(liWen), how: 'card', card: await cardOf(chen) }),
    ]);
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find((one) => one.status === 'rejected');
    expect(refused).toMatchObject({ reason: { code: 'identity.visit-open', kind: 'conflict' } });
    const open = await findOpenVisit(t.house.db, windowOf(liWen));
    await closeVisit(liWen, t.house, key(), { visitId: open?.id ?? '' });
    expect(await findOpenVisit(t.house.db, windowOf(liWen))).toBeUndefined();
  });
  it('repeated with its key is the same visit', async () => {
    const k = key();
    const card = await cardOf(zhou);
    const first = await openVisit(liWen, t.house, k, { windowId: windowOf(liWen), how: 'card', card });
    expect(await openVisit(liWen, t.house, k, { windowId: windowOf(liWen), how: 'card', card })).toEqual(first);
    await closeVisit(liWen, t.house, key(), { visitId: first.visitId });
    await closeVisit(liWen, t.house, key(), { visitId: first.visitId });
  });
  it('needs the own window, a clerk, somebody else, and a reason for a typed number', async () => {
    const attempt = async (actor: Actor, more: { how?: 'typed'; reason?: string; name?: string; number?: string | undefined }) => {
      const who = { ...zhou, ...more };
      const given = more.how === 'typed' ? who : { card: await cardOf({ number: who.number ?? '', name: who.name }) };
      return openVisit(actor, t.house, key(), { windowId: windowOf(liWen), how: 'card', ...more, ...given });
    };
    await expect(attempt(xuJing, {})).rejects.toMatchObject({ code: 'identity.not-your-window' });
    await expect(attempt(son, {})).rejects.toMatchObject({ code: 'identity.not-your-post' });
    await expect(attempt(liWen, { how: 'typed' })).rejects.toMatchObject({ code: 'identity.reason-needed', fields: [{ field: 'reason' }] });
    await expect(attempt(liWen, { how: 'typed', reason: '号码是329901196803042817' })).rejects.toMatchObject({
      code: 'identity.reason-needed',
    });
    await expect(attempt(liWen, { number: '329901199204180000' })).rejects.toMatchObject({
      code: 'identity.bad-number',
      fields: [{ field: 'number' }],
    });
    await expect(attempt(liWen, { name: '周建国' })).rejects.toMatchObject({ code: 'identity.name-differs' });
    const own = await t.house.db.one<{ name: string }>(sql`select name from identity.party where id = ${liWen.personId}`);
    const numbers = (await import('./demo/city-files.ts')).readCity().staff.find((s) => s.name === own.name);
    await expect(attempt(liWen, { name: own.name, number: numbers?.idNumber })).rejects.toMatchObject({ code: 'identity.own-visit' });
    expect(await findOpenVisit(t.house.db, windowOf(liWen))).toBeUndefined();
  });
  it('makes a person nobody knew, once, and lets that person be found again', async () => {
    const stranger = { documentType: '111', number: '32990119900101101X', name: '艾力·吐尔逊' };
    const { checkIdNumber } = await import('#platform/identifiers');
    const number =
      ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'X'].map((c) => `32990119900101101${c}`).find((n) => checkIdNumber(n).ok) ?? '';
    await expect(
      openVisit(liWen, t.house, key(), { windowId: windowOf(liWen), how: 'typed', documentType: '111', number, reason: '身份证在补办' }),
    ).rejects.toMatchObject({ code: 'identity.name-needed' });
    const opened = await openVisit(liWen, t.house, key(), {
      windowId: windowOf(liWen),
      how: 'typed',
      ...stranger,
      number,
      reason: '身份证在补办',
    });
    expect(opened.made).toBe(true);
    expect((await findPartyByDocument(t.house, { type: '112', number: number.toLowerCase() }))?.id).toBe(opened.partyId);
    await closeVisit(liWen, t.house, key(), { visitId: opened.visitId });
    const again = await openVisit(liWen, t.house, key(), {
      windowId: windowOf(liWen),
      how: 'card',
      card: await cardOf({ name: '艾力•吐尔逊', number }),
    });
    expect(again).toMatchObject({ partyId: opened.partyId, made: false });
    expect((await maskedParty(t.house, opened.partyId)).documents[0]).toMatchObject({ provedHow: 'card', level: 2 });
    await closeVisit(liWen, t.house, key(), { visitId: again.visitId });
  });
  it('opens by the code on the phone, once, for two minutes', async () => {
    const { code } = await makePresenceCode(son, t.house);
    const opened = await openVisit(liWen, t.house, key(), {
      windowId: windowOf(liWen),
      how: 'code',
      code: `${code.slice(0, 3)} ${code.slice(3)}`,
    });
    expect(opened.partyId).toBe(son.personId);
    await closeVisit(liWen, t.house, key(), { visitId: opened.visitId });
    await expect(openVisit(liWen, t.house, key(), { windowId: windowOf(liWen), how: 'code', code })).rejects.toMatchObject({
      code: 'identity.code-unknown',
    });
    // Two windows at once: it opens one visit.
    for (let round = 0; round < 6; round++) {
      const twice = await makePresenceCode(son, t.house);
      const both = await Promise.allSettled(
        [liWen, xuJing].map((clerk) => openVisit(clerk, t.house, key(), { windowId: windowOf(clerk), how: 'code', code: twice.code })),
      );
      const won = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value.visitId] : []));
      expect(won).toHaveLength(1);
      await closeVisit(both[0]?.status === 'fulfilled' ? liWen : xuJing, t.house, key(), { visitId: won[0] ?? '' });
    }
    const late = await makePresenceCode(son, t.house);
    t.clock.advance(121_000);
    await expect(openVisit(liWen, t.house, key(), { windowId: windowOf(liWen), how: 'code', code: late.code })).rejects.toMatchObject({
      code: 'identity.code-unknown',
    });
  });
  it('can be closed by the colleague who takes over the window', async () => {
    const opened = await openVisit(liWen, t.house, key(), { windowId: windowOf(liWen), how: 'card', card: await cardOf(zhou) });
    await expect(closeVisit(xuJing, t.house, key(), { visitId: opened.visitId })).rejects.toMatchObject({
      code: 'identity.not-your-visit',
    });
    await closeVisit({ ...xuJing, post: liWen.post }, t.house, key(), { visitId: opened.visitId });
  });
});

describe('whom a visit is for (I9, model 14)', () => {
  it('is recorded with relation and consent, and opens exactly those two people to this clerk until it is closed', async () => {
    const { visitId, partyId } = await openVisit(liWen, t.house, key(), {
      windowId: windowOf(liWen),
      how: 'card',
      card: await cardOf(zhou),
    });
    const inside = { ...liWen, visitId };
    const ground = { kind: 'visit', id: visitId } as const;
    const mother = await findPartyByDocument(t.house, { type: '111', number: chen.number });
    const motherId = mother?.id ?? '';
    await expect(partyFacts(inside, t.house, motherId, ground)).rejects.toMatchObject({ code: 'identity.no-ground' });
    expect(
      await setVisitFor(inside, t.house, key(), {
        visitId,
        person: { ...chen },
        relation: 'mother',
        consent: 'phone',
        note: '9:20打电话问过',
      }),
    ).toEqual({ visitId, forPartyId: motherId });
    expect(await findVisit(t.house.db, visitId)).toMatchObject({
      partyId,
      forPartyId: motherId,
      relation: 'mother',
      consent: 'phone',
      consentNote: '9:20打电话问过',
    });
    expect(await partyFacts(inside, t.house, motherId, ground)).toMatchObject({
      name: '陈桂兰',
      birth: '1944-06-17',
      sex: 'female',
      age: 82,
      homeRegion: '329901101201',
      documents: [{ number: chen.number }],
    });
    const ouyang = await findPartyByDocument(t.house, { type: '111', number: '329901199102281026' });
    await expect(partyFacts(inside, t.house, ouyang?.id ?? '', ground)).rejects.toMatchObject({ code: 'identity.no-ground' });
    await expect(partyFacts({ ...xuJing, visitId }, t.house, motherId, ground)).rejects.toMatchObject({ code: 'identity.no-ground' });
    await expect(
      setVisitFor(inside, t.house, key(), { visitId, person: { ...zhou }, relation: 'other', consent: 'spoken' }),
    ).rejects.toMatchObject({ code: 'identity.for-whom' });
    await expect(
      setVisitFor(inside, t.house, key(), { visitId, person: { ...chen }, relation: 'stranger', consent: 'spoken' }),
    ).rejects.toMatchObject({ code: 'identity.for-whom' });
    await closeVisit(inside, t.house, key(), { visitId });
    await expect(partyFacts(inside, t.house, motherId, ground)).rejects.toMatchObject({ code: 'identity.no-ground' });
    await expect(setVisitFor(inside, t.house, key(), { visitId, self: true })).rejects.toMatchObject({ code: 'identity.visit-closed' });
  });
  it('may be an organisation', async () => {
    const { visitId } = await openVisit(liWen, t.house, key(), {
      windowId: windowOf(liWen),
      how: 'card',
      card: await cardOf(zhou),
      presentFor: {
        person: { kind: 'organisation', name: '云渚市临河荷风餐饮有限公司', documentType: '001', number: '91329901MA9K204162' },
        relation: 'employer',
        consent: 'paper',
      },
    });
    const visit = await findVisit(t.house.db, visitId);
    expect(await partyFacts({ ...liWen, visitId }, t.house, visit?.forPartyId ?? '', { kind: 'visit', id: visitId })).toMatchObject({
      kind: 'organisation',
      age: null,
      legalRepresentative: { name: '沈立群' },
    });
    await closeVisit(liWen, t.house, key(), { visitId });
  });
});

describe('looks at a person', () => {
  it('are written down with their reason, and the person reads who, where and why', async () => {
    const { visitId, partyId } = await openVisit(liWen, t.house, key(), {
      windowId: windowOf(liWen),
      how: 'card',
      card: await cardOf(zhou),
    });
    const inside = { ...liWen, visitId };
    const clear = await viewParty(
      inside,
      t.house,
      { partyId, what: ['documents', 'phone'], reason: '核对收件电话' },
      { kind: 'visit', id: visitId },
    );
    expect(clear).toMatchObject({ documents: [{ number: zhou.number }], phone: '13800004417' });
    await expect(
      viewParty(inside, t.house, { partyId, what: ['phone'], reason: ' ' }, { kind: 'visit', id: visitId }),
    ).rejects.toMatchObject({ code: 'identity.reason-needed' });
    await closeVisit(liWen, t.house, key(), { visitId });
    const looks = await listViewsOf(t.house, partyId);
    expect(looks.find((l) => l.what.zh === '手机号')).toMatchObject({
      who: '李雯',
      organ: '柳桥镇人民政府',
      post: '柳桥镇3号窗综合受理',
      reason: '核对收件电话',
    });
  });
  it('of a son at his mother rest on the register; what he merely says opens nothing', async () => {
    const [mother] = await listRelations(t.house.db, son.personId ?? '');
    const ground = { kind: 'party', id: mother?.id ?? '' } as const;
    expect((await partyFacts(son, t.house, mother?.otherId ?? '', ground)).birth).toBe('1944-06-17');
    expect((await listViewsOf(t.house, mother?.otherId ?? '')).some((look) => look.who === '周建华')).toBe(true);
    const named = await nameRelative(son, t.house, key(), {
      name: '欧阳明月',
      documentType: '111',
      number: '329901199102281026',
      relation: 'sibling',
    });
    expect(named.known).toBe(false);
    await expect(partyFacts(son, t.house, named.partyId, ground)).rejects.toMatchObject({ code: 'identity.no-ground' });
    await expect(
      nameRelative(son, t.house, key(), { name: '周建华', documentType: '111', number: zhou.number, relation: 'other' }),
    ).rejects.toMatchObject({ code: 'identity.relative-self' });
    await expect(
      nameRelative(son, t.house, key(), { name: '错名字', documentType: '111', number: '329901199102281026', relation: 'other' }),
    ).rejects.toMatchObject({ code: 'identity.name-differs' });
  });
  it('of a name are no guessing game: after three that do not fit, the right one is not answered either', async () => {
    const guesser = await citizenOf(t.house, '329901195301191017');
    const guess = (name: string, number = '329901199102281026') =>
      nameRelative(guesser, t.house, key(), { name, documentType: '111', number, relation: 'other' });
    for (const name of ['甲一', '乙二', '丙三']) await expect(guess(name)).rejects.toMatchObject({ code: 'identity.name-differs' });
    await expect(guess('欧阳明月')).rejects.toMatchObject({ kind: 'tooMany' });
    await expect(guess('周建华', zhou.number)).rejects.toMatchObject({ kind: 'tooMany' });
    // Somebody else is not hindered, and the day after it is open again.
    const named = { name: '欧阳明月', documentType: '111', number: '329901199102281026', relation: 'sibling' };
    expect((await nameRelative(son, t.house, key(), named)).known).toBe(false);
    t.clock.advance(25 * 3_600_000);
    expect((await guess('欧阳明月')).known).toBe(false);
    t.clock.advance(-25 * 3_600_000);
  });
  it('by name are masked and end at the border of the own region', async () => {
    expect(await searchNames(liWen, t.house, '陈桂')).toMatchObject([{ maskedName: '陈**', homeLabel: '云渚市临河区柳桥镇荷塘村' }]);
    expect(await searchNames(liWen, t.house, '孙德')).toEqual([]);
    expect((await searchNames(await staffAt(t.house, 'linhe-window-5'), t.house, '孙德')).length).toBe(1);
    expect(await searchNames(liWen, t.house, '%%')).toEqual([]);
    expect((await searchNames(liWen, t.house, '李𠮷')).length).toBe(1);
    await expect(searchNames(liWen, t.house, '陈')).rejects.toMatchObject({ code: 'identity.name-too-short' });
    await expect(searchNames(son, t.house, '陈桂兰')).rejects.toMatchObject({ code: 'identity.not-your-post' });
  });
  it('are limited: a clerk cannot leaf through people by typing', async () => {
    const clerk = await staffAt(t.house, 'donghu-window-1');
    let refused: unknown;
    for (let i = 0; i < 61; i++) await searchNames(clerk, t.house, '不存在').catch((e: unknown) => (refused = e));
    expect(refused).toMatchObject({ kind: 'tooMany' });
  });
});

describe('contacts and documents (model 15)', () => {
  it('are set by oneself, and by a clerk only in the visit', async () => {
    await setContact(son, t.house, key(), { kind: 'phone', value: '138 0000 9999' });
    expect((await partyFacts(son, t.house, son.personId ?? '', { kind: 'self', id: null })).phone).toBe('13800009999');
    await expect(setContact(son, t.house, key(), { kind: 'phone', value: '12' })).rejects.toMatchObject({ code: 'identity.bad-contact' });
    await expect(
      setContact(liWen, t.house, key(), { partyId: son.personId ?? '', kind: 'phone', value: '13800001111' }),
    ).rejects.toMatchObject({ code: 'identity.no-ground' });
  });
  it('lie nowhere in clear: not in any column of any table', async () => {
    const canaries = [
      zhou.number,
      chen.number,
      '91329901MA9K204162',
      '13800004417',
      '13800009999',
      '柳桥镇荷塘村6组21号',
      '1944-06-17',
      'zhou@example.invalid',
      'tb-sandbox-department-demo-key',
    ];
    const tables = await t.house.db.many<{ name: string }>(sql`
      select format('%I.%I', table_schema, table_name) as name from information_schema.tables
      where table_schema in ('identity', 'platform', 'graphile_worker') and table_type = 'BASE TABLE'`);
    const hits: string[] = [];
    for (const { name } of tables)
      for (const canary of canaries) {
        const { n } = await t.house.db.one<{ n: number }>(
          sql`select count(*) as n from ${sql.raw(name)} x where x::text like ${`%${canary}%`}`,
        );
        if (n > 0) hits.push(`${name}: ${canary}`);
      }
    expect(hits).toEqual([]);
    // The plant: the same search does find what stands in clear.
    const { n } = await t.house.db.one<{ n: number }>(sql`select count(*) as n from identity.party x where x::text like ${'%陈桂兰%'}`);
    expect(n).toBe(1);
  });
});

describe('the demonstration city', () => {
  it('loaded again changes nothing', async () => {
    const count = () =>
      t.house.db.one(
        sql`select (select count(*) from identity.party) as parties, (select count(*) from identity.post) as posts, (select count(*) from identity.relation) as relations, (select count(*) from identity.contact) as contacts`,
      );
    const before = await count();
    await seedCity(t.house);
    expect(await count()).toEqual(before);
  });
  it('is refused to a production site', async () => {
    await expect(seedCity({ ...t.house, config: { ...t.house.config, env: 'production' } })).rejects.toMatchObject({
      code: 'identity.no-demo',
    });
  });
  it('keeps names with a dot, two surnames and rare characters whole', async () => {
    for (const name of ['阿不都热西提·买买提', '欧阳明月', '李𠮷祥', '王䶮'])
      expect((await t.house.db.many(sql`select 1 from identity.party where name = ${name}`)).length).toBe(1);
    expect(anonymous().kind).toBe('anonymous');
  });
});
