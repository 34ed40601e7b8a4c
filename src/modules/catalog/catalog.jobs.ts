/** Work of the catalogue by the clock. */
import type { Job } from '#platform/jobs';
import { forgetExpiredLists } from './lists/make-list-number.ts';

export const catalogJobs: Job[] = [
  {
    name: 'catalog.forget-lists',
    everySeconds: 3600,
    run: async (house) => {
      await forgetExpiredLists(house);
    },
  },
];
