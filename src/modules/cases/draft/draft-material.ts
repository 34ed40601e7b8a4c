import type { Actor } from '#platform/actor';
import { shanghaiDate } from '#platform/clock';
import { runCommand } from '#platform/command';
import { type Json, problem } from '#platform/errors';
import type { FileRef, Upload } from '#platform/files';
import type { House } from '#platform/house';
import { newId } from '#platform/ids';
import { inTransaction, type Tx } from '#platform/db';
import { limit } from '#platform/limits';
import { listFor, versionById } from '../outside/items.ts';
import { asHeld, heldWithin } from '../reading/earlier.ts';
import { draftForWriting, draftGround } from './draft-access.ts';
import { deleteDraftMaterial, type DraftMaterialRow, type DraftRow, findDraft, insertDraftMaterial } from './draft.sql.ts';

/** How a material is given without a new file. */
export type AddMaterial = {
  draftId: string;
  materialId: string;
  route: 'seen' | 'earlierCase' | 'promise' | 'later';
  earlier?: { caseId: string; materialRowId: string };
};

const unknownMaterial = (id: string) =>
  problem(
    'invalid',
    'cases.material-unknown',
    { zh: `这件事没有“${id}”这样材料。`, en: `This item has no material “${id}”.` },
    { zh: '请刷新材料清单再传。', en: 'Reload the list and try again.' },
  );

async function materialOf(
  tx: Tx,
  draft: DraftRow,
  materialId: string,
): Promise<{ kind: string; promisable: boolean; waivedByPromise: boolean }> {
  const { content } = await versionById(tx, draft.versionId);
  const material = content.materials.find((m) => m.id === materialId);
  if (material === undefined) throw unknownMaterial(materialId);
  return {
    kind: material.kind,
    promisable: material.need === 'promiseLater',
    waivedByPromise: material.routes.some((r) => r.route === 'promise' && r.state === 'live'),
  };
}

const rowOf = (
  actor: Actor,
  house: House,
  draft: DraftRow,
  m: Pick<DraftMaterialRow, 'materialId' | 'materialKind' | 'route' | 'fileId' | 'trust' | 'source'>,
): DraftMaterialRow => ({
  id: newId(),
  draftId: draft.id,
  ...m,
  addedAt: house.clock.now(),
  addedBy: actor.personId,
  addedDoor: actor.door,
});

/**
 * Puts a file under the draft for a material: checked, streamed, encrypted under the draft key. What was broken off
 * belongs to nobody and is swept. @throws Problem of `files` in words when it is too big or of a wrong type.
 */
export async function putDraftFile(
  actor: Actor,
  house: House,
  key: string,
  input: { draftId: string; materialId: string; name: string },
  upload: Upload,
): Promise<{ materialRowId: string; file: FileRef }> {
  const at = house.clock.now();
  // Whose draft it is, and how much this person sends, is looked at before a byte is stored.
  const before = await findDraft(house.db, input.draftId);
  if (before === undefined || (await draftGround(house.db, actor, before)) === null)
    await inTransaction(house.db, (tx) => draftForWriting(tx, actor, house, input.draftId));
  await limit(house, at, {
    scope: 'cases.upload',
    key: actor.personId ?? '-',
    max: actor.kind === 'staff' ? 2000 : 300,
    perSeconds: 3600,
  });
  const staged = await house.files.stage(upload, { at });
  const { outcome } = await runCommand(
    actor,
    house,
    {
      verb: 'cases.putDraftFile',
      key,
      content: { draftId: input.draftId, materialId: input.materialId, digest: staged.digest.toString('hex') },
    },
    async (tx) => {
      const { draft } = await draftForWriting(tx, actor, house, input.draftId);
      const material = await materialOf(tx, draft, input.materialId);
      const vault = await house.keys.keyOf(tx, { kind: 'draft', id: draft.id });
      const file = await house.files.keep(tx, at, vault, staged, input.name);
      const row = rowOf(actor, house, draft, {
        materialId: input.materialId,
        materialKind: material.kind,
        route: 'file',
        fileId: file.id,
        trust: actor.kind === 'staff' ? 'B' : 'C',
        source: null,
      });
      await insertDraftMaterial(tx, row);
      // A file's name may be a person's: the stored answer holds ids only (model 15).
      return { materialRowId: row.id, file: { id: file.id, type: file.type, bytes: file.bytes } };
    },
  );
  return { materialRowId: outcome.materialRowId, file: { ...outcome.file, name: input.name } };
}

/** Gives a material by another route: seen at the window, an earlier case, a promise, later. */
export async function addDraftMaterial(actor: Actor, house: House, key: string, input: AddMaterial): Promise<{ materialRowId: string }> {
  const { outcome } = await runCommand(actor, house, { verb: 'cases.addDraftMaterial', key, content: input as Json }, async (tx) => {
    const { draft } = await draftForWriting(tx, actor, house, input.draftId);
    const material = await materialOf(tx, draft, input.materialId);
    const row = rowOf(actor, house, draft, {
      materialId: input.materialId,
      materialKind: material.kind,
      route: input.route,
      fileId: null,
      ...(await trustOf(tx, actor, house, draft, input, material)),
    });
    await insertDraftMaterial(tx, row);
    return { materialRowId: row.id };
  });
  return outcome;
}

async function trustOf(
  tx: Tx,
  actor: Actor,
  house: House,
  draft: DraftRow,
  input: AddMaterial,
  material: { kind: string; promisable: boolean; waivedByPromise: boolean },
): Promise<Pick<DraftMaterialRow, 'trust' | 'source'> & { fileId?: string | null }> {
  // The door's word list has `file` too; what is called a file without bytes would count as given.
  if (!['seen', 'earlierCase', 'promise', 'later'].includes(input.route))
    throw problem(
      'invalid',
      'cases.file-missing',
      { zh: '没有收到文件。', en: 'No file arrived.' },
      { zh: '请把照片或PDF传上来，或换一种给法。', en: 'Upload a picture or a PDF, or choose another way.' },
    );
  if (input.route === 'seen') {
    if (actor.kind !== 'staff')
      throw problem(
        'forbidden',
        'cases.seen-by-clerk',
        { zh: '“当面看过”只能由窗口记。', en: 'Only a clerk can record that an original was seen.' },
        { zh: '请上传照片，或到窗口出示。', en: 'Upload a photo, or show it at a window.' },
      );
    return { trust: 'B', source: { by: 'clerk' } };
  }
  if (input.route === 'earlierCase') {
    const rows = await heldWithin(tx, actor, draft.applicantId);
    const { content } = await versionById(tx, draft.versionId);
    const { lines } = await listFor(tx, content, {}, shanghaiDate(house.clock.now()), asHeld(rows));
    // The list says whether an earlier paper may stand in here: not where the law wants the original or a new one.
    const stands = lines.some((l) => l.id === input.materialId && (l.route === 'earlierCase' || l.route === 'clerkChecked'));
    const held = rows.find((h) => stands && h.materialRowId === input.earlier?.materialRowId && h.material === material.kind);
    if (held === undefined)
      throw problem(
        'invalid',
        'cases.no-earlier',
        { zh: '没有找到以前核过的这样材料。', en: 'No verified copy of this material was found.' },
        { zh: '请照清单交这样材料。', en: 'Give it as the list says.' },
      );
    // The bytes are copied under this draft's own key; the old ones are never referred to again (model 15).
    if (held.fileId === null) return { trust: 'B', source: { caseId: held.caseId, caseNumber: held.number, seq: held.seq } };
    const copy = await house.files.copy(tx, house.keys, held.fileId, house.clock.now());
    const vault = await house.keys.keyOf(tx, { kind: 'draft', id: draft.id });
    const file = await house.files.keep(tx, house.clock.now(), vault, copy.staged, copy.name);
    return { trust: 'B', source: { caseId: held.caseId, caseNumber: held.number, seq: held.seq }, fileId: file.id };
  }
  if (input.route === 'promise' && !material.waivedByPromise)
    throw problem(
      'invalid',
      'cases.no-promise',
      { zh: '这样材料不能用承诺代替。', en: 'A promise cannot stand in for this.' },
      { zh: '请照清单交这样材料。', en: 'Give it as the list says.' },
    );
  if (input.route === 'later' && !material.promisable)
    throw problem(
      'invalid',
      'cases.not-promisable',
      { zh: '这样材料不能后补。', en: 'This cannot be given later.' },
      { zh: '请现在交，或者到窗口问。', en: 'Give it now, or ask at a window.' },
    );
  return { trust: 'D', source: null };
}

/** Takes a material out of a draft; its bytes go with it. */
export async function removeDraftMaterial(
  actor: Actor,
  house: House,
  key: string,
  input: { draftId: string; materialRowId: string },
): Promise<{ draftId: string }> {
  const { outcome } = await runCommand(actor, house, { verb: 'cases.removeDraftMaterial', key, content: input as Json }, async (tx) => {
    await draftForWriting(tx, actor, house, input.draftId);
    const gone = await deleteDraftMaterial(tx, input.draftId, input.materialRowId);
    if (gone !== undefined && gone.fileId !== null) await house.files.drop(tx, house.clock.now(), gone.fileId);
    return { draftId: input.draftId };
  });
  return outcome;
}
