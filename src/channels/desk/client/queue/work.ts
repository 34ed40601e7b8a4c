import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { WorkPage } from '#contracts/cases';
import { get, post, queryOf } from '../api.ts';

/** Filters of the work queue, as they stand in the address. */
export type WorkFilter = { lamp?: string; item?: string; text?: string };

export const workQuery = (filter: WorkFilter) =>
  infiniteQueryOptions({
    queryKey: ['work', filter],
    queryFn: ({ pageParam }) =>
      readWork({ lamp: filter.lamp, itemKey: filter.item, after: pageParam === '' ? undefined : pageParam, limit: 100 }, filter.text),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  });

/** A name that is looked for goes in the body, so that no log of addresses holds it. */
const readWork = (query: Record<string, string | number | undefined>, text: string | undefined): Promise<WorkPage> =>
  text === undefined || text === '' ? get(`/api/staff/work${queryOf(query)}`) : post('/api/staff/work', { ...query, text });

/** How many open steps wait at this post. */
export const workCountQuery = queryOptions({
  queryKey: ['work', 'count'],
  queryFn: async () => {
    const page = await get<WorkPage>('/api/staff/work?limit=1');
    return Object.values(page.counts).reduce((sum, n) => sum + n, 0);
  },
});
