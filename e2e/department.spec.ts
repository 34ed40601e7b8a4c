import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../tools/chromium.ts';
import { type City, openCity } from './city.ts';
import { HttpPerson } from './http-person.ts';
import { checkAxe, person, signIn } from './people.ts';
import { picture } from './pictures.ts';

let city: City;
beforeAll(async () => {
  city = await openCity({ env: { TONGBAN_SANDBOX_DEPARTMENT: 'silent' } });
});
afterAll(() => city?.close());

type Receipt = { caseId: string; number: string; slipCode: string };
type Desk = { name: { zh: string }; office: string | null; stepId?: string };
type View = {
  caseId: string;
  number: string;
  seq: number;
  state: string;
  deeds: { verb: string; stepId: string | null }[];
  desk: Desk[];
  events: { verb: string }[];
};
type Post = { id: string; organName: string };

async function ok<T>(answer: Promise<{ status: number; body: T }>): Promise<T> {
  const { status, body } = await answer;
  expect(status, JSON.stringify(body).slice(0, 400)).toBeLessThan(300);
  return body;
}
const kebab = (verb: string): string => verb.replaceAll(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);

/** A member of staff, sitting at the post of one office. */
async function staff(account: string, office?: string): Promise<HttpPerson> {
  const who = new HttpPerson(city.url);
  await who.signIn(account, '/desk/');
  if (office === undefined) return who;
  const session = await ok(who.ask<{ posts: Post[] }>('GET', '/api/staff/session'));
  const post = session.posts.find((p) => p.organName.includes(office));
  expect(post, office).toBeDefined();
  await ok(who.ask('PUT', '/api/staff/session/post', { postId: post?.id }));
  return who;
}
async function citizen(): Promise<HttpPerson> {
  const who = new HttpPerson(city.url);
  await who.signIn('sun-defu');
  return who;
}
async function act(who: HttpPerson, caseId: string, verb: string, body: object = {}): Promise<{ seq: number; state: string }> {
  const seen = await ok(who.ask<View>('GET', `/api/staff/cases/${caseId}`));
  const own = seen.deeds.find((d) => d.verb === verb);
  return ok(
    who.ask('POST', `/api/staff/cases/${caseId}/${kebab(verb)}`, {
      expectedSeq: seen.seq,
      ...(own?.stepId ? { stepId: own.stepId } : {}),
      ...body,
    }),
  );
}
const mine = async (caseId: string): Promise<View> => ok((await citizen()).ask<View>('GET', `/api/my/cases/${caseId}`));
const desks = async (caseId: string): Promise<string> =>
  (await mine(caseId)).desk.map((d) => `${d.name.zh}（${d.office ?? ''}）`).join('、');

/** The department's own door, with the key the demonstration city gives it. */
async function partner(
  method: string,
  path: string,
  body?: object,
): Promise<{ status: number; body: Record<string, unknown> & { rows?: { stepId: string; caseId: string }[] } }> {
  const reply = await fetch(`${city.url}/api/partner${path}`, {
    method,
    headers: {
      authorization: 'Bearer tb-sandbox-department-demo-key',
      'idempotency-key': crypto.randomUUID(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
}
const waiting = async (caseId: string): Promise<string | undefined> =>
  (await partner('GET', '/steps')).body.rows?.find((r) => r.caseId === caseId)?.stepId;

/** Subsidies for a disabled person, accepted and reviewed in the town: now it is with the federation's own system. */
async function withTheSystem(): Promise<Receipt> {
  const sun = await citizen();
  const draft = await ok(
    sun.ask<{ draftId: string; rev: number }>('POST', '/api/my/drafts', {
      handlingKey: 'disability-subsidies.first',
      answers: { certificate: 'valid', which: 'care', grade: 'high', who: 'self' },
    }),
  );
  const saved = await ok(
    sun.ask<{ rev: number }>('PUT', `/api/my/drafts/${draft.draftId}`, {
      rev: draft.rev,
      values: {
        phone: '13800004506',
        cardNumber: '32990119530119101741',
        category: 'limb',
        longCare: true,
        otherBenefits: ['none'],
        accountHolder: '孙德福',
        bankName: 'rcb',
        bankAccount: '6217860000314402598',
        agree: true,
      },
    }),
  );
  for (const material of ['card', 'idcard', 'bankcard']) await sun.upload(`/api/my/drafts/${draft.draftId}/files/${material}`);
  const receipt = await ok(sun.ask<Receipt>('POST', `/api/my/drafts/${draft.draftId}/submit`, { rev: saved.rev }));
  await act(await staff('zhao-min'), receipt.caseId, 'accept');
  await act(await staff('tang-hua', '沙河镇'), receipt.caseId, 'completeStep');
  return receipt;
}

describe('I11 an office that is a system', () => {
  it('says nothing: the citizen has a number and the true status, and a person of that office goes on; the late answer changes nothing', async () => {
    const { caseId, number, slipCode } = await withTheSystem();
    await new Promise((next) => setTimeout(next, 6_000));
    const step = await waiting(caseId);
    expect(step).toBeDefined();
    const seen = await mine(caseId);
    expect(seen).toMatchObject({ number, state: 'accepted' });
    expect(await desks(caseId)).toContain('残联');
    // Each party has its own clock, and the month of the application is not lost by waiting.
    const page = (await (await citizen()).go(`/my/cases/${caseId}`)).text;
    expect(page).toMatch(/id="clocks"[\s\S]*户籍地认定[\s\S]*收到转来的材料起10个工作日内。最晚/);
    expect(page).toMatch(/id="rights-from"[^<]*>批准的话，从\d+年\d+月1日起算/);
    // As he sees it on his phone: at which office it lies, and until when.
    const browser = await launchBrowser();
    const phone = await person(browser, { width: 360 });
    await signIn(phone.page, city.url, 'sun-defu');
    await phone.page.goto(`${city.url}/my/cases/${caseId}`);
    expect(await phone.page.locator('main').innerText()).toContain('在临河区残疾人联合会手上');
    await checkAxe(phone.page, 'a case that waits for a system');
    await picture(phone.page, 'department-silent');
    await browser.close();
    const status = await fetch(`${city.url}/api/status`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: slipCode }),
    });
    expect(status.status).toBe(200);
    expect(await status.text()).not.toContain('孙');
    // A refusal nobody stands behind is none (I5).
    expect(await partner('POST', `/steps/${step}/answer`, { answer: 'refused', officers: [], reason: '系统判定' })).toMatchObject({
      status: 422,
      body: { code: 'cases.refusal-without-person' },
    });
    await act(await staff('he-yong', '残疾人联合会'), caseId, 'completeStep', { note: '电话核实过' });
    expect(await waiting(caseId)).toBeUndefined();
    const after = await mine(caseId);
    const late = await partner('POST', `/steps/${step}/answer`, { answer: 'accepted', officers: ['经办甲'] });
    expect(late).toMatchObject({ status: 200, body: { taken: 'late' } });
    const again = await mine(caseId);
    expect([again.seq, again.state]).toEqual([after.seq, 'accepted']);
    expect((await partner('POST', `/steps/${crypto.randomUUID()}/answer`, { answer: 'accepted', officers: [] })).status).toBe(404);
    const decided = await act(await staff('wang-haitao'), caseId, 'decide', { outcome: 'grant', reason: '符合条件。' });
    expect(decided.state).toBe('decided');
  });

  it('answers long after it was asked: the case waits there, truly shown, and then goes on by itself, over a restart too', async () => {
    const { caseId } = await withTheSystem();
    await city.restart({ env: { TONGBAN_SANDBOX_DEPARTMENT: 'late' } });
    await new Promise((next) => setTimeout(next, 5_000));
    expect(await waiting(caseId)).toBeDefined();
    await expect.poll(() => waiting(caseId), { timeout: 60_000, interval: 1_000 }).toBeUndefined();
    expect((await mine(caseId)).events.filter((e) => e.verb === 'answerFromSystem')).toHaveLength(1);
    expect((await act(await staff('wang-haitao'), caseId, 'decide', { outcome: 'grant', reason: '符合条件。' })).state).toBe('decided');
  });

  it('answers twice and contradicts itself: one effect, and a person looks at the contradiction', async () => {
    await city.restart({ env: { TONGBAN_SANDBOX_DEPARTMENT: 'twice' } });
    const { caseId } = await withTheSystem();
    const manager = async (): Promise<boolean> => (await mine(caseId)).events.some((e) => e.verb === 'escalate');
    await expect.poll(manager, { timeout: 60_000, interval: 1_000 }).toBe(true);
    const seen = await mine(caseId);
    expect(seen.state).toBe('accepted');
    expect(seen.events.filter((e) => e.verb === 'answerFromSystem')).toHaveLength(1);
    expect(seen.events.filter((e) => e.verb === 'escalate')).toHaveLength(1);
  });
});
