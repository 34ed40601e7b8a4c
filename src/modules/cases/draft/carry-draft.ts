import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import { shanghaiDate } from '#platform/clock';
import { runCommand } from '#platform/command';
import type { Json } from '#platform/errors';
import { carryAnswers, type FormSchema } from '#platform/forms';
import type { House } from '#platform/house';
import type { Text } from '#platform/text';
import type { DraftReceipt } from '../contract.ts';
import { type ItemContent, newestOf, versionById } from '../outside/items.ts';
import { draftForWriting } from './draft-access.ts';
import { prefill } from './draft-content.ts';
import { endDraft, updateDraft } from './draft.sql.ts';
import { whatIsKnown } from './offered.ts';
import type { SealedDraft } from './save-draft.ts';

/** One thing that differs between two versions, in words. */
export type Difference = { kind: 'field' | 'material' | 'question' | 'limit'; id: string; say: Text };

/** What a person who began under one version should know of another. */
export function differences(before: ItemContent, now: ItemContent, values: Record<string, unknown>, today: string): Difference[] {
  const { differences: fields } = carryAnswers(before.form as FormSchema, now.form as FormSchema, values, today);
  const list: Difference[] = fields.map((f) => ({ kind: 'field', id: f.field, say: f.say }));
  const compare = (kind: Difference['kind'], was: Map<string, string>, is: Map<string, string>, word: string): void => {
    for (const [id, name] of is) if (!was.has(id)) list.push({ kind, id, say: { zh: `新增${word}：${name}`, en: `New: ${name}` } });
    for (const [id, name] of was)
      if (!is.has(id)) list.push({ kind, id, say: { zh: `不再需要${word}：${name}`, en: `No longer asked: ${name}` } });
  };
  compare(
    'material',
    new Map(before.materials.map((m) => [m.id, m.name.zh])),
    new Map(now.materials.map((m) => [m.id, m.name.zh])),
    '材料',
  );
  compare(
    'question',
    new Map(before.questions.map((q) => [q.id, q.text.zh])),
    new Map(now.questions.map((q) => [q.id, q.text.zh])),
    '问题',
  );
  for (const limit of ['promised', 'statutory'] as const)
    if (before.limits[limit].days !== now.limits[limit].days)
      list.push({
        kind: 'limit',
        id: limit,
        say: {
          zh: `${limit === 'promised' ? '承诺' : '法定'}时限由${before.limits[limit].days}天改为${now.limits[limit].days}天`,
          en: `${limit} limit: ${before.limits[limit].days} → ${now.limits[limit].days} days`,
        },
      });
  return list;
}

/** Follows the newest published version: answers stay by field id, what is newly known is filled (model 8). */
export async function carryDraft(actor: Actor, house: House, key: string, input: { draftId: string; rev?: number }): Promise<DraftReceipt> {
  const { outcome } = await runCommand(actor, house, { verb: 'cases.carryDraft', key, content: input as Json }, async (tx) => {
    const at = house.clock.now();
    const { draft } = await draftForWriting(tx, actor, house, input.draftId);
    const version = await newestOf(tx, draft.handlingKey);
    if (version === undefined || version.id === draft.versionId)
      return { draftId: draft.id, rev: draft.rev, savedAt: draft.savedAt.toISOString() };
    const vault = await house.keys.keyOf(tx, { kind: 'draft', id: draft.id });
    const sealed = vault.open<SealedDraft>(draft.contentSealed, 'cases.draft');
    const known = await whatIsKnown(tx, actor, house, version.content, draft, sealed.content.answers, draft.itemKey);
    const rev = draft.rev + 1;
    const before = await versionById(tx, draft.versionId);
    const carried = carryAnswers(
      before.content.form as FormSchema,
      version.content.form as FormSchema,
      sealed.content.values,
      shanghaiDate(at),
    );
    const content = prefill(version.content.form as FormSchema, { ...sealed.content, values: carried.values }, known.offered, rev);
    await updateDraft(tx, {
      ...draft,
      versionId: version.id,
      itemName: version.content.item.name.zh,
      contentSealed: vault.seal({ content, facts: known.facts, known: Object.keys(known.offered) } as unknown as Json, 'cases.draft'),
      rev,
      savedAt: at,
    });
    await audit(tx, actor, at, {
      word: 'DRAFT_CARRY',
      subject: { kind: 'draft', id: draft.id },
      details: { from: draft.versionId, to: version.id },
    });
    return { draftId: draft.id, rev, savedAt: at.toISOString() };
  });
  return outcome;
}

/** Throws a draft away: its key is destroyed, nothing of it can be read again. */
export async function discardDraft(actor: Actor, house: House, key: string, input: { draftId: string }): Promise<{ draftId: string }> {
  const { outcome } = await runCommand(actor, house, { verb: 'cases.discardDraft', key, content: input as Json }, async (tx) => {
    const at = house.clock.now();
    await draftForWriting(tx, actor, house, input.draftId);
    await endDraft(tx, input.draftId, 'discarded', at, null);
    await house.files.dropOwner(tx, at, { kind: 'draft', id: input.draftId });
    await house.keys.destroyKey(tx, at, { kind: 'draft', id: input.draftId });
    await audit(tx, actor, at, { word: 'DRAFT_DISCARD', subject: { kind: 'draft', id: input.draftId } });
    return { draftId: input.draftId };
  });
  return outcome;
}
