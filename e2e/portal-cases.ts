import { expect } from 'vitest';
import { HttpPerson } from './http-person.ts';

type Seen = { seq: number; state: string; deeds: { verb: string; stepId: string | null }[] };
const kebab = (verb: string): string => verb.replaceAll(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);

export async function ok<T>(answer: Promise<{ status: number; body: T }>): Promise<T> {
  const { status, body } = await answer;
  expect(status, JSON.stringify(body).slice(0, 400)).toBeLessThan(300);
  return body;
}

/** The smallest PDF that is one. */
export const pdf = (words: string): Buffer =>
  Buffer.from(
    `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n% ${words}\n`,
  );

/** What the mother fills in for her allowance. */
export const allowance = {
  accountHolder: '陈桂兰',
  phone: '13800004428',
  bankName: 'rcb',
  bankAccount: '6217860000314402598',
  agree: true,
};
export const livesInHome = { ...allowance, liveAddress: '临河区柳桥镇荷塘村3组12号', institution: '柳桥镇敬老院' };

/** People of the demonstration who make and move cases over HTTP, for the pages to show. */
export async function peopleOf(base: string) {
  const signedIn = async (account: string, to?: string): Promise<HttpPerson> => {
    const who = new HttpPerson(base);
    await who.signIn(account, to);
    return who;
  };
  const elder = await signedIn('chen-guilan');
  const clerk = await signedIn('zhao-min', '/desk/');
  const approver = await signedIn('wang-haitao', '/desk/');

  const draft = (live: 'home' | 'institution' = 'home') =>
    ok(
      elder.ask<{ draftId: string; rev: number }>('POST', '/api/my/drafts', {
        handlingKey: 'elder-allowance.first',
        answers: { who: 'self', hukou: 'city', getting: 'no', live },
      }),
    );
  const act = async (who: HttpPerson, caseId: string, verb: string, body: object = {}): Promise<void> => {
    const seen = await ok(who.ask<Seen>('GET', `/api/staff/cases/${caseId}`));
    const stepId = seen.deeds.find((d) => d.verb === verb)?.stepId;
    await ok(
      who.ask('POST', `/api/staff/cases/${caseId}/${kebab(verb)}`, {
        expectedSeq: seen.seq,
        ...(typeof stepId === 'string' ? { stepId } : {}),
        ...body,
      }),
    );
  };
  return {
    elder,
    clerk,
    approver,
    draft,
    act,
    /** A case of the mother's, received. */
    received: async (live: 'home' | 'institution' = 'home', card = false): Promise<string> => {
      const { draftId, rev } = await draft(live);
      const values = live === 'home' ? allowance : livesInHome;
      const saved = await ok(elder.ask<{ rev: number }>('PUT', `/api/my/drafts/${draftId}`, { rev, values }));
      if (card) await elder.upload(`/api/my/drafts/${draftId}/files/bankcard`);
      return (await ok(elder.ask<{ caseId: string }>('POST', `/api/my/drafts/${draftId}/submit`, { rev: saved.rev }))).caseId;
    },
  };
}
