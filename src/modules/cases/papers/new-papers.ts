import type { Day } from '#platform/clock';
import type { House } from '#platform/house';
import { newId } from '#platform/ids';
import type { Text } from '#platform/text';
import type { PaperKind } from '../lifecycle/rule.ts';
import type { CaseRow, PaperRow } from '../record/rows.ts';
import { makeCheckCode } from './codes.ts';

/** Kinds of papers: their names, the letter in their number, the version of their template. */
export const paperNames: Readonly<Record<PaperKind, Text & { letter: string; template: number }>> = {
  receipt: { zh: '收件凭证', en: 'Receipt', letter: 'S', template: 1 },
  acceptance: { zh: '受理通知书', en: 'Notice of acceptance', letter: 'A', template: 1 },
  notAccepted: { zh: '不予受理决定书', en: 'Decision not to accept', letter: 'N', template: 1 },
  correction: { zh: '补正告知书', en: 'Correction notice', letter: 'B', template: 1 },
  pause: { zh: '特别程序告知书', en: 'Notice of a special procedure', letter: 'P', template: 1 },
  extension: { zh: '延期告知书', en: 'Notice of extension', letter: 'E', template: 1 },
  grant: { zh: '准予决定书', en: 'Decision: granted', letter: 'G', template: 1 },
  refusal: { zh: '不予决定书', en: 'Decision: refused', letter: 'R', template: 1 },
  withdrawal: { zh: '撤回确认', en: 'Confirmation of withdrawal', letter: 'W', template: 1 },
  termination: { zh: '终止通知书', en: 'Notice of termination', letter: 'T', template: 1 },
  superseding: { zh: '更正或撤销决定书', en: 'Superseding decision', letter: 'U', template: 1 },
  transfer: { zh: '移送告知书', en: 'Notice of transfer', letter: 'M', template: 1 },
};

/** The receipt is the receiving place's, every other paper is headed by the implementing organ (model 3). */
const headOf = (c: CaseRow, kind: PaperKind): string =>
  (kind === 'receipt' ? (c.receivingOrganName ?? c.organName) : c.organName) ?? c.receivingOrganName ?? '';

/** Rows of the papers a deed brings, written in its transaction. */
export function newPapers(
  house: Pick<House, 'keys'>,
  c: CaseRow,
  deed: { number: string; kinds: readonly PaperKind[]; seq: number; dated: Day },
  makeId: () => string = newId,
): PaperRow[] {
  return deed.kinds.map((kind) => {
    const id = makeId();
    return {
      homeRegion: c.homeRegion,
      caseId: c.id,
      id,
      kind,
      number: `${deed.number}-${paperNames[kind].letter}${deed.seq}`,
      dated: deed.dated,
      seq: deed.seq,
      organName: headOf(c, kind),
      template: kind,
      templateVersion: paperNames[kind].template,
      checkHash: house.keys.lookupHash('cases.paper', makeCheckCode(house.keys, id)),
      servedAt: null,
      servedSeq: null,
      receipt: null,
    };
  });
}
