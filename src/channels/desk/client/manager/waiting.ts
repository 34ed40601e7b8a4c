import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { GroupWord, HandedOver, OfficePerson, SavedView, WaitingGroup, WaitingPage } from '#contracts/cases';
import { get, queryOf } from '../api.ts';

/** Filters of the open steps, as they stand in the address: ids and codes, whatever somebody wrote there. */
export type Filter = { lamp?: string; organ?: string; person?: string; step?: string; item?: string };
/** The address of the screen: filters, and by what it is counted. */
export type Search = Filter & { by?: GroupWord };

export const dimensions = ['organ', 'person', 'step', 'item'] as const;
const parts = ['lamp', ...dimensions] as const;

/** Reads the address; the server judges what it means. */
export function readSearch(search: Record<string, unknown>): Search {
  const found = Object.fromEntries(parts.flatMap((p) => (typeof search[p] === 'string' && search[p] !== '' ? [[p, search[p]]] : [])));
  const by = dimensions.find((d) => d === search['by']);
  return { ...found, ...(by === undefined ? {} : { by }) };
}

/** The filters alone. */
export const filterOf = ({ by: _, ...filter }: Search): Filter => filter;

export const pageSize = 50;

export const waitingQuery = (filter: Filter) =>
  infiniteQueryOptions({
    queryKey: ['work', 'waiting', filter],
    queryFn: ({ pageParam }) =>
      get<WaitingPage>(
        `/api/staff/supervising/steps${queryOf({ ...filter, after: pageParam === '' ? undefined : pageParam, limit: pageSize })}`,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  });

/** Counted by one dimension under the other filters: the chosen one stays beside those not chosen. */
export const groupsQuery = (by: GroupWord, filter: Filter) => {
  const others = { ...filter, [by]: undefined };
  return queryOptions({
    queryKey: ['work', 'groups', by, others],
    queryFn: async () => (await get<{ rows: WaitingGroup[] }>(`/api/staff/supervising/groups${queryOf({ ...others, by })}`)).rows,
  });
};

export const viewsQuery = queryOptions({
  queryKey: ['views'],
  queryFn: async () => (await get<{ rows: SavedView[] }>('/api/staff/supervising/views')).rows,
});

export const peopleQuery = (organId: string) =>
  queryOptions({
    queryKey: ['work', 'people', organId],
    queryFn: async () => (await get<{ rows: OfficePerson[] }>(`/api/staff/supervising/offices/${organId}/people`)).rows,
  });

export const handedQuery = queryOptions({
  queryKey: ['work', 'handed'],
  queryFn: async () => (await get<{ rows: HandedOver[] }>('/api/staff/handed-over')).rows,
});
