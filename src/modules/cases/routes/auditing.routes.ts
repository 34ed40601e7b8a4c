import { defineRoute, type Route } from '#platform/http';
import { searchRecord } from '../auditing/search-record.ts';
import { auditPage, auditQuestion } from '../contract.ts';

/** The auditor's look into the record of deeds. */
export const auditingRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/staff/audit/search',
    permission: 'audit.read',
    audit: 'AUDIT_SEARCH',
    summary: 'The record of deeds by case number, member of staff and day; with a number, the check of its chain',
    body: auditQuestion,
    reply: auditPage,
    handle: ({ actor, house, body }) => searchRecord(actor, house, body),
  }),
];
