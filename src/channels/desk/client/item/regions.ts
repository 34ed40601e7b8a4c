import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import type { Choice, RegionChoices } from '#kit/plain';
import { fieldType, type FormSchema } from '#platform/forms';
import { get, queryOf } from '../api.ts';

type Rows = { parent: { code: string; name: string } | null; rows: { code: string; name: string }[] };
const kept = new Map<string, Promise<Rows>>();

/** Divisions beneath one; asked once for each. */
function beneath(parent: string | undefined): Promise<Rows> {
  const key = parent ?? '';
  let asked = kept.get(key);
  if (asked === undefined) {
    asked = get<Rows>(`/api/regions${queryOf({ parent })}`).catch(() => {
      kept.delete(key);
      return { parent: null, rows: [] };
    });
    kept.set(key, asked);
  }
  return asked;
}
const choices = async (parent: string | undefined): Promise<Choice[]> =>
  (await beneath(parent)).rows.map((row) => ({ value: row.code, text: row.name }));
const none: RegionChoices = { counties: [], towns: [], villages: [] };

/** The three lists of a region field down to where its value has come. */
async function listsOf(code: string): Promise<RegionChoices> {
  return {
    counties: await choices(undefined),
    towns: code.length >= 6 ? await choices(code.slice(0, 6)) : [],
    villages: code.length >= 9 ? await choices(code.slice(0, 9)) : [],
  };
}

/** Choices of every region field of a form; `chosen` lists the next level when a select changes. `ready` before it is drawn. */
export function useRegions(
  form: FormSchema,
  values: Readonly<Record<string, unknown>>,
): { ready: boolean; lists: Record<string, RegionChoices>; chosen: (input: string, code: string) => void } {
  const fields = Object.keys(form.properties).filter((id) => fieldType(form.properties[id] ?? {}) === 'region');
  const [lists, setLists] = useState<Record<string, RegionChoices> | null>(null);
  const wanted = fields.join();
  useEffect(() => {
    let here = true;
    const load = async (): Promise<void> => {
      const loaded = await Promise.all(
        (wanted === '' ? [] : wanted.split(',')).map(
          async (id) => [id, await listsOf(typeof values[id] === 'string' ? values[id] : '')] as const,
        ),
      );
      if (here) setLists(Object.fromEntries(loaded));
    };
    void load();
    return () => {
      here = false;
    };
    // Values are read once, when the form is opened; afterwards the selects themselves ask.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [wanted]);
  const chosen = useCallback((input: string, code: string): void => {
    const [, id, level] = /^(.+)\.(county|town)$/.exec(input) ?? [];
    if (id === undefined) return;
    void (code === '' ? Promise.resolve([]) : choices(code)).then((next) =>
      setLists((was) => {
        const before = was?.[id] ?? none;
        return { ...was, [id]: level === 'county' ? { ...before, towns: next, villages: [] } : { ...before, villages: next } };
      }),
    );
  }, []);
  return { ready: lists !== null, lists: lists ?? {}, chosen };
}

/** Names of the regions among known values. */
export function useRegionNames(codes: readonly string[]): (code: string) => string | undefined {
  const names = useQuery({
    queryKey: ['region-names', codes],
    queryFn: async () => {
      const named = await Promise.all(
        codes.map(async (code) => {
          const above = [6, 9, 12].filter((length) => length <= code.length).map((length) => code.slice(0, length));
          const parts = await Promise.all(above.map(async (one) => (await beneath(one)).parent?.name ?? ''));
          return [code, parts.join('')] as const;
        }),
      );
      return Object.fromEntries(named);
    },
    enabled: codes.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (code) => names.data?.[code];
}
