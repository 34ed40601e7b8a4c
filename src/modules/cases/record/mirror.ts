import type { Read } from '#platform/db';
import type { Json } from '#platform/errors';
import type { Mirror } from '#platform/ledger';
import { mirrorKey } from '#platform/ledger';
import { actionsOf, countActions, papersOf } from './mirror.sql.ts';
import { headerOf } from './save-move.ts';

/** `cases.action` beside the chain: `verify` makes each header anew from the rows people are shown. */
export const casesMirror: Mirror = {
  kind: 'case',
  headersOf: async (read: Read, entries) => {
    const ids = [...new Set(entries.map((e) => e.id))];
    const papers = await papersOf(read, ids);
    const rows = await actionsOf(read, ids);
    return new Map(
      rows.map((row): [string, Json] => {
        const { versionId, ...action } = row;
        const own = papers
          .filter((p) => p.caseId === action.caseId && p.seq === action.seq)
          .map(({ id, kind, number }) => ({ id, kind, number }));
        return [mirrorKey(action.caseId, action.seq), headerOf(action, versionId, own)];
      }),
    );
  },
  count: countActions,
};
