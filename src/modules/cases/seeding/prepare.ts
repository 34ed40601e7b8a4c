import type { Actor } from '#platform/actor';
import { addDays, type Day, daysBetween, isDay } from '#platform/clock';
import type { Read } from '#platform/db';
import { type FieldSchema, fieldType } from '#platform/forms';

import { lookAt, type Looked } from '../intake/application.ts';
import { missingOf } from '../intake/missing.ts';
import { whereReceived, type Received } from '../intake/where-received.ts';
import { competenceFor, type Facts, type ItemVersion, matterRegion, type ResolvedCompetence } from '../outside/items.ts';
import { ownFields, plausible } from './values.ts';
import type { CrowdPerson } from '#identity';

/** An application as the product looked at it, to be handed in by many people of one village at one door. */
export type Pattern = {
  version: ItemVersion;
  looked: Looked;
  competence: ResolvedCompetence;
  received: Received;
  own: { id: string; of: keyof CrowdPerson }[];
  /** Materials the list asks for. */
  wanted: { id: string; kind: string }[];
  /** Answers that name the home region. */
  homed: string[];
  /** Days in the answers, as so many days from the day of receipt. */
  dated: { id: string; from: number }[];
};

/**
 * Fills in an item's form as its own example says, for a home region, and has the product look at it: form, list,
 * competence, receiving place. Null where it would not be accepted like this (outside the season, another answer of the guide).
 */
export async function patternOf(db: Read, version: ItemVersion, at: { home: string; day: Day; actor: Actor }): Promise<Pattern | null> {
  const { content } = version;
  const example = content.examples.find((e) => e.expect.outcome === 'apply');
  if (example === undefined) return null;
  const asked = new Set(content.questions.map((q) => q.id));
  const pick = (keep: (id: string) => boolean): Record<string, unknown> =>
    Object.fromEntries(Object.entries(example.facts).filter(([id]) => keep(id)));
  const answers = pick((id) => asked.has(id)) as Record<string, string>;
  const about = (home: string): Facts => ({ ...pick((id) => id.startsWith('applicant.')), 'applicant.region': home });
  // A place where the item is not offered, or a rule about the region, is met by the example's own.
  for (const home of [at.home, String(example.facts['applicant.region'] ?? at.home)]) {
    const filled = await fill(db, version, { answers, facts: about(home), given: pick((id) => !asked.has(id)), home, day: at.day });
    if (filled === null) continue;
    const competence = await competenceFor(db, content, filled.facts, at.day);
    const received = await whereReceived(db, at.actor, competence, {
      chosen: content.overlay.region,
      matter: matterRegion(content, filled.facts, at.day),
    }).catch(() => null);
    if (received === null) return null;
    const wanted = missingOf(filled.evaluation, new Set()).map((m) => ({
      id: m.materialId,
      kind: content.materials.find((x) => x.id === m.materialId)?.kind ?? m.materialId,
    }));
    return {
      version,
      looked: filled,
      competence,
      received,
      own: ownFields(content.form.properties as Record<string, FieldSchema>),
      wanted,
      homed: Object.entries(filled.application.values).flatMap(([id, value]) => (value === at.home ? [id] : [])),
      dated: Object.entries(filled.application.values).flatMap(([id, value]) =>
        typeof value === 'string' && isDay(value) && Math.abs(daysBetween(at.day, value)) <= 400
          ? [{ id, from: daysBetween(at.day, value) }]
          : [],
      ),
    };
  }
  return null;
}

async function fill(
  db: Read,
  version: ItemVersion,
  a: { answers: Record<string, string>; facts: Facts; given: Record<string, unknown>; home: string; day: Day },
): Promise<Looked | null> {
  const { content } = version;
  const properties = content.form.properties as Record<string, FieldSchema>;
  const days = { before: addDays(a.day, -5), after: addDays(a.day, 25), later: addDays(a.day, 365) };
  const values: Record<string, unknown> = {};
  const look = () => lookAt(db, content, { content: { values, sources: {}, answers: a.answers }, facts: a.facts, known: [] }, a.day, []);
  let looked = await look();
  for (let round = 0; round < 4 && looked.errors.length > 0; round++) {
    const wrong = new Set(looked.errors.map((e) => e.field.split(/[.[]/)[0] ?? ''));
    for (const id of wrong) {
      const field = properties[id];
      if (field === undefined || field['x-calc'] !== undefined) continue;
      // A day that was wrong at first has to lie behind another one.
      if (values[id] === undefined) values[id] = a.given[id] ?? plausible(field, days);
      else values[id] = fieldType(field) === 'date' ? days.later : plausible(field, days);
      if (field['x-type'] === 'region' && values[id] !== undefined) values[id] = a.home;
    }
    looked = await look();
  }
  for (const [id, value] of Object.entries(a.given))
    if (properties[id] !== undefined && values[id] === undefined && properties[id]?.['x-calc'] === undefined)
      values[id] = properties[id]?.['x-type'] === 'region' ? a.home : value;
  looked = await look();
  return looked.errors.length === 0 && looked.evaluation.outcome.kind === 'apply' ? looked : null;
}
