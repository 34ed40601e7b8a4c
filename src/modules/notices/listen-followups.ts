import { inTransaction } from '#platform/db';
import { type EventListener, hearOnce } from '#platform/outbox';
import { tellParty } from './tell-party.ts';

/** Asks whoever was at a window to rate that visit: by one rule, whoever it was and whatever came of it. A case is rated where its decision is read. */
export const listenToInvitations: EventListener = {
  name: 'notices.invitations',
  on: ['feedback.invited'],
  hear: async (event, house) => {
    const { partyId, kind } = event.data as { partyId: string; kind: 'case' | 'visit' };
    if (kind === 'case') return;
    await inTransaction(house.db, async (tx) => {
      const at = house.clock.now();
      if (!(await hearOnce(tx, at, 'notices.invitations', event.id))) return;
      await tellParty(tx, at, { partyId, caseId: null, paperId: null, kind: 'visitToRate', params: {} });
    });
  },
};

/** Tells a rater that the office has answered, by the ways the person chose. */
export const listenToFollowups: EventListener = {
  name: 'notices.followups',
  on: ['feedback.followup_answer'],
  hear: async (event, house) => {
    const { partyId, item } = event.data as { partyId: string; item: string | null };
    await inTransaction(house.db, async (tx) => {
      const at = house.clock.now();
      if (!(await hearOnce(tx, at, 'notices.followups', event.id))) return;
      await tellParty(tx, at, { partyId, caseId: null, paperId: null, kind: 'ratingAnswered', params: item === null ? {} : { item } });
    });
  },
};
