/** From material rows to the list a person reads. Pure; unknown never shortens the list. */
import type { Text } from '#platform/text';
import type { ItemContent, Material, RouteKind, WaiverRoute } from '../document/content.ts';
import type { EvaluateOptions, Facts, GroupResult, HeldMaterial, MaterialLine } from './evaluation.ts';
import { truth } from './truth.ts';

// Routes open to a first-time applicant come first: the public reason is the better one to show.
const order: readonly RouteKind[] = ['licence', 'data', 'earlierCase', 'clerkChecked', 'promise'];
const neverReused = new Set(['originalCancelled', 'lawDemandsOriginal']);

/** All lines of a version for these facts, in the order of the document, and its groups. */
export function materialLines(
  content: ItemContent,
  facts: Facts,
  options: EvaluateOptions,
): { lines: MaterialLine[]; groups: GroupResult[] } {
  const lines: MaterialLine[] = [];
  for (const material of content.materials) {
    const shown = material.showIf === undefined ? { value: true as const, missing: [] } : truth(material.showIf, facts, options);
    if (shown.value === false) continue;
    const waiver = waiverOf(material, facts, options);
    const depends = shown.value === 'unknown';
    lines.push({
      id: material.id,
      kind: material.kind,
      name: material.name,
      mode: material.mode,
      form: material.form,
      count: material.count,
      ...statusOf(material, waiver),
      depends,
      dependsOn: depends ? shown.missing : [],
      group: material.group ?? null,
      standard: material.standard ?? null,
      hint: material.hint ?? null,
      issuer: material.issuer ?? null,
      source: material.source,
      later: material.later ?? null,
    });
  }
  const groups = content.groups.map((group): GroupResult => {
    const members = lines.filter((line) => line.group === group.id);
    // A member that may turn out not to apply cannot stand for the group.
    const waived = members.filter((line) => line.status === 'waived' && !line.depends);
    const satisfied = waived.length >= group.min;
    if (satisfied)
      for (const line of members) if (line.status === 'bring') Object.assign(line, { status: 'optional', reason: enough(waived[0]?.name) });
    return { id: group.id, text: group.text, min: group.min, lines: members.map((line) => line.id), satisfied };
  });
  return { lines, groups: groups.filter((group) => group.lines.length > 0) };
}

function statusOf(
  material: Material,
  waiver: { route: RouteKind; reason: Text } | undefined,
): Pick<MaterialLine, 'status' | 'reason' | 'route'> {
  if (waiver !== undefined) return { status: 'waived', reason: waiver.reason, route: waiver.route };
  if (material.need === 'optional') return { status: 'optional', reason: { zh: '没有也能办。', en: 'Not needed to apply.' }, route: null };
  if (material.need === 'promiseLater' && material.later !== undefined)
    return {
      status: 'promiseLater',
      reason: {
        zh: `先办，${material.later.days}个工作日内补来就行。${material.later.consequence.zh}`,
        en: `Apply now, bring it within ${material.later.days} working days. ${material.later.consequence.en ?? ''}`.trim(),
      },
      route: null,
    };
  return { status: 'bring', reason: bringReason(material), route: null };
}

function bringReason(material: Material): Text | null {
  switch (material.noRouteReason?.reason) {
    case 'originalCancelled':
      return { zh: '原件要收回注销，所以要带来。', en: 'The original is taken back and cancelled.' };
    case 'lawDemandsOriginal':
      return { zh: '法律要求看原件。', en: 'The law demands the original.' };
    case 'noRegisterYet': {
      const { owner, review } = material.noRouteReason;
      return {
        zh: `现在还没有能查到它的库${owner ? `，${owner.zh}在建` : ''}${review ? `，${review}前复查` : ''}。`,
        en: `No register can be asked yet${review ? `; reviewed by ${review}` : ''}.`,
      };
    }
    default:
      return null;
  }
}

function waiverOf(material: Material, facts: Facts, options: EvaluateOptions): { route: RouteKind; reason: Text } | undefined {
  const open = material.routes.filter((route) => isOpen(route, facts, options));
  const held = reusable(material) ? (options.held ?? []).filter((h) => h.material === material.kind) : [];
  for (const kind of order) {
    const route = open.find((r) => r.route === kind);
    // Personal routes need the fact held about this person, whatever the document says.
    if (kind === 'earlierCase' || kind === 'clerkChecked') {
      const has = held.find((h) => h.route === kind);
      if (has !== undefined) return { route: kind, reason: heldReason(has) };
    } else if (route !== undefined) return { route: kind, reason: routeReason(route) };
  }
  return undefined;
}

function reusable(material: Material): boolean {
  return material.reuse && !neverReused.has(material.noRouteReason?.reason ?? '');
}

function isOpen(route: WaiverRoute, facts: Facts, options: EvaluateOptions): boolean {
  if (route.state !== 'live') return false;
  if (route.regions !== undefined && !route.regions.some((region) => options.regionPath?.includes(region))) return false;
  return route.when === undefined || truth(route.when, facts, options).value === true;
}

function routeReason(route: WaiverRoute): Text {
  if (route.text !== undefined) return route.text;
  switch (route.route) {
    case 'licence':
      return { zh: '有电子证照，不用带。', en: 'Your electronic licence is used instead.' };
    case 'promise':
      return { zh: '写一份承诺书就行，不用带。', en: 'A written promise stands in for it.' };
    default:
      return {
        zh: `${route.source?.zh ?? '政府的库'}里查得到，不用带。`,
        en: `Read from ${route.source?.en ?? 'a government register'}; no need to bring it.`,
      };
  }
}

function heldReason(held: HeldMaterial): Text {
  const when = held.on === undefined ? '' : `${held.on}`;
  return held.route === 'earlierCase'
    ? {
        zh: `您以前办事时${when ? `（${when}）` : ''}核对过，不用再带。`,
        en: `Verified in an earlier case${when ? ` (${when})` : ''}; no need to bring it again.`,
      }
    : {
        zh: `窗口${when ? `${when}` : ''}已经核对过，不用再带。`,
        en: `Checked by a clerk${when ? ` on ${when}` : ''}; no need to bring it again.`,
      };
}

function enough(name: Text | undefined): Text {
  return {
    zh: `${name?.zh ?? '同组的另一样'}已经够了，这样不用带。`,
    en: `${name?.en ?? 'Another paper'} is enough; no need for this one.`,
  };
}
