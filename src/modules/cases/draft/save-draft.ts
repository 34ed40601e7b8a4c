import type { Actor } from '#platform/actor';
import { shanghaiDate, shanghaiTime } from '#platform/clock';
import { runCommand } from '#platform/command';
import { type Json, problem } from '#platform/errors';
import type { FormSchema } from '#platform/forms';
import type { House } from '#platform/house';
import type { DraftReceipt } from '../contract.ts';
import { draftForWriting } from './draft-access.ts';
import { type Content, clashes, filledOf, merge } from './draft-content.ts';
import { updateDraft } from './draft.sql.ts';
import { type Facts, versionById } from '../outside/items.ts';

/** What is saved: only the fields of the page, merged by id. */
export type SaveDraft = {
  draftId: string;
  rev: number;
  values: Record<string, unknown>;
  answers?: Record<string, string>;
  atStep?: string;
  deliveryWay?: string;
};

/** What lies sealed in a draft's row; `known` names the fields for which a source had a value. */
export type SealedDraft = { content: Content; facts: Facts; known: string[] };

/** Saves any time, half-filled too: nothing is checked here but that nobody else changed the same field meanwhile. */
export async function saveDraft(actor: Actor, house: House, key: string, input: SaveDraft): Promise<DraftReceipt> {
  const { outcome } = await runCommand(actor, house, { verb: 'cases.saveDraft', key, content: input as Json }, async (tx) => {
    const at = house.clock.now();
    const { draft } = await draftForWriting(tx, actor, house, input.draftId);
    const vault = await house.keys.keyOf(tx, { kind: 'draft', id: draft.id });
    const sealed = vault.open<SealedDraft>(draft.contentSealed, 'cases.draft');
    const clash = clashes(sealed.content, input.values, input.rev);
    if (clash.length > 0) {
      const when = `${shanghaiDate(draft.savedAt)} ${shanghaiTime(draft.savedAt)}`;
      throw problem(
        'conflict',
        'cases.draft-changed',
        {
          zh: `这几项在别的地方改过了（${when}存的），这次没有盖掉。`,
          en: `These fields were changed elsewhere (saved ${when}); yours did not overwrite them.`,
        },
        { zh: '请刷新看看新的内容，再决定要不要改。', en: 'Reload to see them, then decide.' },
        { fields: clash.map((field) => ({ field, say: { zh: '别处改过', en: 'Changed elsewhere' } })), data: { rev: draft.rev } },
      );
    }
    const rev = draft.rev + 1;
    const form = (await versionById(tx, draft.versionId)).content.form as FormSchema;
    const merged = merge(form, sealed.content, input.values, rev, {
      by: actor.kind === 'staff' ? 'clerk' : 'person',
      at: at.toISOString(),
    });
    const content: Content = { ...merged, answers: input.answers ?? merged.answers, deliveryWay: input.deliveryWay ?? merged.deliveryWay };
    await updateDraft(tx, {
      ...draft,
      contentSealed: vault.seal({ ...sealed, content } as unknown as Json, 'cases.draft'),
      filled: filledOf(content),
      atStep: input.atStep ?? draft.atStep,
      rev,
      savedAt: at,
    });
    return { draftId: draft.id, rev, savedAt: at.toISOString() };
  });
  return outcome;
}
