import type { Evaluation, MaterialLine } from '#catalog';
import type { DraftView } from '#contracts/cases';

/** Lines that are to be brought and are neither given nor covered by their group; what depends on an open question is not demanded. */
export function missingLines(evaluation: Evaluation, draft: DraftView): MaterialLine[] {
  const given = (id: string): boolean => draft.materials.some((m) => m.materialId === id);
  return evaluation.lines.filter((line) => {
    if ((line.status !== 'bring' && line.status !== 'promiseLater') || line.depends || given(line.id)) return false;
    const group = evaluation.groups.find((g) => g.id === line.group);
    if (group === undefined) return true;
    return (
      !group.satisfied &&
      group.lines.filter((id) => given(id) || evaluation.lines.some((l) => l.id === id && l.status === 'waived')).length < group.min
    );
  });
}
