/** The door of `notices`: messages, their true states, service of papers. See README.md. */
export { listenToCases } from './listen-cases.ts';
export type { CaseFacts, ReadCaseFacts } from './listen-cases.ts';
export { listenToFollowups, listenToInvitations } from './listen-followups.ts';
export { noticeKinds, noticeText } from './messages.ts';
export type { NoticeKind, NoticeParams } from './messages.ts';
export { countUnread, findPreference, listMessages, listNoticesOfCase } from './notice.sql.ts';
export type { ChannelName, Notice, NoticeState, Preference } from './notice.sql.ts';
export { markMessagesRead, recordOpened, savePreferenceOf } from './own-messages.ts';
export { recordPaperService } from './record-service.ts';
export { noticesJobs, sendDue } from './send-due.ts';
export { findService } from './service.sql.ts';
export type { ServiceHow } from './service.sql.ts';
