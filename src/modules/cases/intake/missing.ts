import type { Text } from '#platform/text';
import type { Evaluation } from '../outside/items.ts';

/** A required material that has not been given. */
export type MissingMaterial = { materialId: string; name: Text; promisable: boolean };

/**
 * Which required materials are neither given nor waived. What hangs on an unanswered question is not counted as missing:
 * a person looks. Of a group only as many as it needs.
 */
export function missingOf(evaluation: Pick<Evaluation, 'lines' | 'groups'>, given: ReadonlySet<string>): MissingMaterial[] {
  const missing: MissingMaterial[] = [];
  const grouped = new Map(evaluation.groups.map((g) => [g.id, g]));
  const counted = new Set<string>();
  for (const line of evaluation.lines) {
    if (line.status === 'waived' || line.status === 'optional' || line.depends || given.has(line.id)) continue;
    const group = line.group === null ? undefined : grouped.get(line.group);
    if (group !== undefined) {
      const have = group.lines.filter((id) => given.has(id) || evaluation.lines.find((l) => l.id === id)?.status === 'waived').length;
      if (group.satisfied || have >= group.min || counted.has(group.id)) continue;
      counted.add(group.id);
    }
    missing.push({ materialId: line.id, name: line.name, promisable: line.status === 'promiseLater' });
  }
  return missing;
}

/** Materials that count as given; `later` is a promise to give. */
export const givenOf = (materials: readonly { materialId: string; route: string }[]): Set<string> =>
  new Set(materials.filter((m) => m.route !== 'later').map((m) => m.materialId));

/** The two numbers a case carries. */
export const countMissing = (list: readonly MissingMaterial[]): { count: number; promisable: number } => ({
  count: list.length,
  promisable: list.filter((m) => m.promisable).length,
});
