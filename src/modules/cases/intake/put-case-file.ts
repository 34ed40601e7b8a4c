import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import { runCommand } from '#platform/command';
import type { FileRef, Upload } from '#platform/files';
import type { House } from '#platform/house';
import { limit } from '#platform/limits';
import { applicantSide } from '../cases.policy.ts';
import { openVisit } from '../outside/people.ts';
import { readCase } from '../record/case.sql.ts';
import { known } from '../record/known.ts';
import { raise } from '../record/problems.ts';

/** Puts a file under a case for an answer that is being prepared; the answer names it. What no answer names is not part of the case. */
export async function putCaseFile(
  actor: Actor,
  house: House,
  key: string,
  input: { caseId: string; name: string },
  upload: Upload,
): Promise<FileRef> {
  const at = house.clock.now();
  const before = await known(house.db, actor, await readCase(house.db, input.caseId));
  const refusal = applicantSide(actor, before, await openVisit(house.db, actor));
  if (refusal !== null) throw raise(refusal, 'forbidden');
  await limit(house, at, {
    scope: 'cases.upload',
    key: actor.personId ?? '-',
    max: actor.kind === 'staff' ? 2000 : 300,
    perSeconds: 3600,
  });
  const staged = await house.files.stage(upload, { at });
  const { outcome } = await runCommand(
    actor,
    house,
    { verb: 'cases.putCaseFile', key, content: { caseId: input.caseId, digest: staged.digest.toString('hex') } },
    async (tx) => {
      const vault = await house.keys.keyOf(tx, { kind: 'case', id: input.caseId });
      const { id, type, bytes } = await house.files.keep(tx, at, vault, staged, input.name);
      await audit(tx, actor, at, { word: 'CASE_FILE_PUT', subject: { kind: 'case', id: input.caseId }, details: { file: id } });
      // A file's name may be a person's: the stored answer holds ids only (model 15).
      return { id, type, bytes };
    },
  );
  return { ...outcome, name: input.name };
}
