import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { limit } from '#platform/limits';
import type { Text } from '#platform/text';
import { readCase } from '../record/case.sql.ts';
import { paperNames } from './new-papers.ts';
import { findPaperByCode, listPapers } from './paper.sql.ts';

/** What anybody with a paper in hand may learn: that it is the house's, and whether it still stands. Never a name. */
export type CheckedPaper = { kind: string; name: Text; number: string; organ: string; dated: string; state: 'valid' | 'superseded' };

/** Decisions that a later decision replaces. */
const decisions = new Set(['grant', 'refusal', 'notAccepted', 'termination', 'superseding']);

/** A check code as people type it: spaces and case do not matter, letters that look like digits are taken as those. */
export const readCheckCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replaceAll(/[\s\-–—]/g, '')
    .toUpperCase()
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
    .replaceAll('U', 'V');

/** Checks a paper by the code printed on it. `caller` is the address it came from. */
export async function checkPaper(house: House, checkCode: string, caller: string): Promise<CheckedPaper> {
  const code = readCheckCode(checkCode);
  const look = { zh: '请对照文书右下角的核对码再填一次；拿不准就打服务电话。', en: 'Compare it with the code on the paper, or call.' };
  if (!/^[0-9A-HJKMNP-TV-Z]{10}$/.test(code))
    throw problem('invalid', 'cases.check-form', { zh: '核对码是10位数字和字母。', en: 'A check code has ten letters and digits.' }, look, {
      fields: [{ field: 'code', say: { zh: '要填10位', en: 'Ten characters' } }],
    });
  const at = house.clock.now();
  await limit(house, at, { scope: 'cases.check', key: caller, max: 30, perSeconds: 600 });
  await limit(house, at, { scope: 'cases.check-all', key: 'all', max: 3000, perSeconds: 600 });
  const paper = await findPaperByCode(house.db, house.keys.lookupHashes('cases.paper', code));
  const c = paper === undefined ? undefined : await readCase(house.db, paper.caseId);
  if (paper === undefined || c === undefined)
    throw problem(
      'notFound',
      'cases.check-unknown',
      {
        zh: '没有这份文书：核对码填错了，或者文书不是这里出的。',
        en: 'There is no such paper: the code is wrong, or it was not issued here.',
      },
      look,
    );
  const later = decisions.has(paper.kind) && (await listPapers(house.db, c)).some((p) => p.kind === 'superseding' && p.seq > paper.seq);
  const name = paperNames[paper.kind as keyof typeof paperNames];
  return {
    kind: paper.kind,
    name: { zh: name?.zh ?? paper.kind, en: name?.en ?? paper.kind },
    number: paper.number,
    organ: paper.organName,
    dated: paper.dated,
    state: later ? 'superseded' : 'valid',
  };
}
