import {
  columnsOf,
  type FieldSchema,
  type FormSchema,
  type FormValues,
  isAsked,
  isEmpty,
  personalKinds,
  type PersonalKind,
} from './form.format.ts';

/** Where the value of a field comes from (I3). A value offered and then changed by a person is `typed` with `changed`. */
export type FieldSource = {
  from: 'typed' | 'identity' | 'session' | 'register' | 'licence' | 'earlierCase' | 'answer' | 'visit' | 'handover' | 'calc';
  by: 'person' | 'clerk' | 'system';
  caseId?: string;
  caseNumber?: string;
  seq?: number;
  changed?: boolean;
  at?: string;
};
/** Sources by field id. */
export type FieldSources = Readonly<Record<string, FieldSource | undefined>>;

/** Fields of an effective form a person still has to fill in, required ones and others. What is known is not asked. */
export function needsTyping(form: FormSchema, values: FormValues): { required: string[]; optional: string[]; known: string[] } {
  const required = new Set(form.required ?? []);
  const ids = form['x-steps'].flatMap((step) => step.fields).filter((id) => form.properties[id] !== undefined);
  const asked = ids.filter((id) => isAsked(form.properties[id]!) && isEmpty(values[id]));
  return {
    required: asked.filter((id) => required.has(id) || form.properties[id]!['x-type'] === 'declaration'),
    optional: asked.filter((id) => !required.has(id) && form.properties[id]!['x-type'] !== 'declaration'),
    known: ids.filter((id) => !isEmpty(values[id])),
  };
}

/** Puts offered values under what is there: a value typed before is never overwritten. */
export function prefill(
  form: FormSchema,
  values: FormValues,
  sources: FieldSources,
  offered: Readonly<Record<string, { value: unknown; source: FieldSource }>>,
): { values: Record<string, unknown>; sources: Record<string, FieldSource> } {
  const next = { values: { ...values }, sources: defined(sources) };
  for (const [id, { value, source }] of Object.entries(offered)) {
    const field = form.properties[id];
    if (field === undefined || isEmpty(value) || (isAsked(field) && !isEmpty(values[id]))) continue;
    next.values[id] = value;
    next.sources[id] = source;
  }
  return next;
}

/** Takes in what was just filled in: changed values become typed (and `changed` when something else had offered them), the rest keep their source. */
export function takeTyped(
  values: FormValues,
  sources: FieldSources,
  typed: FormValues,
  by: 'person' | 'clerk',
  at: string,
): { values: Record<string, unknown>; sources: Record<string, FieldSource>; changedFields: string[] } {
  const next = { values: { ...values }, sources: defined(sources), changedFields: [] as string[] };
  for (const [id, value] of Object.entries(typed)) {
    const before = values[id];
    if (isEmpty(value) && isEmpty(before)) continue;
    if (JSON.stringify(value) === JSON.stringify(before)) continue;
    const offered = sources[id] !== undefined && (sources[id].from !== 'typed' || sources[id].changed === true);
    next.values[id] = value;
    next.sources[id] = { from: 'typed', by, at, ...(offered ? { changed: true } : {}) };
    next.changedFields.push(id);
  }
  return next;
}

/**
 * I3 of one case: fields typed although something known could have filled them ÷ fields the person met (model 26).
 * `available` names the fields for which a live source or an earlier verified value existed; what was prefilled and then changed is counted apart.
 */
export function typingCount(
  met: readonly string[],
  sources: FieldSources,
  available: ReadonlySet<string>,
): { met: number; typed: number; retyped: number; changed: number; share: number } {
  const typed = met.filter((id) => sources[id]?.from === 'typed');
  const changed = typed.filter((id) => sources[id]?.changed === true);
  const retyped = typed.filter((id) => available.has(id) && sources[id]?.changed !== true);
  return {
    met: met.length,
    typed: typed.length,
    retyped: retyped.length,
    changed: changed.length,
    share: met.length === 0 ? 0 : retyped.length / met.length,
  };
}

/** Fields that hold personal data, marked once in the schema; a column stands as `table.column`. */
export function personalFields(form: Pick<FormSchema, 'properties'>): { id: string; kind: PersonalKind }[] {
  const of = (id: string, field: FieldSchema): { id: string; kind: PersonalKind }[] => {
    const kind = field['x-personal'];
    const own =
      kind === undefined
        ? []
        : [{ id, kind: (personalKinds as readonly string[]).includes(kind) ? (kind as PersonalKind) : ('other' as const) }];
    return [...own, ...columnsOf(field).flatMap((column) => of(`${id}.${column.id}`, column))];
  };
  return Object.entries(form.properties).flatMap(([id, field]) => of(id, field));
}

function defined(sources: FieldSources): Record<string, FieldSource> {
  return Object.fromEntries(Object.entries(sources).filter((entry): entry is [string, FieldSource] => entry[1] !== undefined));
}
