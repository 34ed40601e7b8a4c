import { queryOptions } from '@tanstack/react-query';
import type { Evaluation, ItemContent } from '#catalog';
import type { DraftView } from '#contracts/cases';
import { type FormSchema, isEmpty } from '#platform/forms';
import { get, post } from '../api.ts';

/** A published version as the window needs it. */
export type Version = { id: string; key: string; number: number; content: ItemContent };

/** The version a draft was begun under: the newest as a rule, an older one while it is kept valid. */
export const versionQuery = (handlingKey: string, versionId: string | null) =>
  queryOptions({
    queryKey: ['version', handlingKey, versionId],
    queryFn: async (): Promise<Version> => {
      const { handlings } = await get<{ handlings: Version[] }>(`/api/items/${handlingKey}`);
      const newest = handlings.find((v) => v.key === handlingKey) ?? handlings[0];
      if (newest !== undefined && (versionId === null || newest.id === versionId)) return newest;
      const all = await get<{ id: string; number: number }[]>(`/api/items/${handlingKey}/versions`);
      return get<Version>(`/api/items/${handlingKey}/versions/${all.find((v) => v.id === versionId)?.number ?? 1}`);
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

type Fact = string | number | boolean | null | string[];
/** Facts for rules: flat names with plain values. */
export type Facts = Record<string, Fact>;

const plain = (value: unknown): value is Fact =>
  value === null ||
  ['string', 'number', 'boolean'].includes(typeof value) ||
  (Array.isArray(value) && value.every((one) => typeof one === 'string'));

/** Only what a rule can read: no tables, nothing longer than the server takes. */
export function factsOf(...sources: Record<string, unknown>[]): Facts {
  const facts: Facts = {};
  for (const source of sources)
    for (const [name, value] of Object.entries(source))
      if (plain(value) && !(typeof value === 'string' && value.length > 500)) facts[name] = value;
  return facts;
}

/** What the answers and values lead to: questions, conditions, list. The same evaluation as everywhere; nothing is stored. */
export const evaluationQuery = (version: Version, facts: Facts, region: string | null, held: DraftView['held'] = []) =>
  queryOptions({
    queryKey: ['evaluation', version.id, facts, region, held],
    queryFn: () =>
      post<{ evaluation: Evaluation }>(`/api/items/${version.key}/evaluate`, {
        facts,
        version: version.number,
        ...(region === null ? {} : { region }),
        // What earlier cases of the person hold shortens his list, as it will when the draft is handed in.
        ...(held.length === 0
          ? {}
          : { held: held.map(({ material, route, on }) => ({ material, route, ...(on === null ? {} : { on }) })) }),
      }).then((answer) => answer.evaluation),
    placeholderData: (before: Evaluation | undefined) => before,
    staleTime: 60_000,
  });

/** Facts about the applicant as rules name them, as far as the form's own values show them; the whole lies sealed at the server. */
export function personFacts(
  form: FormSchema,
  values: Readonly<Record<string, unknown>>,
  who: { kind?: string; agent: boolean },
): Record<string, unknown> {
  const facts: Record<string, unknown> = { agent: who.agent, ...(who.kind === undefined ? {} : { 'applicant.kind': who.kind }) };
  for (const [id, field] of Object.entries(form.properties))
    for (const source of Array.isArray(field['x-source']) ? field['x-source'] : [])
      if (source.from === 'identity' && !isEmpty(values[id])) facts[`applicant.${source.path}`] = values[id];
  return facts;
}
