import type { Readable } from 'node:stream';
import type { Actor } from '#platform/actor';
import { shanghaiDate } from '#platform/clock';
import { inTransaction } from '#platform/db';
import type { FileRef } from '#platform/files';
import type { House } from '#platform/house';
import type { DraftSummary, DraftView } from '../contract.ts';
import { newestOf, versionById } from '../outside/items.ts';
import { openVisit } from '../outside/people.ts';
import { asHeld, heldWithin } from '../reading/earlier.ts';
import { draftNotFound } from '../record/problems.ts';
import { differences } from './carry-draft.ts';
import { draftForReading, draftGround } from './draft-access.ts';
import { type DraftRow, listDraftMaterials, listDraftParties, listDraftsAbout, listDraftsOf } from './draft.sql.ts';
import type { SealedDraft } from './save-draft.ts';

/** A draft opened, for its author or in a visit; the clerk's look is written down. */
export async function getDraft(actor: Actor, house: House, draftId: string): Promise<DraftView> {
  return inTransaction(house.db, async (tx) => {
    const { draft } = await draftForReading(tx, actor, house, draftId);
    const vault = await house.keys.keyOf(tx, { kind: 'draft', id: draft.id });
    const { content } = vault.open<SealedDraft>(draft.contentSealed, 'cases.draft');
    const files = new Map(
      (await house.files.list(tx, vault)).map((f) => [f.id, { fileId: f.id, name: f.name, type: String(f.type), size: f.bytes }]),
    );
    const version = await versionById(tx, draft.versionId);
    const newest = await newestOf(tx, draft.handlingKey);
    return {
      draftId: draft.id,
      rev: draft.rev,
      itemKey: draft.itemKey,
      handlingKey: draft.handlingKey,
      versionId: draft.versionId,
      regionCode: draft.regionCode,
      itemName: version.content.item.name,
      applicant: { partyId: draft.applicantId, name: draft.applicantName },
      parties: (await listDraftParties(tx, draft.id)).map(({ role, partyId, name, relation }) => ({ role, partyId, name, relation })),
      values: content.values,
      sources: content.sources,
      answers: content.answers,
      atStep: draft.atStep,
      deliveryWay: content.deliveryWay,
      materials: (await listDraftMaterials(tx, draft.id)).map((m) => ({
        id: m.id,
        materialId: m.materialId,
        route: m.route,
        file: m.fileId === null ? null : (files.get(m.fileId) ?? null),
        trust: m.trust,
        source: m.source,
        addedAt: m.addedAt.toISOString(),
      })),
      held: asHeld(await heldWithin(tx, actor, draft.applicantId)).map(({ material, route, on, from }) => ({
        material,
        route,
        on: on ?? null,
        caseNumber: from?.caseNumber ?? null,
      })),
      savedAt: draft.savedAt.toISOString(),
      begunDoor: draft.begunDoor,
      newer:
        newest === undefined || newest.id === draft.versionId
          ? null
          : {
              versionId: newest.id,
              differences: differences(version.content, newest.content, content.values, shanghaiDate(house.clock.now())),
            },
    };
  });
}

const summary = (d: DraftRow): DraftSummary => ({
  draftId: d.id,
  itemKey: d.itemKey,
  handlingKey: d.handlingKey,
  itemName: { zh: d.itemName },
  applicantName: d.applicantName,
  filled: d.filled,
  savedAt: d.savedAt.toISOString(),
  begunDoor: d.begunDoor,
});

/** What this person has begun and not yet handed in. */
export async function listMyDrafts(actor: Actor, house: House): Promise<DraftSummary[]> {
  return actor.kind !== 'citizen' || actor.personId === null ? [] : (await listDraftsOf(house.db, actor.personId)).map(summary);
}

/** Drafts of the people of the open visit: which may be opened now, and for which the author must be asked. */
export async function listVisitDrafts(actor: Actor, house: House): Promise<(DraftSummary & { opens: boolean })[]> {
  const visit = await openVisit(house.db, actor);
  if (visit === null) return [];
  const rows = await listDraftsAbout(house.db, [visit.presentPartyId, ...(visit.forPartyId === null ? [] : [visit.forPartyId])]);
  return Promise.all(rows.map(async (d) => ({ ...summary(d), opens: (await draftGround(house.db, actor, d)) !== null })));
}

/** A file of a draft, for whoever may read the draft. */
export async function openDraftFile(
  actor: Actor,
  house: House,
  draftId: string,
  fileId: string,
): Promise<{ file: FileRef; stream: Readable }> {
  await inTransaction(house.db, async (tx) => {
    const { draft } = await draftForReading(tx, actor, house, draftId);
    if (!(await listDraftMaterials(tx, draft.id)).some((m) => m.fileId === fileId)) throw draftNotFound();
  });
  const { file, bytes } = await house.files.open(house.db, house.keys, fileId);
  return { file, stream: bytes };
}
