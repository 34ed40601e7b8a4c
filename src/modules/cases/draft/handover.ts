import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import { runCommand } from '#platform/command';
import { inTransaction, type Tx } from '#platform/db';
import { type Json, problem } from '#platform/errors';
import type { House } from '#platform/house';
import { newId } from '#platform/ids';
import { limit } from '#platform/limits';
import { emit } from '#platform/outbox';
import { openVisit } from '../outside/people.ts';
import { handoverDigitsOf, makeHandoverDigits } from '../papers/codes.ts';
import { draftNotFound } from '../record/problems.ts';
import { concernsVisit, draftForReading, draftForWriting, draftGround, needsYes } from './draft-access.ts';
import {
  answerOpeningRow,
  codeIsLive,
  endCodes,
  findDraft,
  insertOpening,
  listOpeningsFor,
  liveCode,
  lockCode,
  lockDraft,
  lockOpening,
} from './draft.sql.ts';

const minutes = (at: Date, n: number): Date => new Date(at.getTime() + n * 60_000);
/** How long a hand-over code or a question at the window is good for. */
const codeMinutes = 30;
/** How often digits are drawn anew before it says that there are none. */
const most = 40;

/** Six digits the author shows or says at a window; a new one ends the old, and no two that are good at once are the same. Not a command: each call is a new code. */
export async function makeHandoverCode(
  actor: Actor,
  house: House,
  input: { draftId: string },
  digits = makeHandoverDigits,
): Promise<{ code: string; validUntil: string }> {
  await limit(house, house.clock.now(), { scope: 'cases.handover', key: actor.personId ?? '-', max: 20, perSeconds: 3600 });
  return inTransaction(house.db, async (tx) => {
    const at = house.clock.now();
    const { draft, ground } = await draftForWriting(tx, actor, house, input.draftId);
    if (ground.by !== 'author') throw draftNotFound();
    await endCodes(tx, draft.id, at);
    const { id, code } = await freeDigits(tx, house, at, digits);
    const expiresAt = minutes(at, codeMinutes);
    await insertOpening(tx, {
      id,
      draftId: draft.id,
      codeHash: house.keys.lookupHash('cases.handover', code),
      visitId: null,
      askedByPost: null,
      askedWindow: null,
      askedAt: at,
      expiresAt,
      answeredAt: null,
      answer: null,
    });
    return { code, validUntil: expiresAt.toISOString() };
  });
}

/** Digits nobody holds at this time; chance alone would give two people the same ones now and then. */
async function freeDigits(tx: Tx, house: House, at: Date, digits: typeof makeHandoverDigits): Promise<{ id: string; code: string }> {
  for (let tries = 0; tries < most; tries++) {
    const id = newId();
    const code = digits(house.keys, id);
    if (!(await codeIsLive(tx, house.keys.lookupHashes('cases.handover', code), at))) return { id, code };
  }
  throw problem(
    'unavailable',
    'cases.no-free-code',
    { zh: '这会儿取号的人太多，没有取到交接码。', en: 'Too many hand-over codes are in use just now; none was given.' },
    {
      zh: '请过几分钟再取；也可以人和草稿的填写人一起到窗口，不用号。',
      en: 'Try again in a few minutes, or come to the window together with the author; no code is needed then.',
    },
  );
}

/** The code that is good now, for its author to read once more; null when there is none. */
export async function readHandoverCode(
  actor: Actor,
  house: House,
  input: { draftId: string },
): Promise<{ code: string; validUntil: string } | null> {
  return inTransaction(house.db, async (tx) => {
    const { draft, ground } = await draftForReading(tx, actor, house, input.draftId);
    if (ground.by !== 'author') throw draftNotFound();
    const opening = await liveCode(tx, draft.id, house.clock.now());
    const code = opening?.codeHash == null ? undefined : handoverDigitsOf(house.keys, opening.id, opening.codeHash);
    return code === undefined || opening === undefined ? null : { code, validUntil: opening.expiresAt.toISOString() };
  });
}

/** A window asks the author on the phone whether it may open the draft of the person standing there. */
export async function askToOpenDraft(actor: Actor, house: House, key: string, input: { draftId: string }): Promise<{ openingId: string }> {
  const { outcome } = await runCommand(actor, house, { verb: 'cases.askToOpenDraft', key, content: input as Json }, async (tx) => {
    const at = house.clock.now();
    const draft = await findDraft(tx, input.draftId);
    const visit = await openVisit(tx, actor);
    if (draft === undefined || draft.ended !== null || visit === null || !(await concernsVisit(tx, draft, visit))) throw draftNotFound();
    const id = newId();
    await insertOpening(tx, {
      id,
      draftId: draft.id,
      codeHash: null,
      visitId: visit.id,
      askedByPost: actor.post?.id ?? null,
      askedWindow: actor.post?.title ?? null,
      askedAt: at,
      expiresAt: minutes(at, codeMinutes),
      answeredAt: null,
      answer: null,
    });
    await audit(tx, actor, at, { word: 'DRAFT_ASK_OPEN', subject: { kind: 'draft', id: draft.id }, details: { visit: visit.id } });
    await emit(tx, at, {
      type: 'cases.draft_opening_asked',
      subject: { kind: 'draft', id: draft.id, seq: draft.rev },
      data: { draftId: draft.id, openingId: id, authorId: draft.authorId },
    });
    return { openingId: id };
  });
  return outcome;
}

/** The author's yes or no. */
export async function answerOpening(
  actor: Actor,
  house: House,
  key: string,
  input: { openingId: string; yes: boolean },
): Promise<{ openingId: string }> {
  const { outcome } = await runCommand(actor, house, { verb: 'cases.answerOpening', key, content: input as Json }, async (tx) => {
    const at = house.clock.now();
    const opening = await lockOpening(tx, input.openingId);
    const draft = opening === undefined ? undefined : await lockDraft(tx, opening.draftId);
    if (opening === undefined || draft === undefined || actor.kind !== 'citizen' || draft.authorId !== actor.personId)
      throw draftNotFound();
    if (opening.answeredAt !== null || opening.expiresAt <= at)
      throw problem(
        'gone',
        'cases.opening-over',
        { zh: '这次询问已经过期或回答过了。', en: 'This question has expired or was answered.' },
        { zh: '还需要的话，请窗口再问一次。', en: 'The window can ask again.' },
      );
    await answerOpeningRow(tx, opening.id, input.yes ? 'yes' : 'no', at, null);
    await audit(tx, actor, at, {
      word: input.yes ? 'DRAFT_OPEN_YES' : 'DRAFT_OPEN_NO',
      subject: { kind: 'draft', id: draft.id },
      details: { visit: opening.visitId },
    });
    return { openingId: opening.id };
  });
  return outcome;
}

/** Opens a draft in a visit: its author stands there, said yes, or gives the code. Answers which draft; read it with `getDraft`. */
export async function openDraftAtVisit(
  actor: Actor,
  house: House,
  input: { draftId?: string; code?: string },
): Promise<{ draftId: string }> {
  const at = house.clock.now();
  const { code } = input;
  if (code === undefined) {
    return inTransaction(house.db, async (tx) => ({
      draftId: (await draftForReading(tx, actor, house, input.draftId ?? newId())).draft.id,
    }));
  }
  await limit(house, at, { scope: 'cases.handover-try', key: actor.post?.id ?? actor.personId ?? '-', max: 10, perSeconds: 600 });
  return inTransaction(house.db, async (tx) => {
    const visit = await openVisit(tx, actor);
    if (visit === null) throw needsYes();
    const opening = await lockCode(tx, house.keys.lookupHashes('cases.handover', code.replaceAll(/\D/g, '')), at);
    const draft = opening === undefined ? undefined : await findDraft(tx, opening.draftId);
    // Six digits alone would open anybody's draft: the person it is about must stand there.
    if (opening === undefined || draft === undefined || !(await concernsVisit(tx, draft, visit)))
      throw problem(
        'invalid',
        'cases.handover-code',
        { zh: '交接码不对或者过期了。', en: 'The code is wrong or has expired.' },
        { zh: '请填的人在手机上重新取一个，30分钟内有效。', en: 'The author can make a new one on the phone; it lasts 30 minutes.' },
      );
    await answerOpeningRow(tx, opening.id, 'used', at, visit.id);
    await audit(tx, actor, at, { word: 'DRAFT_OPEN_CODE', subject: { kind: 'draft', id: draft.id }, details: { visit: visit.id } });
    return { draftId: (await draftForReading(tx, actor, house, draft.id)).draft.id };
  });
}

/** Questions of windows that wait for this person. */
export async function listOpenings(
  actor: Actor,
  house: House,
): Promise<{ openingId: string; draftId: string; itemName: string; window: string; askedAt: string; until: string }[]> {
  if (actor.kind !== 'citizen' || actor.personId === null) return [];
  const rows = await listOpeningsFor(house.db, actor.personId, house.clock.now());
  return rows.map((o) => ({
    openingId: o.id,
    draftId: o.draftId,
    itemName: o.itemName,
    window: o.askedWindow ?? '窗口',
    askedAt: o.askedAt.toISOString(),
    until: o.expiresAt.toISOString(),
  }));
}

export { draftGround };
