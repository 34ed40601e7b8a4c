import type { Actor } from '#platform/actor';
import { audit, clearView } from '#platform/audit';
import { runCommand } from '#platform/command';
import type { Tx } from '#platform/db';
import { type Problem, problem } from '#platform/errors';
import type { House } from '#platform/house';
import { newId } from '#platform/ids';
import { limit } from '#platform/limits';
import { getWindow } from '#places';
import { findOrMakeParty } from '../party/find-or-make-party.ts';
import { mustBeStaff } from '../session/must-be.ts';
import { takeCardReading } from './card-reading.ts';
import { notYourWindow } from './not-your-window.ts';
import { presenceHash } from './make-presence-code.ts';
import { takePresenceCode } from './presence-code.sql.ts';
import { applyFor, type VisitFor } from './set-visit-for.ts';
import { plainReason } from './plain-reason.ts';
import { findOpenVisit, insertVisit } from './visit.sql.ts';

/** How somebody at the window was recognised, and who it is. */
export type OpenVisit = {
  windowId: string;
  how: 'card' | 'code' | 'typed';
  /** With `card`: what the registered reader of this window signed. Nothing else is believed to be a card. */
  card?: string | undefined;
  /** With `typed`: kind of document (GA/T 2000.156, 111 identity card, 001 credit code) and its number. */
  documentType?: string | undefined;
  number?: string | undefined;
  /** Needed when nobody with this document is known yet. */
  name?: string | undefined;
  /** With `code`: the six digits on the person's phone. */
  code?: string | undefined;
  /** Why a number was typed instead of reading a card; shown to the person. */
  reason?: string | undefined;
  /** Whom the person came for, when it is known at once. */
  presentFor?: VisitFor | undefined;
};

/**
 * Opens a visit at the clerk's own window: from now on, and until it is closed, the clerk may see this person.
 * @throws Problem `identity.visit-open` (one at a time), `identity.not-your-window`, `identity.own-visit`, `identity.code-unknown`,
 * `identity.reason-needed`, `identity.card-needed`, `identity.card-refused`, and those of `findOrMakeParty`.
 */
export async function openVisit(
  actor: Actor,
  house: House,
  key: string,
  input: OpenVisit,
): Promise<{ visitId: string; partyId: string; made: boolean }> {
  const { personId, post } = mustBeStaff(actor, 'clerk');
  if (post.windowId !== input.windowId) throw notYourWindow();
  const reason = input.how === 'typed' ? plainReason(input.reason) : input.how === 'card' ? '刷证' : '出示身份码';
  const at = house.clock.now();
  // Typing numbers one after another must not become a way to leaf through people.
  await limit(house, at, {
    scope: `identity.visit-${input.how}`,
    key: personId,
    max: input.how === 'card' ? 120 : 60,
    perSeconds: 3600,
  });
  const { outcome } = await runCommand(actor, house, { verb: 'identity.openVisit', key, content: input as never }, async (tx) => {
    const window = await getWindow(tx, input.windowId);
    const open = await findOpenVisit(tx, window.id);
    if (open !== undefined) throw alreadyOpen(open.id);
    const { partyId, made } = await whoIsThere(tx, house, input);
    if (partyId === personId) throw ownVisit();
    const id = newId();
    if (
      !(await insertVisit(tx, {
        id,
        windowId: window.id,
        pointId: window.pointId,
        postId: post.id,
        clerkId: personId,
        partyId,
        how: input.how,
        reason,
        openedAt: at,
      }))
    )
      throw alreadyOpen(null);
    const inside = { ...actor, visitId: id };
    await audit(tx, inside, at, { word: 'VISIT_OPEN', subject: { kind: 'visit', id }, details: { partyId, how: input.how, made } });
    await clearView(tx, inside, at, { partyId, what: 'visit', reason, ground: { kind: 'visit', id } });
    if (input.presentFor !== undefined) await applyFor(tx, house, inside, { id, partyId }, input.presentFor);
    return { visitId: id, partyId, made };
  });
  return outcome;
}

async function whoIsThere(tx: Tx, house: House, input: OpenVisit): Promise<{ partyId: string; made: boolean }> {
  if (input.how === 'code') {
    const holder = await takePresenceCode(tx, presenceHash(house, (input.code ?? '').replaceAll(/\D/g, '')), house.clock.now());
    if (holder === undefined) throw codeUnknown();
    return { partyId: holder.partyId, made: false };
  }
  if (input.how === 'card') {
    const { name, documentType, number } = await takeCardReading(tx, house, input.windowId, input.card);
    return findOrMakeParty(tx, house, { name, documentType, number, how: 'card' });
  }
  return findOrMakeParty(tx, house, {
    name: input.name,
    documentType: input.documentType ?? '111',
    number: input.number ?? '',
    how: input.how,
  });
}

function alreadyOpen(visitId: string | null): Problem {
  return problem(
    'conflict',
    'identity.visit-open',
    { zh: '这个窗口还有一位没有接待完。', en: 'This window still has an open visit.' },
    { zh: '请先结束现在的接待，再接待下一位。', en: 'Close the present visit before you open the next.' },
    { data: { visitId } },
  );
}
function ownVisit(): Problem {
  return problem(
    'forbidden',
    'identity.own-visit',
    { zh: '自己的事不能在自己的窗口办。', en: 'Nobody serves himself at his own window.' },
    { zh: '请到别的窗口，或者自己在手机上办。', en: 'Please go to another window, or use your phone.' },
  );
}
function codeUnknown(): Problem {
  const say = { zh: '身份码不对，或者过了两分钟。', en: 'The code is wrong or older than two minutes.' };
  return problem(
    'invalid',
    'identity.code-unknown',
    say,
    { zh: '请对方在手机上再出一个码，或者刷身份证。', en: 'Ask the person for a new code, or read the card.' },
    { fields: [{ field: 'code', say }] },
  );
}
