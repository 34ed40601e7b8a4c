import type { Text } from '#platform/text';
import type { Evaluation } from '../outside/items.ts';
import type { MaterialRow } from '../record/rows.ts';

/** A required material that is neither given nor waived; `promisable` when the item lets it follow later. */
export type Missing = { materialId: string; name: Text; promisable: boolean };

/** Compares the person's list with what was given. What hangs on an open question is no lack; a group counts as a whole. */
export function missingMaterials(list: Pick<Evaluation, 'lines' | 'groups'>, given: readonly Pick<MaterialRow, 'materialId' | 'route'>[]): Missing[] {
  const there = new Set(given.filter((m) => m.route !== 'later').map((m) => m.materialId));
  const missing: Missing[] = [];
  for (const line of list.lines) {
    if (line.group !== null || line.depends || there.has(line.id)) continue;
    if (line.status === 'bring' || line.status === 'promiseLater') missing.push({ materialId: line.id, name: line.name, promisable: line.status === 'promiseLater' });
  }
  for (const group of list.groups) {
    if (group.satisfied) continue;
    const lines = list.lines.filter((l) => group.lines.includes(l.id));
    if (lines.some((l) => l.depends)) continue;
    const have = lines.filter((l) => there.has(l.id) || l.status === 'waived').length;
    if (have >= group.min) continue;
    const first = lines.find((l) => !there.has(l.id) && l.status !== 'waived');
    missing.push({ materialId: first?.id ?? group.id, name: group.text, promisable: lines.some((l) => l.status === 'promiseLater') });
  }
  return missing;
}
