import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import { inTransaction } from '#platform/db';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { markRead, type Preference, savePreference } from './notice.sql.ts';
import { recordPaperService } from './record-service.ts';

function personOf(actor: Actor): string {
  if (actor.kind === 'citizen' && actor.personId !== null) return actor.personId;
  throw problem(
    'unauthenticated',
    'notices.sign-in',
    { zh: '这一页要先登录。', en: 'Please sign in for this page.' },
    { zh: '请登录后再来。', en: 'Sign in and come back.' },
  );
}

/** Marks one's own messages as read. */
export async function markMessagesRead(actor: Actor, house: House): Promise<void> {
  const me = personOf(actor);
  await inTransaction(house.db, (tx) => markRead(tx, me, house.clock.now()));
}

/** Keeps how one wants to be told, beside the messages in the product. Saving the same again changes nothing. */
export async function savePreferenceOf(actor: Actor, house: House, choice: Preference): Promise<void> {
  const me = personOf(actor);
  const at = house.clock.now();
  await inTransaction(house.db, async (tx) => {
    await savePreference(tx, me, choice, at);
    await audit(tx, actor, at, { word: 'NOTICE_PREFERENCE', subject: { kind: 'party', id: me }, details: choice });
  });
}

/** A party opened a paper in the portal: that is its service, the first time. The caller has checked that it is the party's. */
export async function recordOpened(actor: Actor, house: House, paper: { paperId: string; caseId: string }): Promise<void> {
  await inTransaction(house.db, (tx) =>
    recordPaperService(tx, actor, { ...paper, how: 'openedOnline', servedAt: house.clock.now() }, house),
  );
}
