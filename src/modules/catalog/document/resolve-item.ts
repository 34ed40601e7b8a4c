/** base + overlay + shared blocks → one resolved content per kind of handling and overlay. Pure. */
import type { Text } from '#platform/text';
import type { ItemContent, LegalBasis, Material, Regime, WaiverRoute } from './content.ts';
import type { Handling, MaterialRow } from './handling.format.ts';
import type { ItemDocument, ItemOverlay } from './item.format.ts';
import type { TextIn } from './parts.format.ts';
import { issueAt, type Issue, type ReadDocument } from './read-yaml.ts';
import type { RegimeIn } from './regime.format.ts';
import { expandField, type FieldFault } from './resolve-field.ts';
import type { SharedFields, SharedMaterials } from './shared.format.ts';

/** What every item may refer to. */
export interface SharedBlocks {
  materials: SharedMaterials;
  fields: SharedFields;
  regimes: Record<string, RegimeIn>;
}
/** A resolved content and where in the document it came from. */
export interface ResolvedItem {
  content: ItemContent;
  handlingIndex: number;
  overlayIndex: number;
}

/** A text as written → a language map. */
export const toText = (text: TextIn): Text =>
  typeof text === 'string' ? { zh: text } : text.en === undefined ? { zh: text.zh } : { zh: text.zh, en: text.en };
const maybeText = (text: TextIn | null | undefined): Text | undefined => (text === null || text === undefined ? undefined : toText(text));
const basis = (rows: { text: TextIn; source: string; url?: string; until?: string }[]): LegalBasis[] =>
  rows.map((row) => ({ ...row, text: toText(row.text), source: row.source as LegalBasis['source'] }));

/** Resolves all handlings of a document for all its overlays; faults of references come back as issues. */
export function resolveItem(document: ItemDocument, read: ReadDocument, shared: SharedBlocks): { items: ResolvedItem[]; issues: Issue[] } {
  const issues: Issue[] = [];
  const items: ResolvedItem[] = [];
  document.handlings.forEach((handling, handlingIndex) => {
    const regime = shared.regimes[handling.regime];
    const at = ['handlings', handlingIndex] as const;
    if (regime === undefined) {
      issues.push(
        issueAt(
          read,
          [...at, 'regime'],
          'catalog.unknown-regime',
          `没有“${handling.regime}”这种程序制度，只有：${Object.keys(shared.regimes).join('、')}`,
        ),
      );
      return;
    }
    const form = resolveForm(handling, shared.fields, (path, fault) =>
      issues.push(issueAt(read, [...at, 'form', 'properties', ...path], fault.code, fault.say)),
    );
    const materials = handling.materials.map((row, m) => {
      const block = row.use === undefined ? undefined : shared.materials[row.use.slice('shared:'.length)];
      if (row.use !== undefined && block === undefined)
        issues.push(
          issueAt(read, [...at, 'materials', m, 'use'], 'catalog.unknown-shared', `共享材料里没有“${row.use.slice('shared:'.length)}”`),
        );
      if (row.use === undefined)
        for (const needed of ['name', 'source', 'type'] as const)
          if (row[needed] === undefined)
            issues.push(
              issueAt(
                read,
                [...at, 'materials', m],
                'catalog.material-incomplete',
                `材料“${row.id}”没有引用共享材料，就要自己写“${needed}”`,
              ),
            );
      return resolveMaterial(document.key, row, block);
    });
    document.overlays.forEach((overlay, overlayIndex) => {
      if (overlay.handlings !== undefined && !overlay.handlings.includes(handling.key)) return;
      items.push({
        handlingIndex,
        overlayIndex,
        content: resolveOne(document, handling, overlay, overlayIndex, regimeOf(handling, regime), form, materials),
      });
    });
  });
  return { items, issues };
}

/** The regime as it is copied into a version: key, texts as maps, only the pauses this item uses. */
export function regimeOf(handling: Pick<Handling, 'regime' | 'pauses' | 'publicity'>, regime: RegimeIn): Regime {
  const used = new Set(handling.pauses ?? []);
  const own = handling.publicity;
  return {
    ...regime,
    key: handling.regime,
    // The item's own public notice wins: its clock is the one a case runs by.
    publicity: own === undefined ? regime.publicity : { inLimit: own.inLimit ?? false, days: own.days, unit: own.unit ?? 'workday' },
    name: toText(regime.name),
    legalBasis: basis(regime.legalBasis),
    // An item that names no special procedure has no pause to press (facts: special_procedure empty ⇒ disabled).
    pauses: regime.pauses
      .filter((p) => used.has(p.kind))
      .map((p) => ({ ...p, ...ownDays(p, own), name: toText(p.name) })) as Regime['pauses'],
    rights: regime.rights.map((r) => ({ ...r, text: toText(r.text), within: maybeText(r.within) })) as Regime['rights'],
  };
}

// The clock stands as long as the item's own notice hangs, in the days it is counted in.
const ownDays = (pause: RegimeIn['pauses'][number], own: Handling['publicity']): Pick<RegimeIn['pauses'][number], 'days' | 'unit'> =>
  pause.kind === 'publicity' && own !== undefined ? { days: own.days, unit: own.unit ?? 'workday' } : {};

function resolveForm(
  handling: Handling,
  fields: SharedFields,
  fault: (path: (string | number)[], fault: FieldFault) => void,
): ItemContent['form'] {
  const properties: Record<string, Record<string, unknown>> = {};
  for (const [id, field] of Object.entries(handling.form.properties))
    properties[id] = expandField(field as Record<string, unknown>, fields, (f) => fault([id], f));
  return {
    ...handling.form,
    type: 'object',
    properties,
    'x-steps': handling.form['x-steps'].map((step) => ({
      ...step,
      title: toText(step.title),
      ...(step.hint === undefined ? {} : { hint: toText(step.hint) }),
    })),
  } as unknown as ItemContent['form'];
}

function resolveMaterial(itemKey: string, row: MaterialRow, block: SharedMaterials[string] | undefined): Material {
  const reason = row.noRouteReason;
  const routes = row.routes ?? block?.routes ?? [];
  return {
    id: row.id,
    kind: row.use === undefined ? `${itemKey}.${row.id}` : row.use.slice('shared:'.length),
    name: toText(row.name ?? block?.name ?? row.id),
    issuer: maybeText(row.issuer ?? block?.issuer),
    source: (row.source ?? block?.source ?? 99) as Material['source'],
    type: (row.type ?? block?.type ?? 3) as Material['type'],
    mode: row.mode as Material['mode'],
    group: row.group,
    need: row.need as Material['need'],
    later: row.later === undefined ? undefined : { days: row.later.days, consequence: toText(row.later.consequence) },
    form: row.form as Material['form'],
    count: row.count ?? { original: 1, copy: 0 },
    showIf: row.showIf,
    standard: maybeText(row.standard ?? block?.standard),
    hint: maybeText(row.hint ?? block?.hint),
    routes: routes.map((r) => ({ ...r, source: maybeText(r.source), text: maybeText(r.text) })) as WaiverRoute[],
    noRouteReason:
      reason === null || reason === undefined
        ? null
        : typeof reason === 'string'
          ? { reason: reason as NonNullable<Material['noRouteReason']>['reason'] }
          : ({ ...reason, basis: maybeText(reason.basis), owner: maybeText(reason.owner) } as Material['noRouteReason']),
    reuse: row.reuse ?? block?.reuse ?? true,
  };
}

function resolveOne(
  document: ItemDocument,
  handling: Handling,
  overlay: ItemOverlay,
  overlayIndex: number,
  regime: Regime,
  form: ItemContent['form'],
  materials: Material[],
): ItemContent {
  const limit = (which: 'statutory' | 'promised'): ItemContent['limits']['statutory'] => {
    const base = handling.limits[which];
    return {
      days: overlay.days?.[which] ?? base.days,
      unit: (base.unit ?? 'workday') as 'workday',
      source: base.source as LegalBasis['source'],
    };
  };
  const name = `${document.key}.${handling.key}`;
  const content = {
    format: 1,
    // The first overlay is the city's own; further regions say so in the key.
    key: overlayIndex === 0 ? name : `${name}@${overlay.region}`,
    item: {
      key: document.key,
      name: toText(document.name),
      legalName: toText(document.legalName),
      type: document.type,
      basic: document.basic,
      objects: document.objects,
      department: document.department,
      events: document.events,
      summary: toText(document.summary),
      legalBasis: basis(document.legalBasis),
      words: document.words,
      aliases: document.aliases ?? [],
      faq: document.faq.map((f) => ({ ...f, q: toText(f.q), a: toText(f.a) })),
    },
    handling: { key: handling.key, name: toText(handling.name), seq: handling.seq },
    overlay: {
      region: overlay.region,
      organ: overlay.organ === undefined ? undefined : { ...overlay.organ, name: toText(overlay.organ.name) },
      phone: overlay.phone,
      complaintPhone: overlay.complaintPhone,
      doors: overlay.doors ?? ['portal', 'window', 'partner'],
      note: maybeText(overlay.note),
    },
    regime,
    caseType: handling.caseType,
    onTheSpot: handling.onTheSpot === true && regime.onTheSpot,
    limits: { statutory: limit('statutory'), promised: limit('promised') },
    visits: { count: handling.visits.count, reason: maybeText(handling.visits.reason) },
    fee:
      handling.fee === null
        ? null
        : {
            ...handling.fee,
            name: toText(handling.fee.name),
            standard: toText(handling.fee.standard),
            basis: maybeText(handling.fee.basis),
            reduction: maybeText(handling.fee.reduction),
          },
    online: { depth: handling.online.depth, apply: handling.online.apply },
    offline: handling.offline,
    postal: handling.postal ?? false,
    conditions: handling.conditions.map((c) => ({
      ...c,
      text: toText(c.text),
      ifNot: { say: toText(c.ifNot.say), next: toText(c.ifNot.next) },
      why: maybeText(c.why),
    })),
    questions: handling.questions.map((q) => ({
      ...q,
      text: toText(q.text),
      why: maybeText(q.why),
      options: q.options.map((o) => ({ value: o.value, text: toText(o.text), hint: maybeText(o.hint) })),
    })),
    answers: handling.answers.map((a, i) => ({ ...a, id: a.id ?? `a${i + 1}`, say: toText(a.say), next: toText(a.next) })),
    form,
    materials: materials.map((m) => withLiveRoutes(m, overlay.liveRoutes?.[m.id])),
    groups: (handling.groups ?? []).map((g) => ({ ...g, text: toText(g.text) })),
    steps: handling.steps.map((s) => ({ ...s, name: toText(s.name), note: maybeText(s.note) })),
    competence: {
      ...handling.competence,
      overrides: handling.competence.overrides?.map((o) => ({ ...o, why: toText(o.why) })),
      receive: handling.competence.receive.map((r) => ({ ...r, basis: maybeText(r.basis) })),
    },
    results: handling.results.map((r) => ({ ...r, name: toText(r.name), validity: maybeText(r.validity) })),
    delivery: handling.delivery,
    amounts: (handling.amounts ?? []).map((a) => ({ ...a, label: toText(a.label), value: toText(a.value) })),
    effect:
      handling.effect === undefined
        ? undefined
        : {
            starts: maybeText(handling.effect.starts),
            note: maybeText(handling.effect.note),
            from: handling.effect.from,
          },
    publicity:
      handling.publicity === undefined
        ? undefined
        : { ...handling.publicity, ...regime.publicity, where: maybeText(handling.publicity.where) },
    renewal:
      handling.renewal === undefined
        ? undefined
        : { ...handling.renewal, before: { ...handling.renewal.before, unit: handling.renewal.before.unit ?? 'naturalDay' } },
    clocks: handling.clocks?.map((k) => ({ ...k, unit: k.unit ?? 'workday', name: toText(k.name), from: toText(k.from) })),
    season:
      handling.season === undefined
        ? undefined
        : {
            ...handling.season,
            say: toText(handling.season.say),
            next: toText(handling.season.next),
            periods: handling.season.periods.map((p) => ({ ...p, name: maybeText(p.name) })).toSorted((a, b) => (a.from < b.from ? -1 : 1)),
          },
    examples: handling.examples,
  } as ItemContent;
  // One JSON round trip drops `undefined`, so that the object is exactly what the published bytes say.
  return JSON.parse(JSON.stringify(content)) as ItemContent;
}

function withLiveRoutes(material: Material, live: string[] | undefined): Material {
  if (live === undefined) return material;
  return { ...material, routes: material.routes.map((r) => (live.includes(r.route) ? { ...r, state: 'live' as const } : r)) };
}
