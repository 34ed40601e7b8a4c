/** A furnished city for the tests of this module: the demonstration's places, people and items. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { importCatalog } from '#catalog';
import {
  closeVisit,
  findOpenVisit,
  findPartner,
  findPartyByDocument,
  listPosts,
  openVisit,
  readSandboxCard,
  seedCity,
  setVisitFor,
} from '#identity';
import { findOrganByKey } from '#places';
import { type Actor, anonymous } from '#platform/actor';
import type { FixedClock } from '#platform/clock';
import { projectRoot } from '#platform/config';
import { Problem } from '#platform/errors';
import type { House } from '#platform/house';
import { newId } from '#platform/ids';
import type { SubmitReceipt } from './contract.ts';
import { putDraftFile } from './draft/draft-material.ts';
import { saveDraft } from './draft/save-draft.ts';
import { startDraft } from './draft/start-draft.ts';
import { submitDraft } from './intake/submit-draft.ts';

/** A house of a test file; `openTestHouse` makes one. */
export type Furnished = { house: House; clock: FixedClock; close(): Promise<void> };

/** A house with the city in it. */
export type CaseHouse = Furnished & {
  citizen(name: string): Promise<Actor>;
  staff(postKey: string): Promise<Actor>;
  /** Opens a visit of a person at the post's window and answers the clerk in it. */
  atWindow(postKey: string, person: string, forPerson?: string): Promise<Actor>;
  partner(): Promise<Actor>;
};

type City = { people: { name: string; idNumber: string }[] };
type Staff = { staff: { posts: { key: string; organs: string[]; title: string }[] }[] };
const demo = <T>(file: string): T => parse(readFileSync(join(projectRoot(), 'demo/city', file), 'utf8')) as T;

/** Loads places, people and items of the demonstration into a test house. */
export async function furnishCity(test: Furnished): Promise<CaseHouse> {
  const { house } = test;
  await seedCity(house);
  const report = await importCatalog(house, join(projectRoot(), 'demo/catalog'));
  if (report.counts.published === 0) throw new Error(JSON.stringify(report.refused));
  const numberOf = (name: string): string => demo<City>('people.yaml').people.find((p) => p.name === name)?.idNumber ?? '';
  const partyId = async (name: string): Promise<string> => {
    const party = await findPartyByDocument(house, { type: '111', number: numberOf(name) });
    if (party === undefined) throw new Error(`nobody is called ${name}`);
    return party.id;
  };
  const staff = async (key: string): Promise<Actor> => {
    const [postKey, organ] = key.split(':');
    const post = demo<Staff>('staff.yaml')
      .staff.flatMap((s) => s.posts)
      .find((p) => p.key === postKey);
    const organId = (await findOrganByKey(house.db, organ ?? post?.organs[0] ?? ''))?.id ?? '';
    const found = (await listPosts(house.db, { today: '2026-11-25', organId })).find((p) => p.title === post?.title);
    if (found === undefined) throw new Error(`no post ${key}`);
    const { personId, personName, label: _label, ...rest } = found;
    return {
      ...anonymous('zh', rest.windowId === null ? 'desk' : 'window'),
      kind: 'staff',
      personId,
      capacity: 'staff',
      post: rest,
      sessionId: 'test',
      name: personName,
    };
  };
  return {
    ...test,
    staff,
    citizen: async (name) => ({ ...anonymous(), kind: 'citizen', personId: await partyId(name), sessionId: 'test', name }),
    partner: async () => {
      const found = await findPartner(house.db, 'sandbox-department');
      if (found === undefined) throw new Error('no partner');
      return { ...anonymous('zh', 'partner'), kind: 'partner', personId: found.id, capacity: 'partner', name: found.key };
    },
    atWindow: async (key, person, forPerson) => {
      const clerk = await staff(key);
      const windowId = clerk.post?.windowId ?? '';
      const open = await findOpenVisit(house.db, windowId);
      if (open !== undefined)
        await closeVisit({ ...clerk, personId: open.clerkId, visitId: open.id }, house, newId(), { visitId: open.id });
      const { card } = await readSandboxCard(clerk, house, { windowId, number: numberOf(person) });
      const { visitId } = await openVisit(clerk, house, newId(), { windowId, how: 'card', card });
      const inVisit: Actor = { ...clerk, visitId, forPartyId: await partyId(person) };
      if (forPerson !== undefined)
        await setVisitFor(inVisit, house, newId(), {
          visitId,
          forPartyId: await partyId(forPerson),
          relation: 'mother',
          consent: 'spoken',
        });
      return { ...inVisit, forPartyId: await partyId(forPerson ?? person) };
    },
  };
}

/** Values that satisfy the old-age allowance of the demonstration. */
export const elderValues = {
  liveRegion: '329901101201',
  bankName: 'rcb',
  bankAccount: '6222021234567890128',
  agree: true,
  phone: '13800004428',
};
export const elderAnswers = { who: 'self', hukou: 'city', getting: 'no', live: 'home' };

/** Submits an application for an item as a citizen and answers the receipt. */
export async function submitAs(
  test: CaseHouse,
  actor: Actor,
  handlingKey: string,
  values: Record<string, unknown>,
  answers: Record<string, string>,
  more: Partial<Parameters<typeof startDraft>[3]> = {},
): Promise<SubmitReceipt> {
  const { house } = test;
  const { draftId } = await startDraft(actor, house, newId(), { handlingKey, answers, ...more });
  const saved = await saveDraft(actor, house, newId(), { draftId, rev: 1, values });
  return submitDraft(actor, house, newId(), {
    draftId,
    rev: saved.rev,
    ...(actor.kind === 'staff' ? { confirmation: { how: 'readAloud' } } : {}),
  });
}

/** A small whole PDF as an upload. */
export async function* samplePaper(text = 'sample'): AsyncGenerator<Uint8Array> {
  yield Buffer.concat([Buffer.from(`%PDF-1.7\n% ${text}\n`), Buffer.alloc(200, 'x'), Buffer.from('\ntrailer\n%%EOF\n')]);
}

/** An old-age allowance submitted from the phone with its bank card. */
export async function submitElder(
  test: CaseHouse,
  actor: Actor,
  more: {
    card?: boolean;
    answers?: Record<string, string>;
    values?: Record<string, unknown>;
    start?: Partial<Parameters<typeof startDraft>[3]>;
  } = {},
): Promise<SubmitReceipt> {
  const { house } = test;
  const { draftId } = await startDraft(actor, house, newId(), {
    handlingKey: 'elder-allowance.first',
    answers: more.answers ?? elderAnswers,
    ...more.start,
  });
  const saved = await saveDraft(actor, house, newId(), { draftId, rev: 1, values: more.values ?? elderValues });
  if (more.card !== false)
    await putDraftFile(actor, house, newId(), { draftId, materialId: 'bankcard', name: '银行卡.pdf' }, samplePaper());
  return submitDraft(actor, house, newId(), {
    draftId,
    rev: saved.rev,
    ...(actor.kind === 'staff' ? { confirmation: { how: 'readAloud' } } : {}),
  });
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
