import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { type Contact, findContactByToken } from './contact.sql.ts';
import { tokenHash } from './token.ts';

/** The contact behind the link on a receipt or a window's device. @throws Problem notFound. */
export async function findContactByLink(house: House, token: string): Promise<Contact> {
  const contact = await findContactByToken(house.db, tokenHash(token));
  if (contact !== undefined) return contact;
  throw problem(
    'notFound',
    'feedback.no-contact',
    { zh: '没找到这一次服务。', en: 'This service contact was not found.' },
    {
      zh: '请从「我的办件」或者回执上的链接进来打分，也可以到窗口说。',
      en: 'Open it from “My cases” or the link on your receipt, or tell a window.',
    },
  );
}
