/** A city with its catalogue's editors and reviewers, for tests of working copies and their review. */
import { type Actor, anonymous } from '#platform/actor';
import type { Json } from '#platform/errors';
import { Problem } from '#platform/errors';
import { newId } from '#platform/ids';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { sayDoors } from '#catalog';
import { windowDraws } from '#channels/desk';
import { portalDraws } from '#channels/portal';
import { listPosts } from '#identity';
import { findOrganByKey } from '#places';
import { seedDemonstration } from './compose.ts';
import { beginCopy } from './modules/catalog/editing/begin-copy.ts';
import type { Operation } from './modules/catalog/editing/operations.ts';
import { saveChange } from './modules/catalog/editing/save-change.ts';
import { findCopy } from './modules/catalog/editing/working-copy.sql.ts';
import { abandonCopy } from './modules/catalog/review/abandon-copy.ts';

/** The city and who works on its catalogue. */
export type Hands = TestHouse & {
  /** Editor of the city's bureau, of its civil affairs, of Donghu County. */
  tang: Actor;
  fang: Actor;
  gu: Actor;
  /** Reviewer of the departments (here for civil affairs), and of the bureau. */
  zheng: Actor;
  shen: Actor;
  begin(by: Actor, itemKey?: string): Promise<string>;
  save(by: Actor, copyId: string, changes: Operation[], baseRev?: number): Promise<number>;
  document(copyId: string): Promise<Json>;
  rev(copyId: string): Promise<number>;
};

/** Opens it. */
export async function openHands(): Promise<Hands> {
  const t = await openTestHouse();
  await seedDemonstration(t.house);
  await sayDoors(t.house, [portalDraws, windowDraws]);
  const at = async (organKey: string, title: string): Promise<Actor> => {
    const organId = (await findOrganByKey(t.house.db, organKey))?.id ?? '';
    const post = (await listPosts(t.house.db, { today: '2026-11-25', organId })).find((p) => p.title === title);
    if (post === undefined) throw new Error(`no post ${title} at ${organKey}`);
    const { personId, personName, label: _label, ...rest } = post;
    return {
      ...anonymous('zh', 'desk'),
      kind: 'staff',
      personId,
      capacity: 'staff',
      name: personName,
      post: { ...rest, items: rest.items ?? '*' } as never,
    };
  };
  const rev = async (copyId: string): Promise<number> => (await findCopy(t.house.db, copyId))?.rev ?? -1;
  return {
    ...t,
    tang: await at('city-government-service', '事项编辑'),
    fang: await at('city-civil-affairs', '民政事项编辑'),
    gu: await at('donghu-government-service', '东湖县事项编辑'),
    zheng: await at('city-civil-affairs', '部门事项审核（示范兼岗）'),
    shen: await at('city-government-service', '事项终审'),
    begin: async (by, itemKey = 'elder-allowance') => (await beginCopy(by, t.house, newId(), { from: 'published', itemKey })).copyId,
    save: async (by, copyId, changes, baseRev) =>
      (await saveChange(by, t.house, newId(), { copyId, baseRev: baseRev ?? (await rev(copyId)), changes })).rev,
    document: async (copyId) => JSON.parse((await findCopy(t.house.db, copyId))?.document ?? 'null') as Json,
    rev,
  };
}

/** Ends a copy so that the next test can begin another. */
export const drop = async (h: Hands, copyId: string): Promise<void> =>
  void (await abandonCopy(h.tang, h.house, newId(), { copyId, rev: await h.rev(copyId) }));

/** The problem a deed runs into; 'done' when it does not. */
export async function refusal(work: Promise<unknown>): Promise<{ code: string; data?: unknown; say?: string }> {
  try {
    await work;
    return { code: 'done' };
  } catch (error) {
    if (error instanceof Problem) return { code: error.code, data: error.data, say: error.say.zh };
    throw error;
  }
}
