/** The one place where `cases` asks `catalog`: versions, the person's list, the competent organ. */
import {
  type Evaluation,
  evaluate,
  type Facts,
  findItem,
  getItem,
  getVersion,
  type HeldMaterial,
  type ItemContent,
  regionLookup,
  requireOpenVersion,
  resolveCompetence,
  type ResolvedCompetence,
} from '#catalog';
import type { Day } from '#platform/clock';
import type { Read } from '#platform/db';
import { evaluate as valueOf } from '#platform/rules';

/** What a case needs of its version. */
export type ItemVersion = { id: string; itemKey: string; handlingKey: string; content: ItemContent };

// Published bytes never change; a case reads its version with every deed.
const known = new Map<string, ItemVersion>();
const room = 2000;

/** A version by id, whatever its state: a case keeps the version it was submitted with. */
export async function versionById(read: Read, id: string): Promise<ItemVersion> {
  const before = known.get(id);
  if (before !== undefined) return before;
  const { itemKey, handlingKey, content } = await getVersion(read, id);
  const version = { id, itemKey, handlingKey, content };
  if (known.size >= room) known.delete(known.keys().next().value as string);
  known.set(id, version);
  return version;
}

/** The newest version of a handling; a bare item key means its first handling. @throws Problem notFound. */
export async function newestVersion(read: Read, key: string): Promise<ItemVersion & { state: string }> {
  return getItem(read, key);
}

/** The newest version if there is one, for drafts that follow it. */
export const newestOf = (read: Read, handlingKey: string): Promise<(ItemVersion & { state: string }) | undefined> =>
  findItem(read, handlingKey);

/** Whether something may be submitted with this version today. @throws Problem gone. */
export async function checkOpen(read: Read, id: string, today: Day): Promise<void> {
  await requireOpenVersion(read, id, today);
}

/** The person's own list and conditions for these facts (I1: the one evaluation of all doors). */
export async function listFor(
  read: Read,
  content: ItemContent,
  facts: Facts,
  today: Day,
  held: readonly HeldMaterial[],
): Promise<Evaluation> {
  return (await listsFor(read, content, facts, today, held))(facts);
}

/** The same for several states of one application: regions are looked up once, `all` naming every value that may be one. */
export async function listsFor(
  read: Read,
  content: ItemContent,
  all: Facts,
  today: Day,
  held: readonly HeldMaterial[],
): Promise<(facts: Facts) => Evaluation> {
  const regions = await regionLookup(read, content, all);
  const home = typeof all['applicant.region'] === 'string' ? regions(all['applicant.region']) : undefined;
  return (facts) => evaluate(content, facts, { today, regions, held, ...(home === undefined ? {} : { regionPath: home }) });
}

/** Which organ decides, or why a person must assign. */
export const competenceFor = (read: Read, content: ItemContent, facts: Facts, today: Day): Promise<ResolvedCompetence> =>
  resolveCompetence(read, content, facts, { today });

/** What an expression of the version gives for these facts on a day. */
export const factValue = (expression: unknown, facts: Facts, today: Day): unknown => valueOf(expression as never, facts, { today }).value;

/** The region the item's rule of competence names for these facts, before it is raised to the deciding level. */
export function matterRegion(content: ItemContent, facts: Facts, today: Day): string | null {
  const { value } = valueOf(content.competence.region, facts, { today });
  return typeof value === 'string' ? value : null;
}

export type { Evaluation, Facts, HeldMaterial, ItemContent, ResolvedCompetence };
