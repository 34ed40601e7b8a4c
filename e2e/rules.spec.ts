import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type City, openCity } from './city.ts';
import { HttpPerson } from './http-person.ts';

let city: City;
beforeAll(async () => {
  city = await openCity({ env: { TONGBAN_SANDBOX_DEPARTMENT: 'silent' } });
});
afterAll(() => city?.close());

type Problem = { code?: string; title?: string; next?: string };
type Sent = { who: HttpPerson; method: string; path: string; body: unknown; key: string; status: number; answer: unknown };

/** Everything this run sent, with what came back. */
const sent: Sent[] = [];
class Witness extends HttpPerson {
  override async ask<T>(
    method: string,
    path: string,
    body?: unknown,
    key: string = crypto.randomUUID(),
  ): Promise<{ status: number; body: T }> {
    const answer = await super.ask<T>(method, path, body, key);
    sent.push({ who: this, method, path, body, key, status: answer.status, answer: answer.body });
    return answer;
  }
  /** The same again, not written down. */
  again(s: Sent, body: unknown = s.body): Promise<{ status: number; body: Problem }> {
    return super.ask(s.method, s.path, body, s.key);
  }
}
async function signedIn(account: string, to = '/my'): Promise<Witness> {
  const who = new Witness(city.url);
  await who.signIn(account, to);
  return who;
}
async function ok<T>(answer: Promise<{ status: number; body: T }>): Promise<T> {
  const { status, body } = await answer;
  expect(status, JSON.stringify(body).slice(0, 400)).toBeLessThan(300);
  return body;
}

type View = {
  caseId: string;
  seq: number;
  state: string;
  deeds: { verb: string; stepId: string | null }[];
  missing: { materialId: string }[];
  events: { verb: string }[];
};
const kebab = (verb: string): string => verb.replaceAll(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);
async function act(who: Witness, caseId: string, verb: string, body: object = {}): Promise<{ status: number; body: Problem }> {
  const seen = await ok(who.ask<View>('GET', `/api/staff/cases/${caseId}`));
  const own = seen.deeds.find((d) => d.verb === verb);
  return who.ask('POST', `/api/staff/cases/${caseId}/${kebab(verb)}`, {
    expectedSeq: seen.seq,
    ...(own?.stepId ? { stepId: own.stepId } : {}),
    ...body,
  });
}
const values = { accountHolder: '陈桂兰', phone: '13800004428', bankName: 'rcb', bankAccount: '6217860000314402598', agree: true };
const answers = { who: 'self', hukou: 'city', getting: 'no', live: 'home' };

/** From draft to decision, with one correction on the way. */
async function wholeCase(elder: Witness): Promise<{ caseId: string; draftId: string }> {
  const draft = await ok(
    elder.ask<{ draftId: string; rev: number }>('POST', '/api/my/drafts', { handlingKey: 'elder-allowance.first', answers }),
  );
  const saved = await ok(elder.ask<{ rev: number }>('PUT', `/api/my/drafts/${draft.draftId}`, { rev: draft.rev, values }));
  const { caseId } = await ok(elder.ask<{ caseId: string }>('POST', `/api/my/drafts/${draft.draftId}/submit`, { rev: saved.rev }));
  const clerk = await signedIn('zhao-min', '/desk/');
  expect(
    (await act(clerk, caseId, 'issueCorrection', { items: [{ kind: 'material', target: 'bankcard', say: '请补银行卡照片。' }] })).status,
  ).toBe(200);
  const mine = await ok(elder.ask<{ seq: number; needed: { stepId: string }[] }>('GET', `/api/my/cases/${caseId}`));
  await ok(
    elder.ask('POST', `/api/my/cases/${caseId}/answer-correction`, {
      expectedSeq: mine.seq,
      stepId: mine.needed[0]?.stepId,
      materials: [{ materialId: 'bankcard', route: 'file', fileId: await elder.upload(`/api/my/cases/${caseId}/files`) }],
    }),
  );
  expect((await act(clerk, caseId, 'accept')).status).toBe(200);
  const approver = await signedIn('wang-haitao', '/desk/');
  expect((await act(approver, caseId, 'completeStep')).status).toBe(200);
  expect((await act(approver, caseId, 'decide', { outcome: 'grant', reason: '符合条件。' })).status).toBe(200);
  return { caseId, draftId: draft.draftId };
}

const totals = async (): Promise<Record<number, number>> =>
  Object.fromEntries(
    ((await (await fetch(`${city.url}/api/ratings/totals`)).json()) as { levels: { level: number; count: number }[] }).levels.map((l) => [
      l.level,
      l.count,
    ]),
  );
/** The invitation on the page of one's own case. */
async function invitation(who: Witness, caseId: string): Promise<string> {
  let contact: string | undefined;
  await expect
    .poll(
      async () => {
        contact = /name="contact" value="([0-9a-f-]{36})"|value="([0-9a-f-]{36})" name="contact"/
          .exec((await who.go(`/my/cases/${caseId}`)).text)
          ?.slice(1)
          .find(Boolean);
        return contact !== undefined;
      },
      { timeout: 20_000, interval: 500 },
    )
    .toBe(true);
  return contact ?? '';
}

describe('rules seen from outside', () => {
  it('I6 every command of the whole case sent again under its key gives the same answer and has no second effect', async () => {
    const elder = await signedIn('chen-guilan');
    const { caseId } = await wholeCase(elder);
    await ok(elder.ask('POST', '/api/my/ratings', { contactId: await invitation(elder, caseId), level: 5 }));
    const before = await ok(elder.ask<View>('GET', `/api/my/cases/${caseId}`));
    const counted = await totals();
    const commands = sent.filter((s) => s.method !== 'GET' && s.status < 300);
    expect(commands.length).toBeGreaterThanOrEqual(9);
    for (const s of commands) {
      const again = await (s.who as Witness).again(s);
      expect([s.path, again.status, again.body]).toEqual([s.path, s.status, s.answer]);
      const body = s.body as Record<string, unknown>;
      const other =
        'expectedSeq' in body
          ? { ...body, expectedSeq: Number(body['expectedSeq']) + 1 }
          : 'rev' in body
            ? { ...body, rev: Number(body['rev']) + 1 }
            : 'level' in body
              ? { ...body, level: 1 }
              : { ...body, answers: { ...answers, live: 'institution' } };
      const reused = await (s.who as Witness).again(s, other);
      expect([s.path, reused.status, reused.body.code]).toEqual([s.path, 409, 'platform.key-reused']);
    }
    const after = await ok(elder.ask<View>('GET', `/api/my/cases/${caseId}`));
    expect(after).toEqual(before);
    expect(await totals()).toEqual(counted);
  });

  it('I10 one star and two stars, from the page and over the API: each raises its own public figure by one, and no other', async () => {
    const elder = await signedIn('chen-guilan');
    for (const [level, door] of [
      [1, 'page'],
      [2, 'page'],
      [1, 'api'],
      [2, 'api'],
    ] as const) {
      const { caseId } = await wholeCase(elder);
      const contact = await invitation(elder, caseId);
      const before = await totals();
      if (door === 'page') {
        const page = await elder.go(`/my/cases/${caseId}`);
        const hidden = Object.fromEntries(
          [...page.text.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([tag]) => [
            /name="([^"]*)"/.exec(tag)?.[1] ?? '',
            /value="([^"]*)"/.exec(tag)?.[1] ?? '',
          ]),
        );
        expect(
          (await elder.go(`/my/cases/${caseId}/rate`, { ...hidden, contact, _key: crypto.randomUUID(), level: String(level) })).text,
        ).toContain('rating-receipt');
      } else await ok(elder.ask('POST', '/api/my/ratings', { contactId: contact, level }));
      const after = await totals();
      expect(after, `${level} from the ${door}`).toEqual({ ...before, [level]: (before[level] ?? 0) + 1 });
    }
    const open = (await (await fetch(`${city.url}/api/ratings/open`)).json()) as { rows: { level: number }[] };
    // Anyone can recount the public figures from the open rows.
    const recount = await totals();
    for (const level of [1, 2, 3, 4, 5]) expect(open.rows.filter((r) => r.level === level).length).toBe(recount[level] ?? 0);
  });

  it('I11 whatever is refused says what and what to do next', async () => {
    const elder = await signedIn('chen-guilan');
    const stranger = await signedIn('sun-defu');
    const nobody = new Witness(city.url);
    const clerk = await signedIn('zhao-min', '/desk/');
    const { caseId, draftId } = await wholeCase(elder);
    const id = crypto.randomUUID();
    const tries: readonly (readonly [Witness, string, string, unknown?])[] = [
      [elder, 'POST', '/api/my/drafts', { handlingKey: 'no-such-thing.first', answers }],
      [elder, 'POST', '/api/my/drafts', { handlingKey: 7 }],
      [elder, 'POST', '/api/my/drafts', {}],
      [elder, 'POST', '/api/my/drafts', { handlingKey: 'elder-allowance.first', answers, applicantId: id }],
      [elder, 'PUT', `/api/my/drafts/${draftId}`, { rev: 1, values: { phone: '1' } }],
      [elder, 'PUT', `/api/my/drafts/${id}`, { rev: 1, values }],
      [elder, 'POST', `/api/my/drafts/${draftId}/submit`, { rev: 2 }],
      [elder, 'GET', '/api/my/cases/not-an-id'],
      [elder, 'POST', `/api/my/cases/${caseId}/withdraw`, { expectedSeq: 1, reason: '不办了' }],
      [elder, 'POST', `/api/my/cases/${caseId}/withdraw`, { expectedSeq: 99, reason: '很长'.repeat(5_000) }],
      [elder, 'POST', '/api/my/ratings', { contactId: id, level: 3 }],
      [elder, 'POST', '/api/my/ratings', { level: 9 }],
      [elder, 'GET', `/api/staff/cases/${caseId}`],
      [stranger, 'GET', `/api/my/cases/${caseId}`],
      [stranger, 'GET', `/api/my/drafts/${draftId}`],
      [nobody, 'GET', '/api/my/cases'],
      [nobody, 'POST', '/api/my/drafts', { handlingKey: 'elder-allowance.first', answers }],
      [nobody, 'GET', '/api/partner/steps'],
      [nobody, 'GET', '/api/no-such-door'],
      [nobody, 'POST', '/api/no-such-door', {}],
      [nobody, 'DELETE', '/no-such-page'],
      [nobody, 'POST', '/api/status', { code: '0000 0000 0000' }],
      [clerk, 'GET', `/api/staff/drafts/${draftId}`],
      [clerk, 'POST', `/api/staff/cases/${caseId}/accept`, { expectedSeq: 1 }],
      [clerk, 'POST', `/api/staff/cases/${caseId}/decide`, { expectedSeq: 1, outcome: 'grant' }],
      [
        clerk,
        'POST',
        '/api/staff/visits',
        { windowId: id, how: 'card', documentType: '111', number: '329901195301191017', name: '孙德福' },
      ],
    ];
    const silent: string[] = [];
    for (const [who, method, path, body] of tries) {
      const { status, body: said } = await who.ask<Problem>(method, path, body);
      expect(status, `${method} ${path} ${JSON.stringify(said).slice(0, 200)}`).toBeGreaterThanOrEqual(400);
      expect(status, `${method} ${path}`).toBeLessThan(500);
      if (!/[\u4e00-\u9fff]/.test(said.title ?? '') || !/[\u4e00-\u9fff]/.test(said.next ?? '') || (said.code ?? '') === '')
        silent.push(`${status} ${method} ${path}: ${JSON.stringify(said).slice(0, 200)}`);
    }
    // And everything else this run was refused.
    for (const s of sent.filter((one) => one.status >= 400))
      if (((s.answer as Problem).next ?? '') === '') silent.push(`${s.status} ${s.method} ${s.path}`);
    expect(silent).toEqual([]);
  });
});
