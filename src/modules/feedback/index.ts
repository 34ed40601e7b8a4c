/** The door of `feedback`: service contacts, ratings, public totals. See README.md. */
export { findContact, findContactOfCase, listContacts } from './contact.sql.ts';
export type { Contact } from './contact.sql.ts';
export { findContactByLink } from './find-contact-by-link.ts';
export { feedbackListeners } from './feedback.listeners.ts';
export { feedbackRoutes } from './feedback.routes.ts';
export { isLevel, levels, optionsVersion, reasons } from './levels.ts';
export type { Level } from './levels.ts';
export { ratingsMirror } from './mirror.sql.ts';
export { rate } from './rate.ts';
export type { Rated, RateInput } from './rate.ts';
export { countInvitations, countLevels, findByReceipt, listOpenRows } from './rating.sql.ts';
export type { LevelCount, OpenRow } from './rating.sql.ts';
export { contactToken, receiptHash } from './token.ts';
