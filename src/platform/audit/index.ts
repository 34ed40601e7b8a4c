/** The door of `platform/audit`: the record of deeds and of clear views. See README.md. */
export { audit, clearView, listViewsOf, loadAudit, searchAudit } from './audit.sql.ts';
export type { AuditEntry, AuditQuestion, AuditRow, ClearView, ViewOf } from './audit.sql.ts';
/** For the ledger, which chains the looks. */
export { claimLooks, eraseReasons, looksOfBatch, looksOutside, looksWithReason, markLooks } from './looks.sql.ts';
export type { LookRow } from './looks.sql.ts';
