import type { Actor } from '#platform/actor';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { newId } from '#platform/ids';
import type { CaseReceipt } from '../contract.ts';
import { act, type OnCase } from '../record/act.ts';
import { insertMaterials } from '../record/case.sql.ts';
import { countMissing } from './missing.ts';
import { lookAgain } from './look-again.ts';

/** 容缺受理: accepted now; what the item allows may come later, by a date and with a stated consequence. */
export function acceptWithPromise(
  actor: Actor,
  house: House,
  key: string,
  input: OnCase & { materials: string[]; due?: string; note?: string },
): Promise<CaseReceipt> {
  return act(actor, house, key, 'acceptWithPromise', input, {
    by: 'staff',
    own: async (bench) => {
      const again = await lookAgain(bench);
      const missing = again.missing;
      const unnamed = missing.filter((m) => !input.materials.includes(m.materialId));
      if (unnamed.length > 0)
        throw problem(
          'conflict',
          'cases.materials-missing',
          {
            zh: `还差：${unnamed.map((m) => m.name.zh).join('、')}。`,
            en: `Still missing: ${unnamed.map((m) => m.name.en ?? m.name.zh).join(', ')}.`,
          },
          {
            zh: '能后补的请一并列进容缺；不能后补的要补正。',
            en: 'Promise them too where the item allows, or send the correction notice.',
          },
        );
      const rows = missing.map((m) => ({ m, spec: bench.version.content.materials.find((x) => x.id === m.materialId) }));
      const days = Math.max(1, ...rows.map((r) => r.spec?.later?.days ?? 5));
      const latest = bench.house.calendar.addWorkdays(bench.today, days).due;
      const due = input.due !== undefined && input.due > bench.today && input.due <= latest ? input.due : latest;
      return {
        missing: countMissing(missing),
        promisedDue: due,
        note: { promised: missing.map((m) => m.materialId), due },
        words: {
          promises: rows.map(({ m, spec }) => ({
            target: m.materialId,
            say: spec?.later?.consequence.zh ?? '到期不交，按现有材料决定。',
            due,
          })),
          note: input.note ?? null,
        },
        also: (b, saved) =>
          insertMaterials(
            b.tx,
            rows.map(({ m, spec }) => ({
              homeRegion: b.c.homeRegion,
              caseId: b.c.id,
              id: newId(),
              seq: saved.seq,
              materialId: m.materialId,
              materialKind: spec?.kind ?? m.materialId,
              name: m.name.zh,
              route: 'later' as const,
              fileId: null,
              trust: 'D' as const,
              source: null,
              due,
              addedAt: b.at,
              addedBy: b.actor.personId,
              addedDoor: b.actor.door,
              checkedAt: null,
              checkedBy: null,
              checkedSeq: null,
            })),
          ),
      };
    },
  });
}
