/** Every route of the house × everybody who may come: a clear answer, never a defect, never a stranger's data. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getCaseForParty, putDraftFile, saveDraft, startDraft, submitDraft } from '#cases';
import { findPartyByDocument, permissionWords, permits } from '#identity';
import { type Actor, anonymous } from '#platform/actor';
import { inTransaction, sql } from '#platform/db';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import type { App, Route } from '#platform/http';
import { newId } from '#platform/ids';
import { emit } from '#platform/outbox';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { plant } from '../tools/plant.ts';
import { type Caller, callers, send, sideOf, type Spoilt } from './authorisation.fixtures.ts';
import { composeApp, routes, seedDemonstration } from './compose.ts';

/** A session as signing in would begin it. */
async function beginTestSession(
  house: House,
  s: { kind: 'citizen' | 'staff'; partyId: string; postId: string | null; tokenHash: Buffer },
): Promise<void> {
  const at = house.clock.now();
  const ends = new Date(at.getTime() + 8 * 3_600_000);
  await inTransaction(house.db, (tx) =>
    tx.run(sql`insert into identity.session (id, token_hash, kind, party_id, post_id, level, device, began_at, seen_at, ends_at)
      values (${newId()}, ${s.tokenHash}, ${s.kind}, ${s.partyId}, ${s.postId}, 2, null, ${at}, ${at}, ${ends})`),
  );
}

/** What the world is made of, as one line: a refused request leaves it as it was. */
async function worldOf(house: House): Promise<string> {
  const row = await house.db.one<{ w: string }>(sql`select concat_ws(' ',
    (select concat(count(*), '/', sum(seq)) from cases."case"), (select count(*) from cases.action), (select count(*) from cases.paper),
    (select count(*) from cases.material), (select count(*) from cases.case_party), (select concat(count(*), '/', sum(rev)) from cases.draft),
    (select count(*) from cases.draft_material), (select count(*) from identity.party), (select count(*) from identity.post),
    (select count(*) from identity.visit), (select count(*) from identity.contact), (select count(*) from feedback.rating),
    (select count(*) from catalog.item_version), (select count(*) from platform.outbox)) as w`);
  return row.w;
}

/** Writes without an audit word of their own, and why that is right. */
const unaudited: Record<string, string> = {
  'POST /api/staff/colleagues/find': 'a look-up of colleagues; a name must not stand in an address',
  'POST /api/staff/sandbox-reader': 'reads a fictional card; opening the visit with it is audited',
  'POST /api/items/:key/evaluate': 'a question about an item, nobody behind it',
  'POST /api/items/:key/list-number': 'a list without a person behind it',
  'POST /api/status': 'a look-up by code; the code must not stand in an address',
  'POST /api/staff/work': 'a look-up; a name must not stand in an address',
  'POST /api/staff/find': 'a look-up; a name must not stand in an address',
  'POST /api/staff/catalog/copies/:copyId/evaluate': 'a question about a copy, nothing is stored',
  'PUT /api/my/drafts/:draftId': 'saving as one types; the draft names its author, beginning and submitting are audited',
  'POST /api/my/drafts/:draftId/files/:materialId': 'part of the draft',
  'POST /api/my/drafts/:draftId/materials': 'part of the draft',
  'DELETE /api/my/drafts/:draftId/materials/:materialRowId': 'part of the draft',
  'POST /api/my/drafts/:draftId/handover-code': 'its use is audited',
  'PUT /api/staff/drafts/:draftId': 'saving as one types; opening and submitting are audited',
  'POST /api/staff/drafts/:draftId/files/:materialId': 'part of the draft',
  'POST /api/staff/drafts/:draftId/materials': 'part of the draft',
  'DELETE /api/staff/drafts/:draftId/materials/:materialRowId': 'part of the draft',
};
/** Writes that need no idempotency key, and why. */
const keyless: Record<string, string> = {
  'POST /api/staff/colleagues/find': 'changes nothing',
  'POST /api/staff/sandbox-reader': 'each reading is a new one, as with a card; the sandbox of the demonstration',
  'POST /api/items/:key/evaluate': 'changes nothing',
  'POST /api/items/:key/list-number': 'a second number does no harm',
  'POST /api/status': 'changes nothing',
  'POST /api/staff/work': 'changes nothing',
  'POST /api/staff/find': 'changes nothing',
  'POST /api/staff/catalog/copies/:copyId/evaluate': 'changes nothing',
  'POST /api/me/acting': 'sets a state, twice is once',
  'PUT /api/staff/session/post': 'sets a state, twice is once',
  'POST /api/me/presence-code': 'a code is never answered twice',
  'POST /api/my/drafts/:draftId/handover-code': 'a code is never answered twice',
  'POST /api/staff/parties/:id/view': 'each look is written down',
  'POST /api/staff/followups/:followupId/phone': 'each look is written down',
  'POST /api/staff/demands': 'each demand is counted',
  'POST /api/staff/caller': 'each look is written down',
  'POST /api/staff/visit/drafts/open': 'each look is written down',
  'POST /api/staff/audit/search': 'each search is written down',
  'POST /api/staff/supervising/export': 'each table taken away is written down',
  'POST /api/staff/handed-over/seen': 'sets a state, twice is once',
};
/** What belongs to mother and son and to nobody else at a door. */
const secrets = /陈桂兰|周建华|329901194406171528|329901196803042817|1380000(4428|4417)|6222021234567890128|荷塘村6组/;
/** Paths whose answer names fictional people on purpose. */
const showsFictional = new Set(['/api/staff/sandbox-cards']);

let t: TestHouse;
let app: App;
let who: Caller[];
let ids: Record<string, string>;

const nameOf = (r: Route): string => `${r.method} ${r.path}`;
const actorOf = async (number: string): Promise<Actor> => {
  const party = await findPartyByDocument(t.house, { type: '111', number });
  return { ...anonymous(), kind: 'citizen', personId: party?.id ?? '', sessionId: 'test', name: party?.name ?? '' };
};

beforeAll(async () => {
  t = await openTestHouse();
  await seedDemonstration(t.house);
  who = await callers(t.house, beginTestSession);
  app = await composeApp(t.house);
  await app.ready();
  const son = await actorOf('329901196803042817');
  const mother = await actorOf('329901194406171528');
  const begin = async (): Promise<{ draftId: string; fileId: string; rev: number }> => {
    const start = {
      handlingKey: 'elder-allowance.first',
      answers: { who: 'relative', hukou: 'city', getting: 'no', live: 'home' },
      applicantId: mother.personId ?? '',
      relation: 'mother',
    };
    const { draftId } = await startDraft(son, t.house, newId(), start);
    const values = {
      liveRegion: '329901101201',
      bankName: 'rcb',
      bankAccount: '6222021234567890128',
      agree: true,
      phone: '13800004428',
      relation: 'child',
    };
    const { rev } = await saveDraft(son, t.house, newId(), { draftId, rev: 1, values });
    async function* paper(): AsyncGenerator<Uint8Array> {
      yield Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(200, 'x'), Buffer.from('\n%%EOF\n')]);
    }
    const { file } = await putDraftFile(son, t.house, newId(), { draftId, materialId: 'bankcard', name: '陈桂兰.pdf' }, paper());
    return { draftId, fileId: file.id, rev };
  };
  const submitted = await begin();
  const receipt = await submitDraft(son, t.house, newId(), { draftId: submitted.draftId, rev: submitted.rev });
  const open = await begin();
  ids = {
    caseId: receipt.caseId,
    draftId: open.draftId,
    fileId: submitted.fileId,
    id: mother.personId ?? '',
    forPartyId: mother.personId ?? '',
    applicantId: mother.personId ?? '',
    personId: mother.personId ?? '',
  };
}, 120_000);
afterAll(async () => {
  await app.close();
  await t.close();
});

describe('routes as data', () => {
  it('each has a permission known to identity or says public', () => {
    const known = new Set<string>([...permissionWords, 'public']);
    expect(routes.filter((r) => !known.has(r.permission)).map(nameOf)).toEqual([]);
    expect(routes.length).toBeGreaterThan(100);
  });
  it('no two share method and path', () => {
    const names = routes.map(nameOf);
    expect(names.filter((n, i) => names.indexOf(n) !== i)).toEqual([]);
  });
  it('each write has an audit word and asks for an idempotency key, or is excused by name', () => {
    const writes = routes.filter((r) => r.method !== 'GET');
    expect(
      writes
        .filter((r) => r.audit === null)
        .map(nameOf)
        .toSorted(),
    ).toEqual(Object.keys(unaudited).toSorted());
    expect(
      writes
        .filter((r) => !r.idempotent)
        .map(nameOf)
        .toSorted(),
    ).toEqual(Object.keys(keyless).toSorted());
  });
  it('a permission is held on the side the path belongs to, so that no cookie reaches another side', () => {
    const held = (r: Route): string[] =>
      ['citizen', 'staff', 'partner'].filter((kind) =>
        ['clerk', 'approver', 'manager', 'sysadmin', 'secadmin', 'auditor', 'editor', 'reviewer'].some((role) =>
          permits({ ...anonymous(), kind, post: kind === 'staff' ? { role } : null } as unknown as Actor, r.permission),
        ),
      );
    for (const r of routes.filter((one) => one.permission !== 'public'))
      expect([nameOf(r), held(r)]).toEqual([nameOf(r), [sideOf(r.path)]]);
  });
  it('no number or code of a person is asked for in a query, which logs and histories keep', () => {
    for (const r of routes)
      expect([
        nameOf(r),
        Object.keys((r.query as { properties?: object } | undefined)?.properties ?? {}).filter(
          (name) => /number|code$|slip|token|phone/i.test(name) && name !== 'regionCode',
        ),
      ]).toEqual([nameOf(r), []]);
  });
});

/** Answers for one round of requests, with what was wrong with each. */
async function round(spoilt: Spoilt, only: readonly Route[] = routes): Promise<string[]> {
  const wrong: string[] = [];
  let world = await worldOf(t.house);
  // What ends a draft or case comes last, and whoever may do it after those who may not: the others meet it alive.
  const ends = (r: Route): number => (r.method === 'DELETE' || /\/(withdraw|submit|discard|end)$/.test(r.path) ? 1 : 0);
  for (const route of only.toSorted((a, b) => ends(a) - ends(b))) {
    for (const caller of who.toSorted((a, b) => Number(a.entitled) - Number(b.entitled))) {
      const { status, body } = await send(app, route, caller, ids, spoilt);
      const at = `${nameOf(route)} by ${caller.name}: ${status}`;
      if (status >= 500) wrong.push(`${at} is a defect ${body.slice(0, 80)}`);
      if (route.permission !== 'public') {
        const inside = caller.side === sideOf(route.path);
        const may =
          inside &&
          permits(
            { ...anonymous(), kind: caller.side, post: caller.side === 'staff' ? { role: caller.role } : null } as unknown as Actor,
            route.permission,
          );
        if (!inside && status !== 401 && status !== 422) wrong.push(`${at}, not asked to sign in`);
        if (!may && status < 400) wrong.push(`${at}, let in`);
      }
      if (!caller.entitled && secrets.test(body) && !showsFictional.has(route.path)) wrong.push(`${at} shows ${secrets.exec(body)?.[0]}`);
      if (status >= 400 && !/^\{"type":"urn:tongban:problem:.*"next":"[^"]{4,}"/.test(body))
        wrong.push(`${at} says no way on: ${body.slice(0, 80)}`);
      const now = await worldOf(t.house);
      if (status >= 400 && now !== world) wrong.push(`${at} changed something: ${world} → ${now}`);
      world = now;
    }
  }
  return wrong;
}

describe('I9 every route × everybody', () => {
  it('(control) those whose matter it is do see it, by the same requests', async () => {
    const read = async (path: string, name: string) =>
      send(app, routes.find((r) => r.method === 'GET' && r.path === path) as Route, who.find((c) => c.name === name) as Caller, ids);
    for (const [path, name] of [
      ['/api/my/cases/:caseId', 'son'],
      ['/api/my/cases/:caseId', 'mother'],
      ['/api/my/drafts/:draftId', 'son'],
      ['/api/staff/cases/:caseId', 'clerk of the hall that received it'],
    ] as const) {
      const { status, body } = await read(path, name);
      expect([path, name, status, secrets.test(body)]).toEqual([path, name, 200, true]);
    }
    expect((await read('/api/my/drafts/:draftId', 'mother')).status).toBe(404);
  });
  it('as it should be asked: no defect, no stranger’s data, a refusal changes nothing and says what to do', async () => {
    expect(await round('no')).toEqual([]);
  }, 120_000);
  it.each(['text', 'number', 'kind'] as const)(
    'asked wrongly (%s): the same',
    async (spoilt) => {
      expect(await round(spoilt)).toEqual([]);
    },
    120_000,
  );
});

describe('I9 a route whose guard is taken away', () => {
  const route = (method: string, path: string): Route => routes.find((r) => r.method === method && r.path === path) as Route;
  /** Carries a route out otherwise for one round of requests. */
  const otherwise = async (one: Route, handle: Route['handle']): Promise<string[]> => {
    const own = one.handle;
    one.handle = handle;
    try {
      return await round('no', [one]);
    } finally {
      one.handle = own;
    }
  };
  it('I9 plant: a case read without a ground, a public list that names people, a refusal that leaves a row, a defect', async () => {
    const son = await actorOf('329901196803042817');
    const read = route('GET', '/api/staff/cases/:caseId');
    expect(await round('no', [read, route('GET', '/api/my/cases/:caseId')])).toEqual([]);
    await plant('the case as its own person reads it, for every clerk', () =>
      otherwise(read, () => getCaseForParty(son, t.house, ids['caseId'] ?? '')),
    );
    await plant('a public list that names people', () => otherwise(route('GET', '/api/items'), async () => [{ name: '陈桂兰' }]));
    await plant('refused, but a row is left', () =>
      otherwise(read, async () => {
        await inTransaction(t.house.db, (tx) =>
          emit(tx, t.clock.now(), { type: 'test.left', subject: { kind: 'test', id: newId(), seq: 1 }, data: {} }),
        );
        throw problem('forbidden', 'test.left', { zh: '不行。', en: 'No.' }, { zh: '请再看看。', en: 'Look again.' });
      }),
    );
    await plant('a defect', () => otherwise(read, () => Promise.reject(new Error('broken'))));
  });
});

describe('pages', () => {
  it('show a visitor and a stranger nothing of somebody else’s case or draft, and are kept by no cache', async () => {
    const stranger = who.find((c) => c.name === 'stranger');
    const son = who.find((c) => c.name === 'son');
    const addresses = [
      `/my/cases/${ids['caseId']}`,
      `/my/cases/${ids['caseId']}/answer`,
      `/my/cases/${ids['caseId']}/files/${ids['fileId']}`,
      `/apply/${ids['draftId']}`,
      `/apply/${ids['draftId']}/materials`,
      `/apply/${ids['draftId']}/review`,
      '/my',
      '/my/messages',
      '/my/views',
      '/my/sessions',
    ];
    for (const url of addresses) {
      expect([url, (await app.inject({ url })).statusCode]).toEqual([url, 303]);
      const theirs = await app.inject({ url, headers: stranger?.headers ?? {} });
      expect([url, secrets.test(theirs.body)]).toEqual([url, false]);
      const own = await app.inject({ url, headers: son?.headers ?? {} });
      expect([url, own.statusCode < 500, String(own.headers['cache-control'])]).toEqual([url, true, expect.stringContaining('no-store')]);
    }
  });
  it('take no write that another site caused, and no odd address or query as a defect', async () => {
    const son = who.find((c) => c.name === 'son');
    for (const url of [
      `/my/cases/${ids['caseId']}/withdraw`,
      `/apply/${ids['draftId']}/submit`,
      `/apply/${ids['draftId']}/discard`,
      '/my/openings',
      '/my/act-for',
      '/lists',
      '/sign-out',
    ])
      expect([
        url,
        (await app.inject({ method: 'POST', url, headers: { ...son?.headers, 'sec-fetch-site': 'cross-site' }, payload: {} })).statusCode,
      ]).toEqual([url, 403]);
    for (const url of [
      '/my/cases/abc',
      '/apply/__proto__/review',
      '/my/papers/x',
      '/search?q=a&q=b',
      '/search?q=%00',
      '/items?event[]=x',
      '/lists/abc',
      '/region?to=/%5Cevil.example',
      '/places/%00',
      '/r/%00',
    ])
      expect([url, (await app.inject({ url, headers: son?.headers ?? {} })).statusCode < 500]).toEqual([url, true]);
    for (const to of ['/%5Cevil.example', '//evil.example', 'https://evil.example', 'javascript:alert(1)'])
      expect([to, /href="(\/[\\/]|https?:\/\/evil|javascript:)/.test((await app.inject({ url: `/region?to=${to}` })).body)]).toEqual([
        to,
        false,
      ]);
  });
});
