/** The door of `platform/audit`: the record of deeds and of clear views. See README.md. */
export { audit, clearView, listViewsOf } from './audit.sql.ts';
export type { AuditEntry, ClearView, ViewOf } from './audit.sql.ts';
