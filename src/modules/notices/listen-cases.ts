import { inTransaction, type Read } from '#platform/db';
import type { House } from '#platform/house';
import { type EventListener, hearOnce, type OutboxEvent } from '#platform/outbox';
import type { NoticeKind, NoticeParams } from './messages.ts';
import { tellParty } from './tell-party.ts';

/** What a message about a case needs, read by whoever owns cases; given by compose, since this room does not know cases. */
export type CaseFacts = { parties: string[]; params: NoticeParams };
/** Reads it. */
export type ReadCaseFacts = (read: Read, caseId: string, calendar: House['calendar']) => Promise<CaseFacts | undefined>;

type CaseEvent = { caseId?: string; verb?: string; outcome?: string | null; papers?: { id: string; kind: string }[] };

/** Which events people are told of, and as what. Everything else is the office's own business. */
function kindOf(event: OutboxEvent): NoticeKind | null {
  const data = event.data as CaseEvent;
  switch (event.type) {
    case 'cases.received':
      return 'received';
    case 'cases.correction_issued':
      return 'correctionAsked';
    case 'cases.correction_unanswered':
      return 'correctionReminder';
    case 'cases.accepted':
      return data.verb === 'acceptWithPromise' ? 'acceptedWithPromise' : 'accepted';
    case 'cases.not_accepted':
      return 'notAccepted';
    case 'cases.paused':
      return 'paused';
    case 'cases.resumed':
      return 'resumed';
    case 'cases.extended':
      return 'extended';
    case 'cases.supplement_requested':
      return 'supplementAsked';
    case 'cases.decided':
      return data.outcome === 'refuse' ? 'refused' : 'granted';
    case 'cases.decision_superseded':
      return 'superseded';
    case 'cases.closed':
      return 'closed';
    case 'cases.withdrawn':
      return 'withdrawn';
    default:
      return null;
  }
}

/** Hears of deeds on cases and writes the messages: always in the product, and by the ways each party chose. */
export const listenToCases = (readCase: ReadCaseFacts): EventListener => ({
  name: 'notices.cases',
  on: ['cases.*'],
  hear: async (event: OutboxEvent, house: House) => {
    const kind = kindOf(event);
    const data = event.data as CaseEvent;
    if (kind === null || data.caseId === undefined) return;
    const caseId = data.caseId;
    await inTransaction(house.db, async (tx) => {
      const at = house.clock.now();
      if (!(await hearOnce(tx, at, 'notices.cases', event.id))) return;
      const facts = await readCase(tx, caseId, house.calendar);
      if (facts === undefined) return;
      const paperId = data.papers?.[0]?.id ?? null;
      for (const partyId of facts.parties) await tellParty(tx, at, { partyId, caseId, paperId, kind, params: facts.params });
    });
  },
});
