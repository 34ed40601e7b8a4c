import type { Readable } from 'node:stream';
import type { Actor } from '#platform/actor';
import { clearView } from '#platform/audit';
import { inTransaction } from '#platform/db';
import { problem, Problem } from '#platform/errors';
import type { FileRef } from '#platform/files';
import type { House } from '#platform/house';
import { partyOf } from '../cases.policy.ts';
import { readCase } from '../record/case.sql.ts';
import { caseNotFound } from '../record/problems.ts';
import { materialWithFile } from './case-reading.sql.ts';
import { staffGround } from './staff-ground.ts';

const unknownFile = () =>
  problem(
    'notFound',
    'cases.file-unknown',
    { zh: '这份文件不在这件办件里。', en: 'This file is not part of the case.' },
    { zh: '请从办件的材料列表里打开。', en: 'Open it from the list of documents.' },
  );

/** A file of a case, for its people or for staff on a ground; a look by staff is written down before the first byte, and only then. */
export async function openCaseFile(
  actor: Actor,
  house: House,
  caseId: string,
  fileId: string,
): Promise<{ file: FileRef; stream: Readable }> {
  const c = await readCase(house.db, caseId);
  if (c === undefined) throw caseNotFound();
  if (actor.kind !== 'staff' && partyOf(actor, c) === undefined) throw caseNotFound();
  const onGround = (write: boolean): Promise<void> =>
    inTransaction(house.db, async (tx) => {
      const ground = await staffGround(tx, actor, c);
      if (ground instanceof Problem) throw ground;
      if (!write) return;
      await clearView(tx, actor, house.clock.now(), {
        partyId: c.applicantId,
        caseId: c.id,
        what: 'file',
        reason: '看办件材料',
        ground: { kind: ground.kind, id: ground.id },
      });
    });
  if (actor.kind === 'staff') await onGround(false);
  if ((await materialWithFile(house.db, c, fileId)) === undefined) throw unknownFile();
  const opened = await house.files.open(house.db, house.keys, fileId);
  try {
    if (opened.owner.kind !== 'case' || opened.owner.id !== c.id) throw unknownFile();
    // Nobody looked at what could not be opened: the citizen reads of looks that were had.
    if (actor.kind === 'staff') await onGround(true);
  } catch (error) {
    opened.bytes.destroy();
    throw error;
  }
  return { file: opened.file, stream: opened.bytes };
}
