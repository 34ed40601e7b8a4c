import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type City, openCity } from './city.ts';
import { HttpPerson } from './http-person.ts';

let city: City;
beforeAll(async () => {
  city = await openCity({ env: { TONGBAN_SANDBOX_DEPARTMENT: 'silent' } });
});
afterAll(() => city?.close());

type Draft = {
  draftId: string;
  rev: number;
  values: Record<string, unknown>;
  sources: Record<string, { from: string; by: string }>;
  materials: { materialId: string }[];
};
type Receipt = { caseId: string; number: string; slipCode: string; paperId: string };
type Deed = { verb: string; stepId: string | null; blocked: { code: string } | null };
type View = {
  caseId: string;
  seq: number;
  state: string;
  deeds: Deed[];
  missing: { materialId: string }[];
  clock: { stands: boolean; duePromised: string | null; lamp: string; say: { zh: string } };
  papers: { kind: string }[];
  events: { verb: string }[];
};

const son = (): HttpPerson => new HttpPerson(city.url);
async function staff(account: string): Promise<HttpPerson> {
  const who = new HttpPerson(city.url);
  await who.signIn(account, '/desk/');
  return who;
}
async function ok<T>(answer: Promise<{ status: number; body: T }>): Promise<T> {
  const { status, body } = await answer;
  expect(status, JSON.stringify(body).slice(0, 400)).toBeLessThan(300);
  return body;
}
const kebab = (verb: string): string => verb.replaceAll(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);
/** Lays a fictional card on the sandbox reader of a window; answers what the reader signs. */
const readCard = async (who: HttpPerson, windowId: string, number: string): Promise<string> =>
  (await ok(who.ask<{ card: string }>('POST', '/api/staff/sandbox-reader', { windowId, number }))).card;
const look = (who: HttpPerson, caseId: string): Promise<View> => ok(who.ask<View>('GET', `/api/staff/cases/${caseId}`));
async function act(
  who: HttpPerson,
  caseId: string,
  verb: string,
  body: object = {},
): Promise<{ status: number; body: { code?: string; state?: string; seq?: number } }> {
  const seen = await look(who, caseId);
  const own = seen.deeds.find((d) => d.verb === verb);
  return who.ask('POST', `/api/staff/cases/${caseId}/${kebab(verb)}`, {
    expectedSeq: seen.seq,
    ...(own?.stepId ? { stepId: own.stepId } : {}),
    ...body,
  });
}
const answers = { who: 'relative', hukou: 'city', getting: 'no', live: 'home' };
const phoneValues = {
  contactName: '周建华',
  contactPhone: '13800004417',
  relation: 'child',
  accountHolder: '陈桂兰',
  phone: '13800004428',
};

describe('I2 same case: what is begun at one door goes on at the other, with nothing typed again', () => {
  it('the town window takes over the draft of the phone in a visit, completes it, receives, accepts; the district decides', async () => {
    const phone = son();
    await phone.signIn('zhou-jianhua');
    const me = await ok(phone.ask<{ relatives: { partyId: string; name: string; kind?: string }[] }>('GET', '/api/me'));
    const mother = me.relatives.find((r) => r.name === '陈桂兰');
    expect(mother).toBeDefined();
    const begun = await ok(
      phone.ask<{ draftId: string; rev: number }>('POST', '/api/my/drafts', {
        handlingKey: 'elder-allowance.first',
        answers,
        applicantId: mother?.partyId,
        relation: 'mother',
      }),
    );
    await ok(phone.ask('PUT', `/api/my/drafts/${begun.draftId}`, { rev: begun.rev, values: phoneValues }));

    const clerk = await staff('li-wen');
    const session = await ok(clerk.ask<{ post: { windowId: string } }>('GET', '/api/staff/session'));
    // Outside a visit a clerk sees nobody's draft (I9).
    expect((await clerk.ask('GET', `/api/staff/drafts/${begun.draftId}`)).status).toBeGreaterThanOrEqual(403);
    const visit = await ok(
      clerk.ask<{ visitId: string }>('POST', '/api/staff/visits', {
        windowId: session.post.windowId,
        how: 'card',
        card: await readCard(clerk, session.post.windowId, '329901196803042817'),
      }),
    );
    expect(
      (
        await clerk.ask('POST', '/api/staff/visits', {
          windowId: session.post.windowId,
          how: 'card',
          card: await readCard(clerk, session.post.windowId, '329901195301191017'),
        })
      ).status,
    ).toBe(409);
    await ok(
      clerk.ask('PUT', `/api/staff/visits/${visit.visitId}/for`, { forPartyId: mother?.partyId, relation: 'mother', consent: 'phone' }),
    );
    const drafts = await ok(clerk.ask<{ rows: { draftId: string; opens: boolean }[] }>('GET', '/api/staff/visit/drafts'));
    expect(drafts.rows.find((d) => d.draftId === begun.draftId)?.opens).toBe(true);
    const opened = await ok(clerk.ask<Draft>('POST', '/api/staff/visit/drafts/open', { draftId: begun.draftId }));
    const draft = await ok(clerk.ask<Draft>('GET', `/api/staff/drafts/${opened.draftId}`));
    for (const [field, value] of Object.entries(phoneValues)) expect(draft.values[field], JSON.stringify(draft)).toEqual(value);
    const saved = await ok(
      clerk.ask<{ rev: number }>('PUT', `/api/staff/drafts/${draft.draftId}`, {
        rev: draft.rev,
        values: { bankName: 'rcb', bankAccount: '6217860000314402598', agree: true },
      }),
    );
    const after = await ok(clerk.ask<Draft>('GET', `/api/staff/drafts/${draft.draftId}`));
    // Only what was missing was typed at the window; everything else kept whoever gave it.
    expect(
      Object.entries(after.sources)
        .filter(([, s]) => s.from === 'typed' && s.by === 'clerk')
        .map(([id]) => id)
        .toSorted(),
    ).toEqual(['agree', 'bankAccount', 'bankName']);
    for (const materialId of ['bankcard', 'agency'])
      await ok(clerk.ask('POST', `/api/staff/drafts/${draft.draftId}/materials`, { materialId, route: 'seen' }));
    const last = await ok(clerk.ask<Draft>('GET', `/api/staff/drafts/${draft.draftId}`));
    expect(last.rev).toBeGreaterThanOrEqual(saved.rev);
    // Before filing for somebody the clerk records how the applicant confirmed the content.
    expect((await clerk.ask('POST', `/api/staff/drafts/${draft.draftId}/submit`, { rev: last.rev })).status).toBe(422);
    const receipt = await ok(
      clerk.ask<Receipt>('POST', `/api/staff/drafts/${draft.draftId}/submit`, { rev: last.rev, confirmation: { how: 'byPhone' } }),
    );
    expect(receipt.number).toMatch(/^329901\d{8}2\d{6}/);
    expect((await act(clerk, receipt.caseId, 'accept')).body).toMatchObject({ state: 'accepted' });
    await ok(clerk.ask('POST', `/api/staff/visits/${visit.visitId}/close`));
    // The visit is over: the clerk has no ground left.
    expect((await clerk.ask('GET', `/api/staff/cases/${receipt.caseId}`)).status).toBeGreaterThanOrEqual(403);

    const approver = await staff('wang-haitao');
    expect((await act(approver, receipt.caseId, 'completeStep')).status).toBe(200);
    expect((await act(approver, receipt.caseId, 'decide', { outcome: 'grant', reason: '符合条件。' })).body).toMatchObject({
      state: 'decided',
    });
    // The mother reads who looked, the son follows the same case on his phone.
    const own = await ok(phone.ask<{ rows: { number: string }[] }>('GET', '/api/my/cases'));
    expect(own.rows.map((r) => r.number)).toContain(receipt.number);
    const elder = son();
    await elder.signIn('chen-guilan');
    const views = await ok(elder.ask<{ rows: { who: string; reason: string }[] }>('GET', '/api/me/views'));
    expect(views.rows.map((v) => v.who).join()).toMatch(/李雯/);
    expect(views.rows.map((v) => v.who).join()).toMatch(/王海涛/);
  });

  it('two clerks press at once: one deed, and a clear answer to the other', async () => {
    const { caseId } = await fromPhone();
    const [one, other] = await Promise.all([staff('zhao-min'), staff('zhao-min')]);
    const seen = await look(one, caseId);
    const step = seen.deeds.find((d) => d.verb === 'refuseAcceptance')?.stepId;
    const press = (who: HttpPerson, reason: string) =>
      who.ask<{ code?: string; next?: string; title?: string }>('POST', `/api/staff/cases/${caseId}/refuse-acceptance`, {
        expectedSeq: seen.seq,
        stepId: step,
        ground: 'notCompetent',
        reason,
      });
    const [a, b] = await Promise.all([press(one, '不归本区管，请到户籍地。'), press(other, '不归本区管，请到户籍地办。')]);
    expect([a.status, b.status].toSorted()).toEqual([200, 409]);
    const lost = a.status === 409 ? a : b;
    expect(lost.body.title).toMatch(/[\u4e00-\u9fff]/);
    expect(lost.body.next).toMatch(/[\u4e00-\u9fff]/);
  });
});

/** An application by the mother herself, received online. */
async function fromPhone(): Promise<Receipt> {
  const elder = son();
  await elder.signIn('chen-guilan');
  const draft = await ok(
    elder.ask<{ draftId: string; rev: number }>('POST', '/api/my/drafts', {
      handlingKey: 'elder-allowance.first',
      answers: { ...answers, who: 'self' },
    }),
  );
  const saved = await ok(
    elder.ask<{ rev: number }>('PUT', `/api/my/drafts/${draft.draftId}`, {
      rev: draft.rev,
      values: { accountHolder: '陈桂兰', phone: '13800004428', bankName: 'rcb', bankAccount: '6217860000314402598', agree: true },
    }),
  );
  return ok(elder.ask<Receipt>('POST', `/api/my/drafts/${draft.draftId}/submit`, { rev: saved.rev }));
}

describe('I8 one honest clock', () => {
  it('a pause of the regime stops the clock, its notice says so, resuming moves the last day on; a decision and its delivery end it', async () => {
    const { caseId } = await fromPhone();
    const clerk = await staff('zhao-min');
    const first = await look(clerk, caseId);
    if (first.missing.length > 0) {
      const elder = son();
      await elder.signIn('chen-guilan');
      await ok(
        clerk.ask('POST', `/api/staff/cases/${caseId}/issue-correction`, {
          expectedSeq: first.seq,
          stepId: first.deeds.find((d) => d.verb === 'issueCorrection')?.stepId,
          items: first.missing.map((m) => ({ kind: 'material', target: m.materialId, say: '请补。' })),
        }),
      );
      const mine = await ok(
        elder.ask<View & { needed: { stepId: string; items: { target: string }[] }[] }>('GET', `/api/my/cases/${caseId}`),
      );
      const files = [];
      for (const item of mine.needed[0]?.items ?? [])
        files.push({ materialId: item.target, route: 'file', fileId: await elder.upload(`/api/my/cases/${caseId}/files`) });
      await ok(
        elder.ask('POST', `/api/my/cases/${caseId}/answer-correction`, {
          expectedSeq: mine.seq,
          stepId: mine.needed[0]?.stepId,
          materials: files,
        }),
      );
    }
    expect((await act(clerk, caseId, 'accept')).body).toMatchObject({ state: 'accepted' });
    const approver = await staff('wang-haitao');
    const before = await look(approver, caseId);
    // A kind the regime does not list is refused.
    expect((await act(approver, caseId, 'pause', { kind: 'auction', reason: '拍卖' })).status).toBeGreaterThanOrEqual(400);
    expect(
      (await act(approver, caseId, 'pause', { kind: 'verification', reason: '要核实健在情况。', expectedEnd: '2026-12-01' })).body,
    ).toMatchObject({ state: 'paused' });
    const standing = await look(approver, caseId);
    expect(standing.clock).toMatchObject({ stands: true, lamp: 'still' });
    expect(standing.papers.map((p) => p.kind)).toContain('pause');
    await city.restart({ clock: '2026-12-01T10:00:00+08:00' });
    const later = await staff('wang-haitao');
    expect((await look(later, caseId)).clock.stands).toBe(true);
    expect((await act(later, caseId, 'resume', { note: '核实好了。' })).body).toMatchObject({ state: 'accepted' });
    const on = await look(later, caseId);
    expect(on.clock.stands).toBe(false);
    expect((on.clock.duePromised ?? '') > (before.clock.duePromised ?? '')).toBe(true);
    expect((await act(later, caseId, 'completeStep')).status).toBe(200);
    expect((await act(later, caseId, 'decide', { outcome: 'refuse', reason: '经核实，不符合条件。' })).body).toMatchObject({
      state: 'decided',
    });
    const elder = son();
    await elder.signIn('chen-guilan');
    const mine = await ok(elder.ask<View & { outcome: string; rights: { zh: string }[] }>('GET', `/api/my/cases/${caseId}`));
    expect(mine.outcome).toBe('refuse');
    expect(mine.rights.map((r) => r.zh).join()).toMatch(/复议[\s\S]*诉讼/);
  });
});
