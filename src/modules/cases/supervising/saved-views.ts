import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import { runCommand } from '#platform/command';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { newId } from '#platform/ids';
import type { SavedView, WaitingFilter } from '../contract.ts';
import { managerScope } from './list-waiting.ts';
import { dropView, listViews, putView } from './saved-view.sql.ts';

const most = 40;

const ownerOf = (actor: Actor): string => {
  managerScope(actor);
  return actor.personId ?? '';
};

/** The views a manager saved. */
export async function savedViews(actor: Actor, house: House): Promise<{ rows: SavedView[] }> {
  return { rows: await listViews(house.db, ownerOf(actor)) };
}

/** Names a filter; the same name again takes the new filter. */
export async function saveView(
  actor: Actor,
  house: House,
  key: string,
  input: { name: string; filter: WaitingFilter },
): Promise<{ viewId: string }> {
  const personId = ownerOf(actor);
  const name = input.name.normalize('NFC').trim();
  if (name === '')
    throw problem(
      'invalid',
      'cases.view-name',
      { zh: '筛选还没有名字。', en: 'The view has no name yet.' },
      { zh: '请起一个名字，比如“社会救助快到期”。', en: 'Give it a name, such as “assistance, due soon”.' },
    );
  const { outcome } = await runCommand(actor, house, { verb: 'cases.saveView', key, content: { ...input } }, async (tx) => {
    const own = await listViews(tx, personId);
    if (own.length >= most && !own.some((v) => v.name === name))
      throw problem(
        'conflict',
        'cases.views-full',
        { zh: `最多存${most}个筛选。`, en: `At most ${most} views are kept.` },
        { zh: '请先删掉不用的，再存这个。', en: 'Delete one you no longer use, then save this one.' },
      );
    const at = house.clock.now();
    const { id } = await putView(tx, { id: newId(), personId, name, filter: input.filter, at });
    await audit(tx, actor, at, { word: 'VIEW_SAVE', subject: { kind: 'view', id } });
    return { viewId: id };
  });
  return outcome;
}

/** Takes a saved view away; one that is gone already is gone. */
export async function deleteView(actor: Actor, house: House, key: string, input: { viewId: string }): Promise<{ viewId: string }> {
  const personId = ownerOf(actor);
  const { outcome } = await runCommand(actor, house, { verb: 'cases.deleteView', key, content: input }, async (tx) => {
    if ((await dropView(tx, personId, input.viewId)) > 0)
      await audit(tx, actor, house.clock.now(), { word: 'VIEW_DELETE', subject: { kind: 'view', id: input.viewId } });
    return { viewId: input.viewId };
  });
  return outcome;
}
