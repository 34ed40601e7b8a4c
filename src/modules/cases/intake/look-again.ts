import { type Problem, problem } from '#platform/errors';
import type { Day } from '#platform/clock';
import type { OwnerKey } from '#platform/crypto';
import type { FormSchema } from '#platform/forms';
import { validate } from '#platform/forms';
import { newId } from '#platform/ids';
import { renewalDueOf } from '../clocks/renewal.ts';
import { merge } from '../draft/draft-content.ts';
import type { Bench } from '../record/act.ts';
import { insertMaterials, listMaterials, listPayload } from '../record/case.sql.ts';
import type { MaterialRow } from '../record/rows.ts';
import { heldFor } from '../reading/earlier.ts';
import { type Application, formProblem, lookAt, type Looked } from './application.ts';
import { countMissing, givenOf, type MissingMaterial, missingOf } from './missing.ts';

/** A case's application as it stands, looked at anew with its materials. */
export type Again = { application: Application; looked: Looked; materials: MaterialRow[]; missing: MissingMaterial[]; key: OwnerKey };

type Where = Pick<Bench, 'tx' | 'house' | 'c' | 'version' | 'today'>;

/** Opens the newest application of a case and looks at it. */
export async function lookAgain(
  b: Where,
  application?: Application,
  more: readonly { materialId: string; route: string }[] = [],
): Promise<Again> {
  const key = await b.house.keys.keyOf(b.tx, { kind: 'case', id: b.c.id });
  const now = application ?? (await openApplication(b, key));
  const materials = await listMaterials(b.tx, b.c);
  const looked = await lookAt(
    b.tx,
    b.version.content,
    { content: now, facts: now.facts, known: [] },
    b.today,
    await heldFor(b.tx, b.c.applicantId),
  );
  return { application: now, looked, materials, missing: missingOf(looked.evaluation, givenOf([...materials, ...more])), key };
}

async function openApplication(b: Where, key: OwnerKey): Promise<Application> {
  const sealed = (await listPayload(b.tx, b.c, ['application'])).at(-1);
  if (sealed === undefined) throw new Error('a case without an application');
  return key.open<Application>(sealed.sealed, 'cases.application');
}

/** What the applicant's side hands in later: values changed, materials added. */
export type Given = {
  values?: Record<string, unknown>;
  materials?: { materialId: string; route: 'file' | 'seen'; fileId?: string }[];
  note?: string;
};

/** Takes it in: checks what was changed, finds the files under the case, counts what is still missing. */
export async function takeGiven(
  b: Bench,
  given: Given,
): Promise<{
  application: Application;
  missing: ReturnType<typeof countMissing>;
  renewalDue: Day | null;
  insert: (seq: number) => Promise<void>;
}> {
  const materials = given.materials ?? [];
  const before = await lookAgain(b);
  const asked = await askedFor(b, before.key);
  const beside = Object.keys(given.values ?? {}).filter((id) => !asked.fields.includes(id));
  if (beside.length > 0 && !asked.freely) throw notAsked(beside);
  const merged = merge(
    opened(b.version.content.form as FormSchema, asked.fields),
    { ...before.application, deliveryWay: null, revs: {} },
    given.values ?? {},
    1,
    { by: b.actor.kind === 'staff' ? 'clerk' : 'person', at: b.at.toISOString() },
  );
  const application: Application = { ...before.application, values: merged.values, sources: merged.sources };
  const changed = Object.keys(given.values ?? {});
  const wrong = validate(
    b.version.content.form as FormSchema,
    merged.values,
    { ...application.facts, ...application.answers },
    { today: b.today, mode: 'draft', fields: changed },
  );
  if (wrong.length > 0) throw formProblem(wrong);
  const files = new Set((await b.house.files.list(b.tx, before.key)).map((f) => f.id));
  for (const m of materials) {
    if (!b.version.content.materials.some((x) => x.id === m.materialId)) throw unknown(m.materialId);
    if (m.route === 'file' && (m.fileId === undefined || !files.has(m.fileId))) throw noFile();
    if (m.route === 'seen' && b.actor.kind !== 'staff') throw noFile();
  }
  const again = await lookAgain(b, application, materials);
  return {
    application: again.looked.application,
    missing: countMissing(again.missing),
    renewalDue: renewalDueOf(b.version.content, again.looked.facts, b.c.receivedDay, b.house.calendar),
    insert: (seq) =>
      insertMaterials(
        b.tx,
        materials.map((m) => rowOf(b, m, seq)),
      ),
  };
}

/**
 * What the open notices ask for. Nothing else is changed after receipt: an answer is no way to put in another birth date.
 * Where the officer asked in words only (`other`), which field is meant is the applicant's to say. With no notice open the table refuses the answer as a whole.
 */
async function askedFor(b: Bench, key: OwnerKey): Promise<{ fields: string[]; freely: boolean }> {
  const asking = new Set(b.c.steps.filter((s) => s.office === 'applicant').map((s) => s.openedSeq));
  const items = (await listPayload(b.tx, b.c, ['words']))
    .filter((row) => asking.has(row.seq))
    .flatMap((row) => key.open<{ items?: { kind: string; target: string }[] }>(row.sealed, 'cases.words').items ?? []);
  return {
    fields: items.filter((i) => i.kind === 'field').map((i) => i.target),
    freely: asking.size === 0 || items.some((i) => i.kind === 'other'),
  };
}

const notAsked = (ids: readonly string[]): Problem =>
  problem(
    'invalid',
    'cases.not-asked',
    { zh: '告知书没有要改这几项，没有收下。', en: 'The notice does not ask for these fields; nothing was taken.' },
    {
      zh: '请只改告知书列出的；别的也要改，请写在附言里或者打电话。',
      en: 'Change only what the notice lists; for anything else write a note or call.',
    },
    { fields: ids.map((field) => ({ field: field.slice(0, 80), say: { zh: '没有要改这一项', en: 'Not asked for' } })) },
  );

/** What an officer asks to be corrected may be corrected, read-only or not. */
const opened = (form: FormSchema, ids: readonly string[]): FormSchema => ({
  ...form,
  properties: Object.fromEntries(
    Object.entries(form.properties).map(([id, field]) => [id, ids.includes(id) ? { ...field, 'x-readonly': false } : field]),
  ),
});

function rowOf(b: Bench, m: { materialId: string; route: 'file' | 'seen'; fileId?: string }, seq: number): MaterialRow {
  const spec = b.version.content.materials.find((x) => x.id === m.materialId);
  return {
    homeRegion: b.c.homeRegion,
    caseId: b.c.id,
    id: newId(),
    seq,
    materialId: m.materialId,
    materialKind: spec?.kind ?? m.materialId,
    name: spec?.name.zh ?? m.materialId,
    route: m.route,
    fileId: m.fileId ?? null,
    trust: b.actor.kind === 'staff' ? 'B' : 'C',
    source: null,
    due: null,
    addedAt: b.at,
    addedBy: b.actor.personId,
    addedDoor: b.actor.door,
    checkedAt: null,
    checkedBy: null,
    checkedSeq: null,
  };
}

const unknown = (id: string): Problem =>
  problem(
    'invalid',
    'cases.material-unknown',
    { zh: `这件事没有“${id}”这样材料。`, en: `This item has no material “${id}”.` },
    { zh: '请刷新材料清单再交。', en: 'Reload the list and try again.' },
  );

const noFile = (): Problem =>
  problem(
    'invalid',
    'cases.file-missing',
    { zh: '有一样材料的文件没有传上来。', en: 'The file of a material did not arrive.' },
    { zh: '请重新拍照上传；传不上可以带到窗口。', en: 'Upload it again, or bring it to a window.' },
  );
