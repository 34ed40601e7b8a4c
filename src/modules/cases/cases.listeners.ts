import { systemActor } from '#platform/actor';
import type { EventListener } from '#platform/outbox';
import { recordService } from './papers/record-service.ts';

/** What `cases` hears. `recordService` is idempotent by paper, so an event delivered twice acts once. */
export const casesListeners: EventListener[] = [
  {
    name: 'cases.on-served',
    on: ['notices.served'],
    hear: async (event, house) => {
      const { paperId, servedAt, how } = event.data as { paperId: string; servedAt: string; how: string };
      await recordService(systemActor('送达'), house, { paperId, servedAt, receipt: { how, event: event.id } });
    },
  },
];
