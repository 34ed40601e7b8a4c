/** From an approved copy to versions in force at every door: one transaction, all kinds of handling together. */
import { shanghaiDate } from '#platform/clock';
import { type Json, problem } from '#platform/errors';
import { saveBaseItem, saveCodes } from '../catalog.sql.ts';
import type { ItemDocument } from '../document/item.format.ts';
import { toText } from '../document/resolve-item.ts';
import { movedBase } from '../editing/renew-copy.ts';
import { reportOn } from '../editing/report.ts';
import { publishVersion } from '../publish/publish-version.ts';
import { withdrawItem } from '../publish/withdraw-item.ts';
import { listNewestOf } from '../version.sql.ts';
import { type Bench, documentHash } from './do-review.ts';
import { mustBeSound } from './send-copy.ts';

/**
 * Publishes what was approved, checked once more on the day: a legal basis may have lapsed since.
 * @throws Problem conflict `catalog.not-sound`, `catalog.not-what-was-sent`, `catalog.base-moved`.
 */
export async function publishCopy({ tx, house, actor, copy, at }: Bench): Promise<void> {
  if (copy.sentRev !== copy.rev || copy.sentHash === null || !copy.sentHash.equals(documentHash(copy.document)) || copy.drafts === null)
    throw problem(
      'conflict',
      'catalog.not-what-was-sent',
      { zh: '这份稿子和送审时的不一样。', en: 'This copy is not what was sent for review.' },
      { zh: '请退回去重新送审。', en: 'Send it back and have it reviewed again.' },
    );
  if ((await movedBase(tx, copy)) !== undefined)
    throw problem(
      'conflict',
      'catalog.base-moved',
      { zh: '审核期间，这件事另外公布过新的一版。', en: 'Another version was published during the review.' },
      { zh: '请退回给编辑，合并以后再审。', en: 'Send it back to be brought together with that one.' },
    );
  const document = JSON.parse(copy.document) as Json;
  const { report, contents } = await reportOn(tx, document, shanghaiDate(at));
  mustBeSound(report);
  const written = document as unknown as ItemDocument;
  const baseItemId = await saveBaseItem(tx, at, {
    key: copy.itemKey,
    name: toText(written.name).zh,
    legalName: toText(written.legalName).zh,
    department: written.department,
    origin: 'document',
    document,
    file: null,
    edited: true,
  });
  if (written.basic !== undefined)
    await saveCodes(tx, shanghaiDate(at), { kind: 'base', id: baseItemId }, [{ scheme: 'basic-12', value: written.basic }]);
  const keepForDraftsUntil = copy.drafts.then === 'stay' ? copy.drafts.until : null;
  for (const content of contents) await publishVersion(tx, actor, house, content, { baseItemId, hold: null, keepForDraftsUntil });
  // What the document no longer has is taken out of the doors; cases of it go on.
  const kept = new Set(contents.map((content) => content.key));
  for (const version of await listNewestOf(tx, copy.itemKey))
    if (!kept.has(version.handlingKey))
      await withdrawItem(tx, actor, house, { handlingKey: version.handlingKey, reason: '新公布的一版里没有这个办理项了' });
}
