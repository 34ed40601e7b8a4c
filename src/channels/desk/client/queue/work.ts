import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { WorkPage } from '#contracts/cases';
import { get, queryOf } from '../api.ts';

/** Filters of the work queue, as they stand in the address. */
export type WorkFilter = { lamp?: string; item?: string; text?: string };

export const workQuery = (filter: WorkFilter) =>
  infiniteQueryOptions({
    queryKey: ['work', filter],
    queryFn: ({ pageParam }) =>
      get<WorkPage>(
        `/api/staff/work${queryOf({ lamp: filter.lamp, itemKey: filter.item, text: filter.text, after: pageParam, limit: 100 })}`,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  });

/** How many open steps wait at this post. */
export const workCountQuery = queryOptions({
  queryKey: ['work', 'count'],
  queryFn: async () => {
    const page = await get<WorkPage>('/api/staff/work?limit=1');
    return Object.values(page.counts).reduce((sum, n) => sum + n, 0);
  },
});
