import type { Actor } from '#platform/actor';
import { shanghaiDate } from '#platform/clock';
import { type Json, problem } from '#platform/errors';
import type { House } from '#platform/house';
import { featureWords } from '../doors/features.ts';
import { movedBase } from '../editing/renew-copy.ts';
import { type CopyReport, reportOn } from '../editing/report.ts';
import type { DraftsChoice } from '../editing/working-copy.sql.ts';
import { documentHash, doReview, type ReviewReceipt } from './do-review.ts';

/** What an editor says when he sends a copy. */
export interface SendCopy {
  copyId: string;
  rev: number;
  /** What becomes of applications begun on the version that is replaced. */
  drafts: DraftsChoice;
  /** Why branches no example reaches may stay so; the reviewers read it. */
  untestedBecause?: string;
  words?: string;
}

/**
 * Sends a copy to the department's reviewer. Only a sound one: no fault, every example as written, every branch tried or
 * a reason why not, every door of the item able to draw it, and nothing published since that it does not know.
 * @throws Problem conflict `catalog.not-sound`, `catalog.untested`, `catalog.door-lacks`, `catalog.base-moved`.
 */
export async function sendCopy(actor: Actor, house: House, key: string, input: SendCopy): Promise<ReviewReceipt> {
  const because = input.untestedBecause?.trim() ?? '';
  return doReview(actor, house, {
    deed: 'send',
    key,
    input: { copyId: input.copyId, rev: input.rev },
    words: input.words?.trim() ?? null,
    details: { drafts: input.drafts, untestedBecause: because === '' ? null : because } as Json,
    change: async ({ tx, copy, at }) => {
      const today = shanghaiDate(at);
      if (input.drafts.then === 'stay' && input.drafts.until < today) throw stayOver();
      if ((await movedBase(tx, copy)) !== undefined) throw baseMoved();
      const { report } = await reportOn(tx, JSON.parse(copy.document) as Json, today);
      mustBeSound(report);
      const untested = report.coverage.flatMap((c) => c.untested.map((b) => ({ version: c.version, ...b })));
      if (untested.length > 0 && because.length < 4)
        throw untestedBranches(
          untested.map((b) => b.say.zh),
          untested,
        );
      return { sentRev: copy.rev, sentHash: documentHash(copy.document), drafts: input.drafts };
    },
  });
}

/** @throws Problem conflict when a fault or a door stands in the way. */
export function mustBeSound(report: CopyReport): void {
  const faults = report.issues.filter((issue) => issue.weight !== 'note');
  if (faults.length > 0)
    throw problem(
      'conflict',
      'catalog.not-sound',
      { zh: `还有${faults.length}处要改。`, en: `${faults.length} places need a change.` },
      { zh: '请照下面的位置和说明改好再送审；内容都已存好。', en: 'Mend them as said, then send again; everything is saved.' },
      { data: { issues: faults } as unknown as Json },
    );
  const lacking = report.doors.filter((door) => door.hinders);
  const lacks = [...new Set(lacking.flatMap((d) => d.features))].map(featureWords);
  if (lacking.length > 0)
    throw problem(
      'conflict',
      'catalog.door-lacks',
      {
        zh: `${[...new Set(lacking.map((d) => d.name.zh))].join('、')}还画不出这件事用到的：${lacks.map((f) => f.zh).join('、')}。`,
        en: `${[...new Set(lacking.map((d) => d.name.en ?? d.name.zh))].join(', ')} cannot draw yet: ${lacks.map((f) => f.en).join(', ')}.`,
      },
      { zh: '请换一种写法，或等这个渠道更新后再公布。', en: 'Write it otherwise, or publish when that door has been renewed.' },
      { data: { doors: lacking } as unknown as Json },
    );
}

const stayOver = () =>
  problem(
    'invalid',
    'catalog.stay-over',
    { zh: '旧办法保留到的日子已经过了。', en: 'The day until which the old version stays valid has passed.' },
    { zh: '请选今天以后的日子，或者让草稿都跟着换。', en: 'Choose a later day, or let drafts follow the new version.' },
    { fields: [{ field: 'drafts', say: { zh: '请选今天以后的日子', en: 'Choose a later day' } }] },
  );
const baseMoved = () =>
  problem(
    'conflict',
    'catalog.base-moved',
    { zh: '您改的时候，这件事另外公布过新的一版。', en: 'Another version of this item was published while you were working.' },
    {
      zh: '请先合并那一版的改动，两边都改过的地方会并排给您看。',
      en: 'Bring the two together first; places changed on both sides are shown side by side.',
    },
  );
const untestedBranches = (names: string[], data: unknown) =>
  problem(
    'conflict',
    'catalog.untested',
    {
      zh: `有${names.length}种情形没有例子试过：${names.slice(0, 3).join('；')}${names.length > 3 ? '……' : ''}`,
      en: `${names.length} situations are tried by no example.`,
    },
    { zh: '请给每种情形写一个例子；确实不用的，写明理由再送审。', en: 'Write an example for each, or say why it may stay so.' },
    { data: { untested: data } as Json },
  );
