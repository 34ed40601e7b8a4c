import type { Actor } from '#platform/actor';
import { shanghaiDate } from '#platform/clock';
import { runCommand } from '#platform/command';
import { type Json, problem } from '#platform/errors';
import type { House } from '#platform/house';
import { actIn } from '../record/act.ts';
import { lockCase } from '../record/case.sql.ts';
import { findPaper, markPaperServed } from './paper.sql.ts';

/** Ways of delivery in which the paper itself is the result. */
const paperIsAll = new Set(['sms', 'electronic', 'online']);

/**
 * 送达: a paper reached its party. Idempotent by paper: only the first counts, whatever key it comes with.
 * Clocks that run from service start here (model 24). Called by the listener of `notices.served`.
 */
export async function recordService(
  actor: Actor,
  house: House,
  input: { paperId: string; servedAt: Date | string; receipt: Json },
): Promise<{ first: boolean }> {
  const servedAt = new Date(input.servedAt);
  const { outcome, replayed } = await runCommand(
    actor,
    house,
    { verb: 'cases.recordService', key: `paper:${input.paperId}`, content: { paperId: input.paperId } },
    async (tx) => {
      const paper = await findPaper(tx, input.paperId);
      if (paper === undefined)
        throw problem(
          'notFound',
          'cases.no-paper',
          { zh: '没有这份文书。', en: 'There is no such paper.' },
          { zh: '请核对文书编号。', en: 'Check its number.' },
        );
      if ((await lockCase(tx, paper.caseId)) === undefined || (await findPaper(tx, input.paperId))?.servedAt != null)
        return { first: false };
      const at = house.clock.now();
      const occurredAt = servedAt > at || shanghaiDate(servedAt) < paper.dated ? at : servedAt;
      await actIn(
        tx,
        actor,
        house,
        'recordService',
        { caseId: paper.caseId },
        {
          by: 'system',
          own: (bench) => ({
            // Only the newest notice starts the citizen's time.
            deed: { ground: paper.kind, delivers: paperIsAll.has(bench.c.deliveryWay ?? 'electronic') },
            occurredAt,
            occurredSource: 'service',
            note: { paper: paper.id, kind: paper.kind },
            also: (b, saved) => markPaperServed(b.tx, paper.id, { at: occurredAt, seq: saved.seq, receipt: input.receipt }),
          }),
        },
      );
      return { first: true };
    },
  );
  return { first: outcome.first && !replayed };
}
