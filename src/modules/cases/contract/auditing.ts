/** What an auditor asks the record, and what it answers. Imports nothing of the server. */
import { Type, type Static } from 'typebox';
import { dayIn, id, moment, orNull, text } from './parts.ts';

export const auditQuestion = Type.Object(
  {
    number: Type.Optional(Type.String({ minLength: 1, maxLength: 40, description: 'Case number' })),
    staff: Type.Optional(Type.String({ minLength: 1, maxLength: 60, description: 'Staff number or whole name' })),
    day: Type.Optional(dayIn),
    after: Type.Optional(Type.String({ maxLength: 200, description: 'Cursor of the page before' })),
  },
  { additionalProperties: false },
);
export type AuditQuestionIn = Static<typeof auditQuestion>;

export const auditLine = Type.Object({
  id,
  at: moment,
  word: Type.String(),
  name: text,
  who: Type.String({ description: 'Staff by name, people masked' }),
  post: orNull(Type.String()),
  door: Type.String(),
  /** What it was done to: kind and id, and the number when it is a case. */
  subject: orNull(Type.Object({ kind: Type.String(), id, number: orNull(Type.String()) })),
  seq: orNull(Type.Integer()),
});
export type AuditLine = Static<typeof auditLine>;

export const chainView = Type.Object({
  number: Type.String(),
  whole: Type.Boolean(),
  /** Up to which entry everything fits and lies under a signed seal. */
  provedTo: Type.Integer(),
  entries: Type.Array(
    Type.Object({
      seq: Type.Integer(),
      at: Type.String(),
      name: text,
      hash: Type.String(),
      seal: orNull(Type.Integer()),
      sealedAt: orNull(Type.String()),
    }),
  ),
  findings: Type.Array(Type.Object({ say: text, seq: orNull(Type.Integer()), seal: orNull(Type.Integer()) })),
});
/** The chain of a case and how far it proves itself. */
export type ChainView = Static<typeof chainView>;

export const auditPage = Type.Object({ rows: Type.Array(auditLine), next: orNull(Type.String()), chain: orNull(chainView) });
export type AuditPage = Static<typeof auditPage>;
