import type { Actor } from '#platform/actor';
import { clearView } from '#platform/audit';
import { inTransaction } from '#platform/db';
import { Problem } from '#platform/errors';
import type { House } from '#platform/house';
import { versionById } from '../outside/items.ts';
import { readCase } from '../record/case.sql.ts';
import { caseNotFound } from '../record/problems.ts';
import { otherCasesOf } from './case-reading.sql.ts';
import { openSealed } from './case-words.ts';
import { staffGround } from './staff-ground.ts';

/** What the applicant wrote in the same fields before. */
export type EarlierValues = { fields: Record<string, { value: unknown; caseNumber: string; at: string }> };

const look = 10;

/** Values of earlier cases of the same applicant for the fields of this case, the newest first; on the ground of this case, and logged. */
export async function earlierValues(actor: Actor, caseId: string, house: House): Promise<EarlierValues> {
  return inTransaction(house.db, async (tx) => {
    const c = await readCase(tx, caseId);
    if (c === undefined) throw caseNotFound();
    const ground = await staffGround(tx, actor, c);
    if (ground instanceof Problem) throw ground;
    const { content } = await versionById(tx, c.versionId);
    const wanted = new Set(Object.keys(content.form.properties));
    const fields: EarlierValues['fields'] = {};
    for (const other of await otherCasesOf(tx, c, look)) {
      const sealed = await openSealed(tx, house, other);
      for (const [id, value] of Object.entries(sealed?.application.values ?? {}))
        if (wanted.has(id) && fields[id] === undefined && value !== null && value !== '')
          fields[id] = { value, caseNumber: other.number, at: other.receivedAt.toISOString() };
    }
    if (Object.keys(fields).length > 0)
      await clearView(tx, actor, house.clock.now(), {
        partyId: c.applicantId,
        caseId: c.id,
        what: 'earlier-values',
        reason: '与以前办件对照',
        ground: { kind: ground.kind, id: ground.id },
      });
    return { fields };
  });
}
