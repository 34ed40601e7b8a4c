import type { Text } from '#platform/text';
import type { Plan, PlannedStep, StepOffice } from './facts.ts';

/** A step as an item version writes it; the catalogue's own type fits. */
export type ItemStep = {
  id: string;
  name: Text;
  office: 'receiving' | 'deciding' | 'applicant' | { level: string; organKind: string };
  role: PlannedStep['role'];
  days?: number;
  parallel?: string;
  system?: string;
};

const planned = (step: ItemStep): PlannedStep => ({
  key: step.id,
  name: step.name,
  office: step.office as StepOffice,
  role: step.role === 'system' ? 'approver' : step.role,
  days: step.days ?? null,
  parallel: step.parallel ?? null,
  system: step.system ?? null,
});

const isDecision = (step: ItemStep): boolean => /^dec/i.test(step.id);
const isDelivery = (step: ItemStep): boolean => /^(deliver|issue|notify|result)/i.test(step.id);

/**
 * Reads an item's steps as the walk of a case: the first is intake, the decision is named so (`decide…`) or is the last
 * step of an approver, neighbours with one `parallel` word are open together. The citizen's own steps (correction,
 * delivery) are the lifecycle's and not the item's.
 */
export function planOf(steps: readonly ItemStep[], hidden: readonly string[] = []): Plan {
  const shown = steps.filter((s) => !hidden.includes(s.id) && s.role !== 'applicant');
  const first = shown[0];
  const hasIntake =
    first !== undefined &&
    (/^(intake|receive|accept)/i.test(first.id) || (first.office === 'receiving' && first.role === 'clerk')) &&
    !isDecision(first);
  const intake: PlannedStep = hasIntake
    ? { ...planned(first), days: first.days ?? null }
    : {
        key: 'intake',
        name: { zh: '收件核对', en: 'Intake' },
        office: 'receiving',
        role: 'clerk',
        days: null,
        parallel: null,
        system: null,
      };
  const rest = hasIntake ? shown.slice(1) : shown;
  const at = rest.findLastIndex(isDecision);
  const decisionAt = at >= 0 ? at : rest.findLastIndex((s) => s.role === 'approver' && !isDelivery(s));
  const found = rest[decisionAt];
  const decision: PlannedStep =
    found === undefined
      ? {
          key: 'decide',
          name: { zh: '决定', en: 'Decision' },
          office: 'deciding',
          role: 'approver',
          days: null,
          parallel: null,
          system: null,
        }
      : planned(found);
  const groups: PlannedStep[][] = [];
  for (const step of rest.slice(0, Math.max(0, decisionAt)).map(planned)) {
    const last = groups.at(-1);
    if (last !== undefined && step.parallel !== null && last[0]?.parallel === step.parallel) last.push(step);
    else groups.push([step]);
  }
  return { intake, groups, decision };
}
