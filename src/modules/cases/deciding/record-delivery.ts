import type { Actor } from '#platform/actor';
import type { House } from '#platform/house';
import type { CaseReceipt } from '../contract.ts';
import { markServed } from '../papers/paper.sql.ts';
import { act, type OnCase } from '../record/act.ts';

/** 送达结果: handed over, posted, opened. The case is then closed (办结). */
export function recordDelivery(
  actor: Actor,
  house: House,
  key: string,
  input: OnCase & { how: string; deliveredAt?: string; to?: string; tracking?: string },
): Promise<CaseReceipt> {
  return act(actor, house, key, 'recordDelivery', input, {
    by: 'staff',
    own: (bench) => {
      const given = input.deliveredAt === undefined ? bench.at : new Date(input.deliveredAt);
      const occurredAt = given <= bench.at && bench.c.decidedAt !== null && given >= bench.c.decidedAt ? given : bench.at;
      return {
        occurredAt,
        occurredSource: input.deliveredAt === undefined ? 'server' : 'staff',
        note: { how: input.how },
        words: { to: input.to ?? null, tracking: input.tracking ?? null, internal: true },
        also: (b, saved) =>
          markServed(b.tx, b.c, ['grant', 'refusal', 'superseding'], { at: occurredAt, seq: saved.seq, receipt: { how: input.how } }),
      };
    },
  });
}
