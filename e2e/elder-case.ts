import { expect } from 'vitest';
import type { City } from './city.ts';
import { HttpPerson } from './http-person.ts';

/** What the specs read of a case. */
export type View = {
  caseId: string;
  seq: number;
  state: string;
  deeds: { verb: string; name: { zh: string; en: string }; stepId: string | null; blocked: unknown }[];
  missing: { materialId: string }[];
  clock: { stands: boolean };
};

/** The body of an answer that must have gone well. */
export async function ok<T>(answer: Promise<{ status: number; body: T }>): Promise<T> {
  const { status, body } = await answer;
  expect(status, JSON.stringify(body).slice(0, 400)).toBeLessThan(300);
  return body;
}

/** The mother's own application with her card, received: it lies at the district's window. */
export async function received(city: City): Promise<{ caseId: string; number: string }> {
  const elder = new HttpPerson(city.url);
  await elder.signIn('chen-guilan');
  const draft = await ok(
    elder.ask<{ draftId: string; rev: number }>('POST', '/api/my/drafts', {
      handlingKey: 'elder-allowance.first',
      answers: { who: 'self', hukou: 'city', getting: 'no', live: 'home' },
    }),
  );
  const saved = await ok(
    elder.ask<{ rev: number }>('PUT', `/api/my/drafts/${draft.draftId}`, {
      rev: draft.rev,
      values: { accountHolder: '陈桂兰', phone: '13800004428', bankName: 'rcb', bankAccount: '6217860000314402598', agree: true },
    }),
  );
  await elder.upload(`/api/my/drafts/${draft.draftId}/files/bankcard`);
  const receipt = await ok(
    elder.ask<{ caseId: string; number: string }>('POST', `/api/my/drafts/${draft.draftId}/submit`, { rev: saved.rev }),
  );
  return receipt;
}

/** The same, accepted there: it lies with the approver. */
export async function accepted(city: City): Promise<{ caseId: string; number: string }> {
  const receipt = await received(city);
  const clerk = new HttpPerson(city.url);
  await clerk.signIn('zhao-min', '/desk/');
  const seen = await ok(clerk.ask<View>('GET', `/api/staff/cases/${receipt.caseId}`));
  await ok(
    clerk.ask('POST', `/api/staff/cases/${receipt.caseId}/accept`, {
      expectedSeq: seen.seq,
      stepId: seen.deeds.find((d) => d.verb === 'accept')?.stepId,
    }),
  );
  return receipt;
}
