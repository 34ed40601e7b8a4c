import { getCaseForParty } from '#cases';
import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import { shanghaiDate } from '#platform/clock';
import { runCommand } from '#platform/command';
import { sm3 } from '#platform/crypto';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { newId } from '#platform/ids';
import { append } from '#platform/ledger';
import { emit } from '#platform/outbox';
import { findContact, findContactByToken } from './contact.sql.ts';
import { isLevel, type Level, optionsVersion, reasons as knownReasons } from './levels.ts';
import { ratingHeader } from './mirror.sql.ts';
import { findRatingOf, insertRating } from './rating.sql.ts';
import { newReceiptCode, receiptHash, tokenHash } from './token.ts';

/** A rating as any door hands it in: by the own list of contacts, or by the link on a paper or device. */
export type RateInput = {
  contact: { id: string } | { token: string };
  level: number;
  reasons: string[];
  comment: string;
  key: string;
};

/** What the rater gets: a code that finds the own row in the open export. */
export type Rated = { ratingId: string; receipt: string; level: Level };

const noContact = () =>
  problem(
    'notFound',
    'feedback.no-contact',
    { zh: '没找到这一次服务。', en: 'This service contact was not found.' },
    {
      zh: '请从「我的办件」或者回执上的链接进来打分，也可以到窗口说。',
      en: 'Open it from “My cases” or the link on your receipt, or tell a window.',
    },
  );

/**
 * Counts a rating. Every level takes the same way through the same code (I10): no branch below looks at its value.
 * @throws Problem invalid for a level outside 1–5; notFound for an unknown contact or one of somebody else;
 * conflict `feedback.rated-already`, to the rater with the level that was counted.
 */
export async function rate(actor: Actor, input: RateInput, house: House): Promise<Rated> {
  if (!isLevel(input.level)) {
    throw problem(
      'invalid',
      'feedback.level',
      { zh: '还没选分数。', en: 'No level was chosen.' },
      {
        zh: '请在五个里选一个，几分都照样公布。不打也行。',
        en: 'Choose one of the five; every value is published alike. Not rating is fine too.',
      },
      { fields: [{ field: 'level', say: { zh: '请选一个', en: 'Choose one' } }] },
    );
  }
  const level = input.level;
  const known = new Set(knownReasons.map((r) => r.code));
  const reasons = [...new Set(input.reasons)].filter((code) => known.has(code));
  const comment = input.comment.trim().slice(0, 500);
  if ('id' in input.contact) await checkOwn(actor, input.contact.id, house);
  const { outcome } = await runCommand(
    actor,
    house,
    { verb: 'feedback.rate', key: input.key, content: { contact: input.contact, level, reasons, comment } },
    async (tx) => {
      const contact =
        'id' in input.contact ? await findContact(tx, input.contact.id) : await findContactByToken(tx, tokenHash(input.contact.token));
      if (contact === undefined) throw noContact();
      const at = house.clock.now();
      const id = newId();
      const receipt = newReceiptCode();
      const owner =
        contact.caseId === null ? ({ kind: 'person', id: contact.partyId } as const) : ({ kind: 'case', id: contact.caseId } as const);
      const counted = await insertRating(tx, {
        id,
        contactId: contact.id,
        level,
        reasons,
        optionsVersion,
        commentSealed: comment === '' ? null : await house.keys.seal(tx, owner, Buffer.from(comment), `rating:${id}`),
        door: actor.door,
        deviceRef: actor.device === null ? null : sm3(Buffer.from(actor.device)),
        secondsAfter: Math.max(0, Math.round((at.getTime() - contact.happenedAt.getTime()) / 1000)),
        itemKey: contact.itemKey,
        organId: contact.organId,
        regionCode: contact.regionCode,
        receiptHash: receiptHash(receipt),
        recordedAt: at,
        legalDay: shanghaiDate(at),
      });
      if (!counted) {
        // Whoever comes by the link may be the one who was rated: only the rater is told what was counted.
        const before = 'id' in input.contact ? await findRatingOf(tx, contact.id) : undefined;
        throw problem(
          'conflict',
          'feedback.rated-already',
          before === undefined
            ? { zh: '这一次已经打过分了。', en: 'This contact was rated already.' }
            : { zh: `这一次已经打过分了，记的是${before.level}分。`, en: `This contact was rated already: ${before.level}.` },
          {
            zh: '打过的分谁也改不了，也不会被删。还有话要说，请打电话。',
            en: 'No one can change or remove a rating. To add something, please call.',
          },
          before === undefined ? {} : { data: { level: before.level } },
        );
      }
      await append(tx, house, {
        stream: { kind: 'rating', id },
        header: ratingHeader({ level, contactId: contact.id, recordedAt: at }),
        first: true,
        payload: { reasons },
        owner,
      });
      await audit(tx, actor, at, { word: 'RATE', subject: { kind: 'rating', id } });
      await emit(tx, at, { type: 'feedback.rated', subject: { kind: 'rating', id, seq: 1 }, data: { contactId: contact.id } });
      return { ratingId: id, receipt, level };
    },
  );
  return outcome;
}

/** One rates what one was served in: the own visit, or a case one is a party of, an agent included. */
async function checkOwn(actor: Actor, contactId: string, house: House): Promise<void> {
  const contact = await findContact(house.db, contactId);
  if (contact === undefined) throw noContact();
  if (actor.personId !== null && (actor.personId === contact.partyId || actor.forPartyId === contact.partyId)) return;
  if (contact.caseId === null) throw noContact();
  await getCaseForParty(actor, house, contact.caseId);
}
