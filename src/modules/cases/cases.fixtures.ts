/** A furnished city for the tests of this module: the demonstration's places, people and items on a real PostgreSQL. */
import { join } from 'node:path';
import { importCatalog } from '#catalog';
import { findPost, openVisit, seedCity, setVisitFor } from '#identity';
import { type Actor, anonymous, type Post } from '#platform/actor';
import { projectRoot } from '#platform/config';
import { sql } from '#platform/db';
import { Problem } from '#platform/errors';
import { newId } from '#platform/ids';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { putDraftFile } from './draft/draft-material.ts';
import { saveDraft } from './draft/save-draft.ts';
import { startDraft } from './draft/start-draft.ts';
import { submitDraft } from './intake/submit-draft.ts';
import type { SubmitReceipt } from './contract.ts';

/** A house with the city in it. */
export type CaseHouse = TestHouse & {
  citizen(key: string): Promise<Actor>;
  staff(postKey: string): Promise<Actor>;
  /** Opens a visit of a person at the post's window and answers the clerk in it. */
  atWindow(postKey: string, person: string, forPerson?: string): Promise<Actor>;
  partner(): Promise<Actor>;
};

/** Opens it. */
export async function openCaseHouse(at?: string): Promise<CaseHouse> {
  const test = await openTestHouse(at);
  const { house } = test;
  await seedCity(house);
  const report = await importCatalog(house, join(projectRoot(), 'demo/catalog'));
  if (report.counts.published === 0) throw new Error(JSON.stringify(report.refused));
  const partyId = async (name: string): Promise<string> => (await house.db.one<{ id: string }>(sql`select id from identity.party where name = ${name}`)).id;
  const citizen = async (name: string): Promise<Actor> => ({ ...anonymous(), kind: 'citizen', personId: await partyId(name), sessionId: 'test', name });
  const staff = async (key: string): Promise<Actor> => {
    const row = await house.db.one<{ id: string; person: string }>(sql`select id, person_id as person from identity.post where key = ${key}`);
    const found = await findPost(house.db, row.id);
    if (found === undefined) throw new Error(`no post ${key}`);
    const post: Post = found;
    return { ...anonymous('zh', post.windowId === null ? 'desk' : 'window'), kind: 'staff', personId: row.person, capacity: 'staff', post, sessionId: 'test', name: found.personName };
  };
  return {
    ...test,
    citizen,
    staff,
    partner: async () => {
      const row = await house.db.one<{ id: string; key: string }>(sql`select id, key from identity.partner where key = 'sandbox-department'`);
      return { ...anonymous('zh', 'partner'), kind: 'partner', personId: row.id, capacity: 'partner', name: row.key };
    },
    atWindow: async (key, person, forPerson) => {
      const clerk = await staff(key);
      const windowId = clerk.post?.windowId ?? '';
      await house.db.pool.query('update identity.visit set closed_at = $1, closed_why = $2 where window_id = $3 and closed_at is null', [house.clock.now(), 'test', windowId]);
      const document = await house.keys.open<string>(house.db, { kind: 'person', id: await partyId(person) }, (await house.db.one<{ sealed: Buffer }>(sql`select sealed from identity.document where party_id = ${await partyId(person)} limit 1`)).sealed, 'identity.document');
      const { visitId } = await openVisit(clerk, house, newId(), { windowId, how: 'card', documentType: '111', number: document } as never);
      const inVisit: Actor = { ...clerk, visitId, forPartyId: await partyId(person) };
      if (forPerson !== undefined) await setVisitFor(inVisit, house, newId(), { visitId, forPartyId: await partyId(forPerson), relation: 'mother', consent: 'spoken' } as never);
      return { ...inVisit, forPartyId: await partyId(forPerson ?? person) };
    },
  };
}

/** Values that satisfy the old-age allowance of the demonstration. */
export const elderValues = { liveRegion: '329901101201', bankName: 'rcb', bankAccount: '6222021234567890128', agree: true, phone: '13800004428' };
export const elderAnswers = { who: 'self', hukou: 'city', getting: 'no', live: 'home' };

/** Submits an application for an item as a citizen and answers the receipt. */
export async function submitAs(test: CaseHouse, actor: Actor, handlingKey: string, values: Record<string, unknown>, answers: Record<string, string>, more: Partial<Parameters<typeof startDraft>[3]> = {}): Promise<SubmitReceipt> {
  const { house } = test;
  const { draftId } = await startDraft(actor, house, newId(), { handlingKey, answers, ...more });
  const saved = await saveDraft(actor, house, newId(), { draftId, rev: 1, values });
  return submitDraft(actor, house, newId(), { draftId, rev: saved.rev, ...(actor.kind === 'staff' ? { confirmation: { how: 'readAloud' } } : {}) });
}

/** A small whole PDF as an upload. */
export async function* samplePaper(text = 'sample'): AsyncGenerator<Uint8Array> {
  yield Buffer.concat([Buffer.from(`%PDF-1.7\n% ${text}\n`), Buffer.alloc(200, 'x'), Buffer.from('\ntrailer\n%%EOF\n')]);
}

/** An old-age allowance submitted from the phone with its bank card. */
export async function submitElder(test: CaseHouse, actor: Actor, more: { card?: boolean; answers?: Record<string, string>; values?: Record<string, unknown>; start?: Partial<Parameters<typeof startDraft>[3]> } = {}): Promise<SubmitReceipt> {
  const { house } = test;
  const { draftId } = await startDraft(actor, house, newId(), { handlingKey: 'elder-allowance.first', answers: more.answers ?? elderAnswers, ...more.start });
  const saved = await saveDraft(actor, house, newId(), { draftId, rev: 1, values: more.values ?? elderValues });
  if (more.card !== false) await putDraftFile(actor, house, newId(), { draftId, materialId: 'bankcard', name: '银行卡.pdf' }, samplePaper());
  return submitDraft(actor, house, newId(), { draftId, rev: saved.rev, ...(actor.kind === 'staff' ? { confirmation: { how: 'readAloud' } } : {}) });
}

/** The code of the Problem a promise ends in; `done` when it does not. */
export const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
};
