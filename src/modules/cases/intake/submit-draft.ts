/** 收件: submitting is receiving, at every door (model 2). State, number, receipt, step, clock, chain: one transaction. */
import { randomInt } from 'node:crypto';
import type { Actor } from '#platform/actor';
import { shanghaiDate } from '#platform/clock';
import { runCommand } from '#platform/command';
import type { Tx } from '#platform/db';
import { type Json, type Problem, problem } from '#platform/errors';
import type { House } from '#platform/house';
import { newId } from '#platform/ids';
import type { SubmitReceipt } from '../contract.ts';
import { draftForWriting, draftGround } from '../draft/draft-access.ts';
import { type DraftMaterialRow, type DraftPartyRow, type DraftRow, findDraft, findWholeDraft } from '../draft/draft.sql.ts';
import type { SealedDraft } from '../draft/save-draft.ts';
import { checkOpen, competenceFor, type ItemVersion, matterRegion, type ResolvedCompetence, versionById } from '../outside/items.ts';
import { makeSlipCode, spaced } from '../papers/codes.ts';
import { asHeld, findHeld, heldWithin } from '../reading/earlier.ts';
import { confirmationMissing, draftNotFound, ownMatter } from '../record/problems.ts';
import { formProblem, lookAt, type Looked } from './application.ts';
import { otherAnswer, otherAnswerProblem } from './other-answer.ts';
import { countMissing, givenOf, missingOf } from './missing.ts';
import { copyHeld, type Reused } from './reuse.ts';
import { receiveCase } from './receive-case.ts';
import { nextCaseNumber } from './serials.ts';
import { type Received, whereReceived } from './where-received.ts';

/** What is submitted: a draft as seen at a revision. */
export type SubmitDraft = {
  draftId: string;
  rev: number;
  deliveryWay?: string;
  confirmation?: { how: string; partyId?: string };
  occurredAt?: string;
  /** The guide's answer is another than to apply, and the person wants a person to look at it. */
  insists?: boolean;
};

/** Everything settled before the transaction; the draft's revision guards it. */
export type Prepared = {
  draft: DraftRow;
  version: ItemVersion;
  sealed: SealedDraft;
  looked: Looked;
  competence: ResolvedCompetence;
  received: Received;
  parties: DraftPartyRow[];
  materials: DraftMaterialRow[];
  missing: { count: number; promisable: number };
  /** Papers verified in an earlier case that stand in for this person, their bytes copied for the new key. */
  reused: Reused[];
  number: string;
};

/**
 * Submits a draft. The same key answers the same receipt, slip code included.
 * @throws Problem invalid `cases.form-incomplete`, conflict `cases.other-answer` | `cases.draft-changed` | `cases.draft-submitted`, gone `catalog.version-closed`.
 */
export async function submitDraft(actor: Actor, house: House, key: string, input: SubmitDraft): Promise<SubmitReceipt> {
  if (actor.kind === 'staff' && input.confirmation === undefined) throw confirmationMissing();
  const before = await prepareUnlessDone(actor, house, input);
  for (let attempt = 1; ; attempt++) {
    try {
      const { outcome } = await runCommand(actor, house, { verb: 'cases.submit', key, content: input as Json }, (tx) =>
        submitIn(tx, actor, house, input, before),
      );
      const { slipVersion, ...rest } = outcome;
      return { ...rest, slipCode: spaced(makeSlipCode(house.keys, rest.caseId, slipVersion)) };
    } catch (error) {
      // Two slip codes fell together (about once in a hundred thousand cases): another one.
      const e = error as { code?: string; constraint?: string };
      if (e.code === '23505' && e.constraint === 'case_lookup_slip_hash_key' && attempt < 4) continue;
      throw error;
    }
  }
}

function badMoment(): Problem {
  const say = {
    zh: '收件时间不能早于开始填的时间，也不能晚于现在。',
    en: 'Receipt lies neither before the form was begun nor in the future.',
  };
  return problem(
    'invalid',
    'cases.occurred-at',
    say,
    { zh: '请改好时间再收件；就是现在收的，不用填。', en: 'Correct the time, or leave it out when it is now.' },
    { fields: [{ field: 'occurredAt', say }] },
  );
}

/** A repeat of the same command may have submitted the draft while it was being read: then its key answers, not an error. */
async function prepareUnlessDone(actor: Actor, house: House, input: SubmitDraft): Promise<Prepared | null> {
  try {
    return await prepare(actor, house, input);
  } catch (error) {
    if ((await findDraft(house.db, input.draftId))?.ended === 'submitted') return null;
    throw error;
  }
}

/** Reads and settles outside the transaction; null when the draft is already submitted (a replay is answered by its key). */
async function prepare(actor: Actor, house: House, input: SubmitDraft): Promise<Prepared | null> {
  const { db } = house;
  const whole = await findWholeDraft(db, input.draftId);
  if (whole === undefined) throw draftNotFound();
  const { draft, parties, materials } = whole;
  if (draft.ended !== null) return null;
  if ((await draftGround(db, actor, draft)) === null) return null; // the transaction says it in words
  if (actor.kind === 'staff' && parties.some((p) => p.partyId === actor.personId)) throw ownMatter();
  const today = shanghaiDate(house.clock.now());
  const version = await versionById(db, draft.versionId);
  await checkOpen(db, draft.versionId, today);
  const sealed = await house.keys.open<SealedDraft>(db, { kind: 'draft', id: draft.id }, draft.contentSealed, 'cases.draft');
  const held = await findHeld(db, draft.applicantId);
  const looked = await lookAt(db, version.content, sealed, today, asHeld(held));
  const other = otherAnswer(looked.evaluation.outcome);
  if (other !== null && (input.insists !== true || other.kind === 'notYet')) throw otherAnswerProblem(other);
  if (looked.errors.length > 0) throw formProblem(looked.errors);
  const competence = await competenceFor(db, version.content, looked.facts, today);
  const received = await whereReceived(db, actor, competence, {
    chosen: draft.regionCode,
    matter: matterRegion(version.content, looked.facts, today),
  });
  const missing = countMissing(missingOf(looked.evaluation, givenOf(materials)));
  // For who merely says that he applies for somebody the clerk's check counts; the paper stays where it is.
  const mayHave = held.length > 0 && (await heldWithin(db, actor, draft.applicantId)).length > 0;
  const reused = await copyHeld(house, looked.evaluation, materials, held, mayHave);
  const number = await nextCaseNumber(house, received.homeRegion, today, actor.door);
  return { draft, version, sealed, looked, competence, received, parties, materials, missing, reused, number };
}

async function submitIn(tx: Tx, actor: Actor, house: House, input: SubmitDraft, before: Prepared | null) {
  const { draft, ground } = await draftForWriting(tx, actor, house, input.draftId);
  if (before === null || draft.rev !== before.draft.rev || draft.rev !== input.rev)
    throw problem(
      'conflict',
      'cases.draft-changed',
      { zh: '这份在别的地方又改过，您看到的不是最新的，没有提交。', en: 'This was changed elsewhere meanwhile; it was not submitted.' },
      { zh: '请刷新看一遍，再提交。', en: 'Reload, read it through, then submit.' },
      { data: { rev: draft.rev } },
    );
  const caseId = newId();
  const slipVersion = randomInt(1, 2 ** 31 - 1);
  const at = house.clock.now();
  const told = actor.kind === 'staff' && input.occurredAt !== undefined ? new Date(input.occurredAt) : null;
  // Nothing is received before it was begun, nor in the future: a date moves the legal clock. Our own now is never wrong
  // for that: two servers, or a clock that was put right, may lie a little apart.
  if (told !== null && !(told >= draft.begunAt && told <= at)) throw badMoment();
  const occurredAt = told ?? at;
  const done = await receiveCase(tx, actor, house, before, {
    caseId,
    slipVersion,
    at,
    occurredAt,
    visitId: ground.by === 'visit' ? ground.visit.id : null,
    confirmation: input.confirmation ?? null,
    deliveryWay: input.deliveryWay ?? before.sealed.content.deliveryWay ?? before.version.content.delivery[0] ?? null,
  });
  return {
    caseId,
    number: before.number,
    slipVersion,
    receivedAt: occurredAt.toISOString(),
    nextDue: done.noticeDue,
    dueFlagged: done.flagged,
    office: before.received.office?.organName ?? before.received.place?.organName ?? null,
    paperId: done.paperId,
  };
}
