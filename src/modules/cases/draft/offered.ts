import type { Actor } from '#platform/actor';
import type { Tx } from '#platform/db';
import type { House } from '#platform/house';
import type { FieldSource } from '#platform/forms';
import type { Facts, ItemContent } from '../outside/items.ts';
import { knownAbout } from '../outside/people.ts';
import { earlierValues } from '../reading/earlier.ts';
import type { Offered } from './draft-content.ts';

/** Everything the house holds for the fields of a form, and the facts for rules (I3: what is known is not asked). */
export type Known = { offered: Offered; facts: Facts };

/** Looks up, field by field, the first live source an item names that has a value. */
export async function whatIsKnown(
  tx: Tx,
  actor: Actor,
  house: House,
  content: ItemContent,
  people: { applicantId: string; authorId: string },
  answers: Record<string, string>,
  itemKey: string,
): Promise<Known> {
  const at = house.clock.now().toISOString();
  const applicant = await knownAbout(tx, actor, house, people.applicantId);
  const author = people.authorId === people.applicantId ? applicant : await knownAbout(tx, actor, house, people.authorId);
  const fields = Object.entries(content.form.properties);
  const wantsEarlier = fields.some(([, f]) => sourcesOf(f).some((s) => s.from === 'earlier-case'));
  const earlier = wantsEarlier ? await earlierValues(tx, actor, house, people.applicantId, itemKey) : null;
  const offered: Offered = {};
  for (const [id, field] of fields) {
    for (const source of sourcesOf(field)) {
      const found = look(source.from, source.path, { applicant: applicant.person, author: author.person, answers, earlier, at });
      if (found === null || found.value === undefined || found.value === null || found.value === '') continue;
      offered[id] = found;
      break;
    }
  }
  return { offered, facts: { ...applicant.facts, agent: people.authorId !== people.applicantId } };
}

type Source = { from: string; path: string };
const sourcesOf = (field: Record<string, unknown>): Source[] => (Array.isArray(field['x-source']) ? (field['x-source'] as Source[]) : []);

type Shelf = {
  applicant: Record<string, unknown>;
  author: Record<string, unknown>;
  answers: Record<string, string>;
  earlier: Awaited<ReturnType<typeof earlierValues>>;
  at: string;
};

function look(from: string, path: string, shelf: Shelf): { value: unknown; source: FieldSource } | null {
  const { at } = shelf;
  switch (from) {
    case 'identity':
      return { value: shelf.applicant[path], source: { from: 'identity', by: 'system', at } };
    case 'session':
    case 'visit':
      return { value: shelf.author[path], source: { from: from === 'visit' ? 'visit' : 'session', by: 'system', at } };
    case 'answer':
      return { value: shelf.answers[path], source: { from: 'answer', by: 'person', at } };
    case 'earlier-case': {
      const e = shelf.earlier;
      return e === null
        ? null
        : { value: e.values[path], source: { from: 'earlierCase', by: 'system', at, caseId: e.caseId, caseNumber: e.number, seq: e.seq } };
    }
    default:
      return null; // registers and licences: no live source yet
  }
}
