import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import { inTransaction, type Tx } from '#platform/db';
import type { House } from '#platform/house';
import { newId } from '#platform/ids';
import type { HandedOver } from '../contract.ts';
import { openSealed, wordsLine } from '../reading/case-words.ts';
import { postOf } from '../reading/list-work.ts';
import { insertHanded, listUnseen, markSeen } from './handed-over.sql.ts';

type Person = { id: string; name: string };

/** Tells who got a step and who had it before; nobody is told what he did himself. */
export async function tellHandedOver(
  tx: Tx,
  actor: Actor,
  c: { homeRegion: string; id: string },
  step: { id: string; seq: number; before: Person | null; now: Person },
  at: Date,
): Promise<void> {
  const { before, now, seq } = step;
  const line = { homeRegion: c.homeRegion, caseId: c.id, stepId: step.id, seq, byName: actor.name, at };
  if (now.id !== actor.personId)
    await insertHanded(tx, { ...line, id: newId(), personId: now.id, what: 'given', otherName: before?.name ?? null });
  if (before !== null && before.id !== actor.personId)
    await insertHanded(tx, { ...line, id: newId(), personId: before.id, what: 'taken', otherName: now.name });
}

const most = 50;

/** What was given to this member of staff or taken from him, until he says he has seen it; with the reason that was written for him. */
export async function listHandedOver(actor: Actor, house: House): Promise<{ rows: HandedOver[] }> {
  postOf(actor);
  const unseen = await listUnseen(house.db, actor.personId ?? '', most);
  const rows: HandedOver[] = [];
  for (const h of unseen) {
    const sealed = await openSealed(house.db, house, { homeRegion: h.homeRegion, id: h.caseId });
    rows.push({
      id: h.id,
      what: h.what,
      caseId: h.caseId,
      number: h.number,
      itemName: h.itemName,
      other: h.otherName,
      by: h.byName,
      at: h.at.toISOString(),
      reason: wordsLine(sealed?.words.get(h.seq)),
    });
  }
  return { rows };
}

/** The person says he has seen them. */
export async function seeHandedOver(actor: Actor, house: House, input: { ids: string[] }): Promise<{ seen: number }> {
  postOf(actor);
  const at = house.clock.now();
  const seen = await inTransaction(house.db, async (tx) => {
    const n = await markSeen(tx, actor.personId ?? '', input.ids, at);
    if (n > 0) await audit(tx, actor, at, { word: 'HANDED_OVER_SEEN', details: { ids: input.ids } });
    return n;
  });
  return { seen };
}
