import type { Actor } from '#platform/actor';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { newId } from '#platform/ids';
import { spanDue } from '../clocks/dates.ts';
import type { CaseReceipt } from '../contract.ts';
import { act, type OnCase } from '../record/act.ts';
import { insertPause } from '../record/case.sql.ts';

/** 特别程序: the clock stands for whole days; the applicant is told why and until when (行政许可法45条). */
export function pause(
  actor: Actor,
  house: House,
  key: string,
  input: OnCase & { kind: string; reason: string; expectedEnd?: string },
): Promise<CaseReceipt> {
  return act(actor, house, key, 'pause', input, {
    by: 'staff',
    own: (bench) => {
      const kind = bench.regime.pauses.find((p) => p.kind === input.kind);
      const fixed =
        kind?.length === 'fixed' && kind.days !== undefined
          ? spanDue(bench.house.calendar, bench.today, { days: kind.days, ...(kind.unit === undefined ? {} : { unit: kind.unit }) }).due
          : undefined;
      const expectedEnd = fixed ?? input.expectedEnd;
      if (kind !== undefined && (expectedEnd === undefined || expectedEnd < bench.today))
        throw problem(
          'invalid',
          'cases.pause-end-missing',
          { zh: '要告诉申请人大约到哪天。', en: 'The applicant must be told until when.' },
          { zh: '请填预计结束的日期。', en: 'Enter the expected end.' },
          { fields: [{ field: 'expectedEnd', say: { zh: '请填日期', en: 'Enter a date' } }] },
        );
      return {
        deed: { pauseKind: input.kind, reason: input.reason.trim() !== '' },
        expectedEnd: expectedEnd ?? null,
        note: { kind: input.kind, expectedEnd: expectedEnd ?? null },
        words: { reason: input.reason },
        also: (b, saved) =>
          insertPause(b.tx, {
            homeRegion: b.c.homeRegion,
            caseId: b.c.id,
            id: newId(),
            kind: input.kind,
            beganAt: b.at,
            beganSeq: saved.seq,
            expectedEnd: expectedEnd ?? null,
            endedAt: null,
            countedDays: null,
          }),
      };
    },
  });
}
