import { caseFactsForNotices } from '#cases';
import { getParty } from '#identity';
import { inTransaction } from '#platform/db';
import { type EventListener, hearOnce } from '#platform/outbox';
import { openFollowup } from './followup/open-followup.ts';
import { makeContact } from './make-contact.ts';

type Decided = {
  caseId: string;
  itemKey: string;
  organId: string | null;
  regionCode: string;
  door: string;
  applicantId: string;
  staffId: string | null;
};
type VisitClosed = { visitId: string; partyId: string; organId: string | null; regionCode: string; clerkId: string };

/** The deed makes the contact (国办发〔2019〕51号): a case that came in online, once it is decided; a visit, once it is closed. */
export const feedbackListeners: readonly EventListener[] = [
  {
    name: 'feedback.case-decided',
    on: ['cases.decided', 'cases.not_accepted'],
    hear: async (event, house) => {
      const data = event.data as Decided;
      // What came in at a window is rated with its visit: one rating for one time of service there.
      if (data.door === 'window') return;
      await inTransaction(house.db, async (tx) => {
        const at = house.clock.now();
        if (!(await hearOnce(tx, at, 'feedback.case-decided', event.id))) return;
        await makeContact(tx, house, {
          kind: 'case',
          subjectId: data.caseId,
          partyId: data.applicantId,
          caseId: data.caseId,
          itemKey: data.itemKey,
          itemName: (await caseFactsForNotices(tx, data.caseId))?.params.item ?? null,
          organId: data.organId,
          regionCode: data.regionCode,
          staffId: data.staffId,
          door: data.door,
          happenedAt: event.recordedAt,
        });
      });
    },
  },
  {
    name: 'feedback.visit-closed',
    on: ['identity.visit_closed'],
    hear: async (event, house) => {
      const data = event.data as VisitClosed;
      await inTransaction(house.db, async (tx) => {
        const at = house.clock.now();
        if (!(await hearOnce(tx, at, 'feedback.visit-closed', event.id))) return;
        await getParty(tx, data.partyId);
        await makeContact(tx, house, {
          kind: 'visit',
          subjectId: data.visitId,
          partyId: data.partyId,
          caseId: null,
          itemKey: null,
          itemName: null,
          organId: data.organId,
          regionCode: data.regionCode,
          staffId: data.clerkId,
          door: 'window',
          happenedAt: event.recordedAt,
        });
      });
    },
  },
  {
    name: 'feedback.low-rating',
    on: ['feedback.rated'],
    hear: async (event, house) => {
      await inTransaction(house.db, async (tx) => {
        if (!(await hearOnce(tx, house.clock.now(), 'feedback.low-rating', event.id))) return;
        await openFollowup(tx, house, event.subject.id);
      });
    },
  },
];
