import type { Read } from '#platform/db';
import type { RightsFromView } from '../contract/reading.ts';
import type { Application } from '../intake/application.ts';
import { type ItemContent, listFor } from '../outside/items.ts';
import type { CaseRow } from '../record/rows.ts';

/**
 * The legal day from which the right runs if it is granted, for the day of receipt and not for the day of reading: whoever
 * waits for a decision loses no month. Null for items without such a day, and where nothing will be granted.
 */
export async function rightsFromOf(
  read: Read,
  c: Pick<CaseRow, 'state' | 'outcome' | 'receivedDay'>,
  content: ItemContent,
  application: Application | null,
): Promise<RightsFromView | null> {
  const { effect } = content;
  if (effect?.from === undefined || application === null || c.outcome === 'refuse' || without.has(c.state)) return null;
  const facts = { ...application.facts, ...application.answers, ...application.values };
  const { rightsFrom } = await listFor(read, content, facts, c.receivedDay, []);
  return rightsFrom === undefined ? null : { day: rightsFrom.day, say: effect.starts ?? null };
}

const without: ReadonlySet<string> = new Set(['notAccepted', 'withdrawn', 'terminated']);
