import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { BlockLists, ChangeLines, CopyDifferences, CopyLines, CopyView, ItemLines } from '#contracts/catalog';
import { get } from '../api.ts';

const home = '/api/staff/catalog';

/** All items with their versions in force and who works on them. */
export const itemsQuery = queryOptions({ queryKey: ['catalog', 'items'], queryFn: () => get<ItemLines>(`${home}/items`) });

/** Working copies that are open, or those that ended. */
export const copiesQuery = (which: 'open' | 'ended') =>
  queryOptions({ queryKey: ['catalog', 'copies', which], queryFn: () => get<CopyLines>(`${home}/copies?which=${which}`) });

/** A working copy with its report. */
export const copyQuery = (copyId: string) =>
  queryOptions({ queryKey: ['catalog', 'copy', copyId], queryFn: () => get<CopyView>(`${home}/copies/${copyId}`), staleTime: 0 });

/** The copy as it is from a revision on: an answer already under way may be older than what was stored just now. */
export async function freshCopy(queries: QueryClient, copyId: string, rev: number): Promise<void> {
  const query = copyQuery(copyId);
  for (let tries = 0; tries < 3; tries++) {
    await queries.cancelQueries({ queryKey: query.queryKey });
    if ((await queries.fetchQuery(query)).rev >= rev) return;
  }
}

/** What others changed meanwhile. */
export const changesQuery = (copyId: string, since: number) =>
  queryOptions({
    queryKey: ['catalog', 'changes', copyId, since],
    queryFn: () => get<ChangeLines>(`${home}/copies/${copyId}/changes?since=${since}`),
  });

/** What would change for people if the copy were published. */
export const differenceQuery = (copyId: string, rev: number) =>
  queryOptions({
    queryKey: ['catalog', 'difference', copyId, rev],
    queryFn: () => get<CopyDifferences>(`${home}/copies/${copyId}/difference`),
  });

/** What an item may refer to, by the names people know. */
export const blocksQuery = queryOptions({
  queryKey: ['catalog', 'blocks'],
  queryFn: () => get<BlockLists>(`${home}/blocks`),
  staleTime: 300_000,
});
