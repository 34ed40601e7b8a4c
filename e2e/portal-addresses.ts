import type { Page } from 'playwright-core';
import { allowance, ok, peopleOf } from './portal-cases.ts';

const states = [
  'received',
  'correcting',
  'accepted',
  'paused',
  'refused',
  'granted',
  'closed',
  'notAccepted',
  'withdrawn',
  'terminated',
] as const;
export type Made = {
  cases: Record<(typeof states)[number], string>;
  fresh: string;
  filled: string;
  papers: string[];
  list: string;
  place: string;
  slip: string;
  check: string;
};

/** Everything the pages are about: drafts at their beginning and their end, a case in each state, a list, papers. */
export async function make(base: string): Promise<Made> {
  const { elder, clerk, approver, draft, act, received } = await peopleOf(base);
  const cases = {} as Made['cases'];
  const lacks = [
    { kind: 'material', target: 'bankcard', say: '请补银行卡照片。' },
    { kind: 'field', target: 'phone', say: '电话打不通，请再看一遍。' },
  ];
  const acceptedOne = async (): Promise<string> => {
    const id = await received('home', true);
    await act(clerk, id, 'accept');
    return id;
  };
  cases.received = await received();
  cases.correcting = await received();
  await act(clerk, cases.correcting, 'issueCorrection', { items: lacks });
  cases.accepted = await acceptedOne();
  cases.paused = await acceptedOne();
  await act(approver, cases.paused, 'pause', { kind: 'verification', reason: '要核实健在情况。', expectedEnd: '2026-12-01' });
  for (const [state, outcome, reason] of [
    ['granted', 'grant', '符合条件。'],
    ['refused', 'refuse', '经核实，不符合条件。'],
    ['closed', 'grant', '符合条件。'],
  ] as const) {
    cases[state] = await acceptedOne();
    await act(approver, cases[state], 'completeStep');
    await act(approver, cases[state], 'decide', { outcome, reason });
  }
  cases.notAccepted = await received();
  await act(clerk, cases.notAccepted, 'refuseAcceptance', { ground: 'notCompetent', reason: '不归本区管，请到户籍地。' });
  cases.withdrawn = await received();
  const mine = await ok(elder.ask<{ seq: number }>('GET', `/api/my/cases/${cases.withdrawn}`));
  await ok(elder.ask('POST', `/api/my/cases/${cases.withdrawn}/withdraw`, { expectedSeq: mine.seq, reason: '不办了。' }));
  cases.terminated = await acceptedOne();
  await act(approver, cases.terminated, 'terminate', { ground: 'personGone', reason: '申请人已经去世。' });
  const papersOf = async (id: string): Promise<string[]> =>
    (await ok(elder.ask<{ papers: { id: string }[] }>('GET', `/api/my/cases/${id}`))).papers.map((p) => p.id);
  // The last paper opened is the result delivered: the case is closed.
  for (const paper of await papersOf(cases.closed)) await elder.go(`/my/papers/${paper}.pdf`);
  const { draftId: fresh } = await draft();
  const last = await draft('institution');
  const values = { liveAddress: '柳桥镇荷塘村3组12号', institution: '柳桥镇敬老院', accountHolder: '陈桂兰', phone: '13800004428' };
  await ok(elder.ask('PUT', `/api/my/drafts/${last.draftId}`, { rev: last.rev, values }));
  await elder.upload(`/api/my/drafts/${last.draftId}/files/bankcard`);
  const query = '/items/elder-allowance/list?a.who=self&a.hukou=city&a.getting=no&a.live=home';
  const version = /name="version" value="([^"]+)"/.exec((await elder.go(query)).text)?.[1] ?? '';
  const list = new URL((await elder.go('/lists', { version, 'a.who': 'self', 'a.hukou': 'city', 'a.getting': 'no', 'a.live': 'home' })).url)
    .pathname;
  const one = await draft();
  const saved = await ok(elder.ask<{ rev: number }>('PUT', `/api/my/drafts/${one.draftId}`, { rev: one.rev, values: allowance }));
  const { slipCode } = await ok(elder.ask<{ slipCode: string }>('POST', `/api/my/drafts/${one.draftId}/submit`, { rev: saved.rev }));
  const [paper = ''] = await papersOf(cases.granted);
  const check = /核对码：([^。]+)。/.exec((await elder.go(`/my/papers/${paper}`)).text)?.[1] ?? '';
  const place = /href="(\/places\/[^"]+)"/.exec((await elder.go('/places')).text)?.[1] ?? '';
  return {
    cases,
    fresh,
    filled: last.draftId,
    papers: [...new Set([...(await papersOf(cases.correcting)), ...(await papersOf(cases.refused)), ...(await papersOf(cases.granted))])],
    list,
    place,
    slip: slipCode,
    check,
  };
}

/** Where each page of the registry is looked at. A new page without a line here is a red test, and so is a line without a page. */
export const addresses: Record<string, (m: Made) => string[]> = {
  '/': () => ['/'],
  '/search': () => ['/search', '/search?q=社保卡丢了', '/search?q=zzzzqq'],
  '/items': () => ['/items', '/items?event=birth', '/items?event=birth&object=enterprise'],
  '/places': () => ['/places'],
  '/places/:key': (m) => [m.place],
  '/region': () => ['/region', '/region?at=329901101&to=/items'],
  '/items/:key': () => ['/items/elder-allowance', '/items/public-place-hygiene', '/items/remote-medical-filing'],
  '/items/:key/list': () => [
    '/items/elder-allowance/list',
    '/items/elder-allowance/list?a.who=relative&change=who&error=1',
    '/items/elder-allowance/list?a.who=relative&a.hukou=city&a.getting=no&a.live=institution',
    '/items/road-freight-permit/list?kind=new&a.mass=light',
  ],
  '/lists/:number': (m) => [m.list],
  '/lists/:number/slip': (m) => [`${m.list}/slip`, `${m.list}/slip?large=1`],
  '/apply/start': () => ['/apply/start?item=elder-allowance.first&a.who=relative&a.hukou=city&a.getting=no&a.live=home'],
  '/apply/:id': (m) => [`/apply/${m.fresh}`, `/apply/${m.filled}?step=person`, `/apply/${m.filled}?step=money`],
  '/apply/:id/materials': (m) => [`/apply/${m.fresh}/materials`, `/apply/${m.filled}/materials`],
  '/apply/:id/review': (m) => [`/apply/${m.fresh}/review`, `/apply/${m.filled}/review`],
  '/my': () => ['/my'],
  '/my/signed-in': () => ['/my/signed-in'],
  '/my/cases/:id': (m) => Object.values(m.cases).map((id) => `/my/cases/${id}`),
  '/my/cases/:id/answer': (m) => [`/my/cases/${m.cases.correcting}/answer`],
  '/my/papers/:id': (m) => m.papers.map((id) => `/my/papers/${id}`),
  '/my/messages': () => ['/my/messages'],
  '/my/views': () => ['/my/views', '/my/views?case=none'],
  '/my/ratings': () => ['/my/ratings'],
  '/my/sessions': () => ['/my/sessions', '/my/sessions?done=1'],
  '/my/data': () => ['/my/data'],
  '/status': () => ['/status'],
  '/papers/check': () => ['/papers/check'],
  '/ratings': () => ['/ratings', '/ratings?receipt=XXXX'],
  '/grants': () => ['/grants', '/grants?item=none'],
  '/api': () => ['/api'],
  '/about/access': () => ['/about/access'],
  '/about/privacy': () => ['/about/privacy'],
};
/** Answered with a file, or only by a link that is sent: nothing to look at here. */
export const noPages: Record<string, string> = {
  '/items/:key/answer': 'leads on',
  '/apply/:id/files/:file': 'a file',
  '/apply/:id/handover': 'seen as the answer to the press that makes a code; without one it leads to the review',
  '/my/cases/:id/files/:file': 'a file',
  '/my/papers/:id.pdf': 'a file',
  '/my/papers/:id/service.pdf': 'a file',
  '/ratings/open.csv': 'a file',
  '/r/:token': 'a link of a receipt; its page is that of the rating on a case',
};
export const errors = ['/no-such-page', '/items/no-such-item', '/my/cases/019ac000-0000-7000-8000-000000000000', '/lists/000000'];

/** Pages that are the answer to a deed: how one comes to them. */
export const answers: Record<string, (page: Page, m: Made, base: string) => Promise<void>> = {
  '/status': async (page, m, base) => {
    await page.goto(`${base}/status`);
    await page.fill('#code', m.slip);
    await page.locator('main form button').click();
    await page.locator('#status').waitFor();
  },
  '/papers/check': async (page, m, base) => {
    await page.goto(`${base}/papers/check`);
    await page.fill('#code', m.check);
    await page.locator('main form button').click();
    await page.locator('#checked').waitFor();
  },
  '/apply/start': async (page, _, base) => {
    await page.goto(`${base}/apply/start?item=elder-allowance.first&a.who=relative&a.hukou=city&a.getting=no&a.live=home`);
    await page.locator('main form button').last().click();
    await page.locator('#errors').waitFor();
  },
  '/apply/:id': async (page, m, base) => {
    await page.goto(`${base}/apply/${m.fresh}?step=money`);
    await page.locator('#form-next').click();
    await page.locator('#errors').waitFor();
  },
  '/apply/:id/handover': async (page, m, base) => {
    await page.goto(`${base}/apply/${m.fresh}/review`);
    await page.locator('form[action$="/handover"] button').click();
    await page.locator('#handover-code').waitFor();
  },
  '/my/cases/:id/answer': async (page, m, base) => {
    await page.goto(`${base}/my/cases/${m.cases.correcting}/answer`);
    await page.fill('[name=phone]', '1');
    await page.locator('#hand-in').click();
    await page.locator('#errors').waitFor();
  },
  '/my/messages': async (page, _, base) => {
    // The sign-in is gone: what was typed is handed back.
    await page.goto(`${base}/my/messages`);
    const cookies = await page.context().cookies();
    await page.context().clearCookies();
    await page.context().addCookies(cookies.filter((c) => /^tb_(elder|contrast|lang|region)$/.test(c.name)));
    await page.locator('main form button').last().click();
    await page.locator('#kept').waitFor();
    await page.context().addCookies(cookies);
  },
};
/** Deeds that lead on to a page of the walk, or whose answer is looked at in another journey. */
export const leadOn: Record<string, string> = {
  '/lists': 'the kept list',
  '/apply/:id/carry': 'the step',
  '/apply/:id/materials/:material': 'materials; its errors in portal-everyone',
  '/apply/:id/materials/:material/drop': 'materials',
  '/apply/:id/materials/:material/other': 'materials',
  '/apply/:id/submit': 'the receipt, in portal-transcript and main-job',
  '/apply/:id/discard': 'my cases',
  '/my/cases/:id/withdraw': 'the case',
  '/my/cases/:id/rate': 'in portal-everyone and main-job',
  '/my/openings': 'my cases',
  '/my/act-for': 'my cases',
  '/my/data': 'a file',
  '/my/sessions': 'the list',
  '/my/ratings/:id/again': 'my ratings, in ratings-loop',
  '/r/:token': 'in portal-everyone',
};
