/** The one way a deed on a follow-up is done: lock, who, what hinders, the row, the deed for ever, ledger, audit, event. */
import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import { type Day, shanghaiDate } from '#platform/clock';
import { runCommand } from '#platform/command';
import type { Owner } from '#platform/crypto';
import type { Tx } from '#platform/db';
import type { Json } from '#platform/errors';
import type { House } from '#platform/house';
import { append } from '#platform/ledger';
import { emit } from '#platform/outbox';
import { type Contact, findContact } from '../contact.sql.ts';
import { type Followup, hindrance, type Rule, type Verb } from './followup.ts';
import { actionHeader, insertAction, lockFollowup, ruleByVersion, saveFollowup } from './followup.sql.ts';
import { hindered, noFollowup } from './problems.ts';

/** What a verb has before it when the row is locked. */
export type Bench = { tx: Tx; house: House; actor: Actor; at: Date; today: Day; followup: Followup; contact: Contact; rule: Rule };

/** What a verb says of itself. */
export type Deed = {
  verb: Verb;
  id: string;
  key: string;
  /** What was asked, for the fingerprint of the key. */
  content: Json;
  /** Refuses who may not. */
  may: (bench: Bench) => Promise<void> | void;
  /** Last day on which it may be done. */
  until?: (bench: Bench) => Day;
  change: (bench: Bench) => Partial<Followup>;
  code: string | null;
  words: string | null;
  auditWord: string;
};

/** What a deed answers. */
export type FollowupReceipt = { followupId: string; seq: number; stage: Followup['stage'] };

/** Whose key the words lie under: the same as the rating's own. */
export const ownerOf = (contact: Pick<Contact, 'caseId' | 'partyId'>): Owner =>
  contact.caseId === null ? { kind: 'person', id: contact.partyId } : { kind: 'case', id: contact.caseId };

/** Does it. @throws Problem notFound, forbidden, conflict (see problems.ts); nothing is changed then. */
export async function doFollowup(actor: Actor, house: House, deed: Deed): Promise<FollowupReceipt> {
  const { outcome } = await runCommand(
    actor,
    house,
    { verb: `feedback.${deed.verb}`, key: deed.key, content: deed.content },
    async (tx) => {
      const at = house.clock.now();
      const today = shanghaiDate(at);
      const followup = await lockFollowup(tx, deed.id);
      const contact = followup === undefined ? undefined : await findContact(tx, followup.contactId);
      if (followup === undefined || contact === undefined) throw noFollowup();
      const bench: Bench = { tx, house, actor, at, today, followup, contact, rule: await ruleByVersion(tx, followup.ruleVersion) };
      await deed.may(bench);
      const why = hindrance(followup, deed.verb, today, deed.until?.(bench) ?? null);
      if (why !== null) throw hindered(why);
      const next: Followup = { ...followup, ...deed.change(bench), seq: followup.seq + 1 };
      await saveFollowup(tx, next);
      await recordAction(tx, house, actor, at, next, { verb: deed.verb, code: deed.code, words: deed.words, owner: ownerOf(contact) });
      await audit(tx, actor, at, { word: deed.auditWord, subject: { kind: 'followup', id: next.id, seq: next.seq } });
      await emit(tx, at, {
        type: `feedback.followup_${deed.verb === 'decideAppeal' ? 'appeal_decided' : deed.verb}`,
        subject: { kind: 'followup', id: next.id, seq: next.seq },
        data: { followupId: next.id, ratingId: next.ratingId, partyId: contact.partyId, item: contact.itemName },
      });
      return { followupId: next.id, seq: next.seq, stage: next.stage };
    },
  );
  return outcome;
}

/** Writes a deed for ever, with its entry in the ledger. */
export async function recordAction(
  tx: Tx,
  house: House,
  actor: Actor,
  at: Date,
  f: Followup,
  deed: { verb: string; code: string | null; words: string | null; owner: Owner },
): Promise<void> {
  const action = {
    followupId: f.id,
    seq: f.seq,
    verb: deed.verb,
    actorKind: actor.kind,
    actorId: actor.personId,
    postId: actor.post?.id ?? null,
    recordedAt: at,
    code: deed.code,
  };
  const wordsSealed = deed.words === null ? null : await house.keys.seal(tx, deed.owner, Buffer.from(deed.words), wordsLabel(f.id, f.seq));
  await insertAction(tx, { ...action, wordsSealed });
  await append(tx, house, {
    stream: { kind: 'followup', id: f.id },
    header: actionHeader(action),
    ...(deed.words === null ? {} : { payload: { words: deed.words }, owner: deed.owner }),
    ...(f.seq === 1 ? { first: true } : { locked: true }),
  });
}

/** Binds sealed words to the deed they belong to. */
export const wordsLabel = (followupId: string, seq: number): string => `followup:${followupId}:${seq}`;
