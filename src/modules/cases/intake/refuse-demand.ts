import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import { shanghaiDate } from '#platform/clock';
import { inTransaction, type Tx } from '#platform/db';
import { Problem, problem } from '#platform/errors';
import type { House } from '#platform/house';
import { newId } from '#platform/ids';
import type { Text } from '#platform/text';
import { findDraft } from '../draft/draft.sql.ts';
import { draftGround } from '../draft/draft-access.ts';
import type { SealedDraft } from '../draft/save-draft.ts';
import { versionById } from '../outside/items.ts';
import { heldFor } from '../reading/earlier.ts';
import { staffGround } from '../reading/staff-ground.ts';
import { readCase } from '../record/case.sql.ts';
import { caseNotFound, draftNotFound } from '../record/problems.ts';
import { lookAt, type Looked } from './application.ts';
import { lookAgain } from './look-again.ts';
import { insertRefusedDemand } from './refused-demand.sql.ts';

type Because = 'earlierCase' | 'clerkChecked' | 'given' | 'data' | 'licence' | 'promise' | 'notOnList';

const words: Record<Because, Text> = {
  earlierCase: { zh: '这样材料以前的办件里已经核过', en: 'it was verified in an earlier case' },
  clerkChecked: { zh: '这样材料窗口已经核过', en: 'a clerk has already checked it' },
  given: { zh: '这样材料这件里已经交过并核过', en: 'it was given and checked in this case' },
  data: { zh: '这样材料系统能查到', en: 'a register has it' },
  licence: { zh: '这样材料有电子证照', en: 'an electronic licence exists' },
  promise: { zh: '这样材料可以用承诺代替', en: 'a promise stands in for it' },
  notOnList: { zh: '这样材料不在这个人的清单上', en: 'it is not on this person’s list' },
};

/** Guard (h): nobody may ask for what is known; the demand is refused with its reason and counted (I4). */
export function demandProblem(materialId: string, because: Because): Problem {
  return problem(
    'forbidden',
    'cases.demand-refused',
    { zh: `不能再要：${words[because].zh}。`, en: `This may not be asked for: ${words[because].en}.` },
    {
      zh: '请用已有的这一份；确实对不上，请写明哪里对不上，交给审核的人。',
      en: 'Use the copy that is there; if it does not fit, write what differs for the reviewer.',
    },
    { data: { materialId, because } },
  );
}

/** Why a material may not be demanded, or null when it may. */
export function whyNot(materialId: string, looked: Pick<Looked, 'evaluation'>, checked: ReadonlySet<string>): Because | null {
  if (checked.has(materialId)) return 'given';
  const line = looked.evaluation.lines.find((l) => l.id === materialId);
  if (line === undefined) return 'notOnList';
  if (line.status === 'waived') return line.route ?? 'data';
  return null;
}

/** Runs a deed that may contain demands; a refused one is counted although the deed takes no effect. */
export async function countingDemands<T>(
  actor: Actor,
  house: House,
  at: { caseId?: string; draftId?: string },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Problem && error.code === 'cases.demand-refused')
      await count(actor, house, at, error.data as { materialId: string; because: Because });
    throw error;
  }
}

async function count(
  actor: Actor,
  house: House,
  at: { caseId?: string; draftId?: string },
  what: { materialId: string; because: Because },
): Promise<void> {
  await inTransaction(house.db, async (tx) => {
    const about = at.caseId === undefined ? await findDraft(tx, at.draftId ?? '') : await readCase(tx, at.caseId);
    if (about === undefined) return;
    const material = (await versionById(tx, about.versionId)).content.materials.find((m) => m.id === what.materialId);
    await insertRefusedDemand(tx, {
      id: newId(),
      at: house.clock.now(),
      itemKey: about.itemKey,
      materialKind: material?.kind ?? what.materialId,
      caseId: at.caseId ?? null,
      draftId: at.draftId ?? null,
      visitId: actor.visitId,
      postId: actor.post?.id ?? null,
      organId: actor.post?.organId ?? null,
      regionPath: actor.post?.regionPath ?? '',
      because: what.because,
    });
    await audit(tx, actor, house.clock.now(), {
      word: 'MATERIAL_DEMAND_REFUSED',
      details: { material: what.materialId, case: at.caseId ?? null, draft: at.draftId ?? null },
    });
  });
}

/** Asks whether a material may be demanded now, at a window or desk. @throws Problem forbidden `cases.demand-refused` (counted). */
export async function demandMaterial(
  actor: Actor,
  house: House,
  input: { materialId: string; caseId?: string; draftId?: string },
): Promise<{ allowed: true }> {
  return countingDemands(actor, house, input, () =>
    inTransaction(house.db, async (tx) => {
      const because =
        input.caseId === undefined
          ? await inDraft(tx, actor, house, input.draftId ?? newId(), input.materialId)
          : await inCase(tx, actor, house, input.caseId, input.materialId);
      if (because !== null) throw demandProblem(input.materialId, because);
      return { allowed: true as const };
    }),
  );
}

async function inCase(tx: Tx, actor: Actor, house: House, caseId: string, materialId: string): Promise<Because | null> {
  const c = await readCase(tx, caseId);
  if (c === undefined) throw caseNotFound();
  // What somebody has already given is content of the case: told on a ground only.
  const ground = await staffGround(tx, actor, c);
  if (ground instanceof Problem) throw ground;
  const again = await lookAgain({ tx, house, c, version: await versionById(tx, c.versionId), today: shanghaiDate(house.clock.now()) });
  return whyNot(materialId, again.looked, new Set(again.materials.filter((m) => m.checkedAt !== null).map((m) => m.materialId)));
}

async function inDraft(tx: Tx, actor: Actor, house: House, draftId: string, materialId: string): Promise<Because | null> {
  const draft = await findDraft(tx, draftId);
  if (draft === undefined || (await draftGround(tx, actor, draft)) === null) throw draftNotFound();
  const sealed = await house.keys.open<SealedDraft>(tx, { kind: 'draft', id: draft.id }, draft.contentSealed, 'cases.draft');
  const { content } = await versionById(tx, draft.versionId);
  const looked = await lookAt(tx, content, sealed, shanghaiDate(house.clock.now()), await heldFor(tx, draft.applicantId));
  return whyNot(materialId, looked, new Set());
}
