/** A case that waits for the sandbox department. */
import { newId } from '#platform/ids';
import { type CaseHouse, elderValues, samplePaper } from '../cases.fixtures.ts';
import { putDraftFile } from '../draft/draft-material.ts';
import { saveDraft } from '../draft/save-draft.ts';
import { startDraft } from '../draft/start-draft.ts';
import { completeStep } from '../deciding/complete-step.ts';
import { accept } from '../intake/accept.ts';
import { submitDraft } from '../intake/submit-draft.ts';
import { readCase } from '../record/case.sql.ts';

/** Disability subsidies, received at the hall, reviewed in the town, now with the federation's own system. */
export async function acceptedWithSystemStep(
  t: CaseHouse,
): Promise<{ caseId: string; number: string; seq: number; stepId: string; postKey: string }> {
  const { house } = t;
  const sun = await t.citizen('孙德福');
  const { draftId } = await startDraft(sun, house, newId(), {
    handlingKey: 'disability-subsidies.first',
    answers: { certificate: 'valid', which: 'care', grade: 'high', who: 'self' },
  });
  const saved = await saveDraft(sun, house, newId(), {
    draftId,
    rev: 1,
    values: {
      cardNumber: '32990119530119101741',
      category: 'limb',
      longCare: true,
      otherBenefits: ['none'],
      bankName: 'rcb',
      bankAccount: elderValues.bankAccount,
      agree: true,
    },
  });
  for (const materialId of ['card', 'idcard', 'bankcard'])
    await putDraftFile(sun, house, newId(), { draftId, materialId, name: `${materialId}.pdf` }, samplePaper());
  const r = await submitDraft(sun, house, newId(), { draftId, rev: saved.rev });
  const a = await accept(await t.staff('linhe-window-5'), house, newId(), { caseId: r.caseId, expectedSeq: 1 });
  const town = await completeStep(await t.staff('liuqiao-town-1:shahe-government'), house, newId(), {
    caseId: r.caseId,
    expectedSeq: a.seq,
  });
  const step = (await readCase(house.db, r.caseId))?.steps.find((s) => s.system !== null);
  return { caseId: r.caseId, number: r.number, seq: town.seq, stepId: step?.id ?? '', postKey: 'linhe-all-1:linhe-disabled-federation' };
}
