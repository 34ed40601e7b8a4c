import type { Actor } from '#platform/actor';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import type { CaseReceipt } from '../contract.ts';
import { officeNamed } from '../intake/assign-office.ts';
import { act, type OnCase } from '../record/act.ts';

/** 移送: to the office that is competent. Scope and competence change; number, home region and clock do not (model 21). */
export function transfer(
  actor: Actor,
  house: House,
  key: string,
  input: OnCase & { organId: string; reason: string },
): Promise<CaseReceipt> {
  return act(actor, house, key, 'transfer', input, {
    by: 'staff',
    own: async (bench) => {
      if (bench.c.organId === input.organId)
        throw problem(
          'conflict',
          'cases.same-office',
          { zh: '这件就在这个部门。', en: 'The case is already with this office.' },
          { zh: '请选另一个部门。', en: 'Choose another.' },
        );
      return {
        deed: { reason: input.reason.trim() !== '' },
        office: await officeNamed(bench, input.organId, 'transferred'),
        note: { from: bench.c.organId, to: input.organId },
        words: { reason: input.reason },
      };
    },
  });
}
