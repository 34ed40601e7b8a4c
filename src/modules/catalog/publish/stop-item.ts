import type { Actor } from '#platform/actor';
import { runCommand } from '#platform/command';
import type { Json } from '#platform/errors';
import type { House } from '#platform/house';
import { handOf, notYourItem, rolesFor } from '../catalog.policy.ts';
import { wordsNeeded } from '../review/send-back.ts';
import { getItem, type ItemVersion } from './find-item.ts';
import { pauseItem, resumeItem, withdrawItem } from './withdraw-item.ts';

const deeds = { withdraw: withdrawItem, pause: pauseItem, resume: resumeItem };

/** A reviewer of the bureau takes an item out of the doors, pauses it, or opens it again; with the reason. Running cases go on. */
export async function stopItem(
  actor: Actor,
  house: House,
  key: string,
  input: { handlingKey: string; how: keyof typeof deeds; words: string },
): Promise<{ key: string; number: number; state: ItemVersion['state'] }> {
  const words = input.words.trim();
  if (words.length < 4) throw wordsNeeded();
  const { outcome } = await runCommand(actor, house, { verb: `catalog.${input.how}`, key, content: input as Json }, async (tx) => {
    const version = await getItem(tx, input.handlingKey);
    const { item, overlay } = version.content;
    const hand = await handOf(tx, actor);
    const roles = await rolesFor(tx, hand, { itemKey: item.key, department: item.department, regionCode: overlay.region });
    if (!roles.includes('bureau')) throw notYourItem();
    const after = await deeds[input.how](tx, actor, house, { handlingKey: version.handlingKey, reason: words });
    return { key: after.handlingKey, number: after.number, state: after.state };
  });
  return outcome;
}
