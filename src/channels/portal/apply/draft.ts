import { evaluate, getVersion, type Evaluation, type ItemVersion } from '#catalog';
import { getDraft } from '#cases';
import { listAncestors, listChildren, regionLabels } from '#places';
import type { Choice, FieldSchema, RegionChoices, StepBarStep } from '#kit/plain';
import { shanghaiDate } from '#platform/clock';
import { effectiveForm, stepsOf, type EffectiveForm, type FormSchema, type FormStep } from '#platform/forms';
import type { House } from '#platform/house';
import { say, type Lang } from '#platform/text';
import type { Actor } from '#platform/actor';
import { applyWords } from './words.ts';

type DraftView = Awaited<ReturnType<typeof getDraft>>;

/** A draft with everything its pages draw from: one reading for all of them. */
export type OpenDraft = {
  draft: DraftView;
  version: ItemVersion;
  form: FormSchema;
  effective: EffectiveForm;
  steps: FormStep[];
  list: Evaluation;
  today: string;
  facts: Record<string, unknown>;
};

/** Opens a draft for its pages. */
export async function openDraft(actor: Actor, house: House, draftId: string): Promise<OpenDraft> {
  const draft = await getDraft(actor, house, draftId);
  const version = await getVersion(house.db, draft.versionId);
  const form = version.content.form as unknown as FormSchema;
  const today = shanghaiDate(house.clock.now());
  const facts: Record<string, unknown> = { ...draft.answers };
  const effective = effectiveForm(form, draft.values, facts, { today });
  return {
    draft,
    version,
    form,
    effective,
    steps: stepsOf(form, draft.values, facts, { today }),
    list: evaluate(version.content, { ...draft.values, ...draft.answers }, { today, held: draft.held.map(withDay) }),
    today,
    facts,
  };
}

const withDay = ({ material, route, on }: DraftView['held'][number]) => ({ material, route, ...(on === null ? {} : { on }) });

const changeable = new Set(['phone', 'bank-account', 'address', 'declaration', 'textarea']);

/**
 * What is known is shown, not asked (I3): values a register or identity check gave stand as a read list with their
 * source. How to be reached and where to be paid may change from one application to the next, so these stay inputs.
 */
export function lockedFields(open: Pick<OpenDraft, 'draft' | 'form'>): string[] {
  return Object.entries(open.draft.sources)
    .filter(
      ([id, source]) =>
        ['identity', 'register', 'visit'].includes(source.from) &&
        source.changed !== true &&
        !changeable.has(String((open.form.properties[id] as FieldSchema | undefined)?.['x-type'])),
    )
    .map(([id]) => id);
}

/** Bars of the application: form steps, materials, review. */
export function bars(open: OpenDraft, lang: Lang): StepBarStep[] {
  const words = applyWords(lang);
  const base = `/apply/${open.draft.draftId}`;
  return [
    ...open.steps.map((step) => ({
      text: say(typeof step.title === 'string' ? { zh: step.title } : step.title, lang),
      href: `${base}?step=${step.id}`,
    })),
    { text: words.materialsStep, href: `${base}/materials` },
    { text: words.reviewStep, href: `${base}/review` },
  ];
}

/** Choices of the region fields of a step, down to where the value has come. */
export async function regionChoices(
  house: House,
  form: FormSchema,
  fields: readonly string[],
  values: Record<string, unknown>,
): Promise<Record<string, RegionChoices>> {
  const choices: Record<string, RegionChoices> = {};
  const rows = async (code: string | undefined): Promise<Choice[]> =>
    code === undefined || code === '' ? [] : (await listChildren(house.db, code)).map((r) => ({ value: r.code, text: r.name }));
  for (const id of fields) {
    if ((form.properties[id] as FieldSchema | undefined)?.['x-type'] !== 'region') continue;
    const value = typeof values[id] === 'string' ? values[id] : '';
    const chain = value === '' ? [] : await listAncestors(house.db, value);
    const county = chain.find((r) => r.level === 'county')?.code;
    const town = chain.find((r) => r.level === 'town')?.code;
    choices[id] = { counties: await rows(house.config.cityRegion), towns: await rows(county), villages: await rows(town) };
  }
  return choices;
}

/** Names of the regions among the values. */
export async function regionNamesOf(house: House, form: FormSchema, values: Record<string, unknown>): Promise<Map<string, string>> {
  const codes = Object.entries(form.properties)
    .filter(([id, f]) => (f as FieldSchema)['x-type'] === 'region' && typeof values[id] === 'string')
    .map(([id]) => String(values[id]));
  return regionLabels(house.db, codes);
}
