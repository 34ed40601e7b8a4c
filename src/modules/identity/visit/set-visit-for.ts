import type { Actor } from '#platform/actor';
import { audit, clearView } from '#platform/audit';
import { runCommand } from '#platform/command';
import type { Tx } from '#platform/db';
import { type Problem, problem } from '#platform/errors';
import type { House } from '#platform/house';
import { findOrMakeParty } from '../party/find-or-make-party.ts';
import { relationKinds } from '../party/party.ts';
import { getParty } from '../party/party.sql.ts';
import { putRelation, relationBetween } from '../party/relation.sql.ts';
import { mustBeStaff } from '../session/must-be.ts';
import { lockVisit, setFor, type Visit } from './visit.sql.ts';

/** Whom a visitor came for: a party known already, or one described; what that one is to the visitor; how consent was shown. */
export type VisitFor = {
  forPartyId?: string | undefined;
  person?: { kind?: 'natural' | 'organisation' | undefined; name: string; documentType: string; number: string } | undefined;
  relation: string;
  consent: 'paper' | 'spoken' | 'phone';
  note?: string | undefined;
};

/** Says whom the visit is for; `self` takes it back. */
export type SetVisitFor = { visitId: string } & ({ self: true } | VisitFor);

/**
 * Records whom the visitor acts for, with relation and consent (model 13, 14); the clerk may then see that person too.
 * @throws Problem `identity.visit-closed`, `identity.not-your-visit`, `identity.for-whom`, and those of `findOrMakeParty`.
 */
export async function setVisitFor(
  actor: Actor,
  house: House,
  key: string,
  input: SetVisitFor,
): Promise<{ visitId: string; forPartyId: string | null }> {
  const { personId } = mustBeStaff(actor, 'clerk');
  const { outcome } = await runCommand(actor, house, { verb: 'identity.setVisitFor', key, content: input as never }, async (tx) => {
    const visit = openVisitOf(await lockVisit(tx, input.visitId), personId);
    if ('self' in input) {
      await setFor(tx, visit.id, null, house.clock.now());
      await audit(tx, actor, house.clock.now(), { word: 'VISIT_FOR', subject: { kind: 'visit', id: visit.id }, details: { self: true } });
      return { visitId: visit.id, forPartyId: null };
    }
    return { visitId: visit.id, forPartyId: await applyFor(tx, house, { ...actor, visitId: visit.id }, visit, input) };
  });
  return outcome;
}

/** The deed itself, inside the transaction of opening or of a later change. */
export async function applyFor(
  tx: Tx,
  house: House,
  actor: Actor,
  visit: Pick<Visit, 'id' | 'partyId'>,
  wanted: VisitFor,
): Promise<string> {
  if (relationKinds[wanted.relation] === undefined)
    throw forWhom({ zh: '请选和来人的关系。', en: 'Please choose the relation to the visitor.' }, 'relation');
  const at = house.clock.now();
  const forPartyId = await otherParty(tx, house, wanted);
  if (forPartyId === visit.partyId)
    throw forWhom({ zh: '来的就是本人，不用填替谁办。', en: 'That is the visitor; nothing needs to be entered here.' }, 'number');
  if (forPartyId === actor.personId)
    throw forWhom({ zh: '替您自己办的事，请到别的窗口。', en: 'Business of your own needs another window.' }, 'number');
  await setFor(
    tx,
    visit.id,
    { partyId: forPartyId, relation: wanted.relation, consent: wanted.consent, note: wanted.note?.trim() || null },
    at,
  );
  if ((await relationBetween(tx, visit.partyId, forPartyId)) === undefined)
    await putRelation(tx, { partyId: visit.partyId, otherId: forPartyId, kind: wanted.relation, level: 1, source: 'window', at });
  await audit(tx, actor, at, {
    word: 'VISIT_FOR',
    subject: { kind: 'visit', id: visit.id },
    details: { forPartyId, relation: wanted.relation, consent: wanted.consent },
  });
  await clearView(tx, actor, at, {
    partyId: forPartyId,
    what: 'visit',
    reason: '有人到窗口替您办事',
    ground: { kind: 'visit', id: visit.id },
  });
  return forPartyId;
}

async function otherParty(tx: Tx, house: House, wanted: VisitFor): Promise<string> {
  if (wanted.person !== undefined) {
    const { kind, name, documentType, number } = wanted.person;
    return (await findOrMakeParty(tx, house, { ...(kind === undefined ? {} : { kind }), name, documentType, number, how: 'typed' }))
      .partyId;
  }
  if (wanted.forPartyId === undefined)
    throw forWhom({ zh: '请填替谁办：姓名和证件号码。', en: 'Please enter whom it is for: name and document number.' }, 'name');
  return (await getParty(tx, wanted.forPartyId)).id;
}

/** The visit when it is open and this clerk's. */
export function openVisitOf(visit: Visit | undefined, clerkId: string): Visit {
  if (visit === undefined || visit.clerkId !== clerkId)
    throw problem(
      'forbidden',
      'identity.not-your-visit',
      { zh: '这不是您接待的。', en: 'This visit is not yours.' },
      { zh: '请刷新，看看现在接待的是谁。', en: 'Please reload to see whose visit is open.' },
    );
  if (visit.closedAt !== null)
    throw problem(
      'conflict',
      'identity.visit-closed',
      { zh: '这次接待已经结束。', en: 'This visit is closed.' },
      { zh: '人还在的话，请重新接待一次。', en: 'If the person is still here, open a new visit.' },
    );
  return visit;
}

function forWhom(say: { zh: string; en: string }, field: string): Problem {
  return problem(
    'invalid',
    'identity.for-whom',
    say,
    { zh: '改好再存一次。', en: 'Please correct it and save again.' },
    { fields: [{ field, say }] },
  );
}
