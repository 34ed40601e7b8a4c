/** Work of the catalogue by the clock. */
import type { Job } from '#platform/jobs';
import { forgetExpiredLists } from './lists/make-list-number.ts';
import { publishDue } from './review/publish-due.ts';

export const catalogJobs: Job[] = [
  {
    name: 'catalog.publish-due',
    everySeconds: 5,
    run: async (house) => {
      await publishDue(house);
    },
  },
  {
    name: 'catalog.forget-lists',
    everySeconds: 3600,
    run: async (house) => {
      await forgetExpiredLists(house);
    },
  },
];
