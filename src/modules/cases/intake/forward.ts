import type { Actor } from '#platform/actor';
import type { Json } from '#platform/errors';
import type { House } from '#platform/house';
import type { CaseReceipt } from '../contract.ts';
import { act, type OnCase } from '../record/act.ts';
import type { Lack } from './issue-correction.ts';

/** 转实施部门: a place that only receives gives the case on, with its proposal; the clock runs on. */
export function forward(
  actor: Actor,
  house: House,
  key: string,
  input: OnCase & { proposes?: 'acceptance' | 'correction' | 'refusal'; items?: Lack[]; note?: string },
): Promise<CaseReceipt> {
  return act(actor, house, key, 'forward', input, {
    by: 'staff',
    own: () => ({
      deed: input.proposes === undefined ? {} : { proposes: input.proposes },
      note: { proposes: input.proposes ?? null },
      ...(input.items === undefined && input.note === undefined
        ? {}
        : { words: { items: (input.items ?? []) as unknown as Json, note: input.note ?? null, internal: true } }),
    }),
  });
}
