import type { Actor } from '#platform/actor';
import { audit, clearView } from '#platform/audit';
import { runCommand } from '#platform/command';
import { canonicalJson, sm3 } from '#platform/crypto';
import { inTransaction, type Tx } from '#platform/db';
import { type Json, problem, Problem } from '#platform/errors';
import type { House } from '#platform/house';
import { emit } from '#platform/outbox';
import { systemActor } from '#platform/actor';
import type { Application } from '../intake/application.ts';
import { actIn } from '../record/act.ts';
import { listPayload, lockCase, readCase } from '../record/case.sql.ts';
import { countAnswer, type ExternalRef, findRef, listRequested, type RequestedStep } from './external.sql.ts';

/** What a department's system answers. */
export type SystemAnswer = {
  stepId: string;
  externalNumber?: string;
  answer: 'accepted' | 'refused';
  officers: string[];
  reason?: string;
  answeredAt?: string;
};

/** What became of it: taken into the case, said before, too late, or contradicting (a person looks). */
export type AnswerTaken = { stepId: string; taken: 'done' | 'repeated' | 'late' | 'contradicts' };

const unknownStep = (): Problem =>
  problem(
    'notFound',
    'cases.no-step',
    { zh: '没有这个待办环节，或者不是您系统的。', en: 'There is no such step, or it is not your system’s.' },
    { zh: '请先取待办列表核对编号。', en: 'Fetch the list of steps and compare the id.' },
  );

/**
 * A department decides in its own system (受办分离). The first answer counts. The same again changes nothing; one that
 * comes after a person has done the step is kept as late; a different one is never taken over silently: a manager looks.
 */
export async function answerStep(actor: Actor, house: House, key: string, input: SystemAnswer): Promise<AnswerTaken> {
  if (actor.kind !== 'partner') throw unknownStep();
  const { outcome } = await runCommand(actor, house, { verb: 'cases.answerStep', key, content: input as unknown as Json }, async (tx) => {
    const ref = await findRef(tx, input.stepId);
    if (ref === undefined || ref.system !== actor.name) throw unknownStep();
    await lockCase(tx, ref.caseId);
    return { stepId: input.stepId, taken: await take(tx, actor, house, (await findRef(tx, input.stepId)) ?? ref, input) };
  });
  return outcome as AnswerTaken;
}

async function take(tx: Tx, actor: Actor, house: House, ref: ExternalRef, input: SystemAnswer): Promise<AnswerTaken['taken']> {
  const at = house.clock.now();
  const c = await readCase(tx, ref.caseId);
  if (c === undefined) throw unknownStep();
  const step = c.steps.find((s) => s.id === ref.stepId);
  const seen = {
    externalNumber: input.externalNumber ?? null,
    at,
    answer: input.answer,
    fingerprint: sm3(Buffer.from(canonicalJson(input as unknown as Json))),
  };
  if (ref.answer !== null || step === undefined) {
    await countAnswer(tx, ref.stepId, seen);
    const taken = ref.answer === null ? 'late' : ref.answer === input.answer ? 'repeated' : 'contradicts';
    await audit(tx, actor, at, {
      word: 'CASE_SYSTEM_ANSWER',
      subject: { kind: 'case', id: c.id, seq: c.seq },
      details: { step: ref.stepId, taken },
    });
    if (taken === 'contradicts') {
      await emit(tx, at, {
        type: 'cases.system_contradicted',
        subject: { kind: 'case', id: c.id, seq: c.seq },
        data: { caseId: c.id, stepId: ref.stepId, system: ref.system },
      });
      await somebodyLooks(tx, house, c.id, ref);
    }
    return taken;
  }
  if (input.answer === 'refused' && (input.officers.length === 0 || (input.reason ?? '').trim() === ''))
    throw problem(
      'invalid',
      'cases.refusal-without-person',
      { zh: '不同意要写明由谁决定和理由。', en: 'A refusal names the people who decided and the reason.' },
      { zh: '请补上经办人和理由再送；没有人决定的，请不要送“不同意”。', en: 'Add both; where nobody decided, do not send a refusal.' },
    );
  await actIn(
    tx,
    actor,
    house,
    'answerFromSystem',
    { caseId: c.id, stepId: ref.stepId },
    {
      by: 'department',
      own: () => ({
        deed: {
          step: ref.stepId,
          answer: input.answer,
          outcome: input.answer === 'accepted' ? 'grant' : 'refuse',
          reason: (input.reason ?? '').trim() !== '',
          officers: input.officers.length,
        },
        words: { reason: input.reason ?? null, officers: input.officers },
        note: { system: ref.system, external: input.externalNumber ?? null, answer: input.answer },
        decidedByKind: 'department',
        occurredSource: 'system',
      }),
    },
  );
  await countAnswer(tx, ref.stepId, seen);
  return 'done';
}

/** A contradiction goes to a person while the case is still open; somebody who already looks is not asked twice. */
async function somebodyLooks(tx: Tx, house: House, caseId: string, ref: ExternalRef): Promise<void> {
  try {
    await actIn(
      tx,
      systemActor('部门系统答复'),
      house,
      'escalate',
      { caseId },
      { by: 'system', own: () => ({ note: { contradicts: ref.stepId, system: ref.system } }) },
    );
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
}

/** Steps that wait for the partner's system. */
export async function listRequestedSteps(actor: Actor, house: House): Promise<RequestedStep[]> {
  return actor.kind === 'partner' ? listRequested(house.db, actor.name, 200) : [];
}

/** One step with what the department needs to decide; the look is written down. */
export async function getRequestedStep(
  actor: Actor,
  house: House,
  stepId: string,
): Promise<{ stepId: string; caseId: string; number: string; itemKey: string; state: string; application: Application }> {
  return inTransaction(house.db, async (tx) => {
    const ref = await findRef(tx, stepId);
    const c = ref === undefined || ref.system !== actor.name || actor.kind !== 'partner' ? undefined : await readCase(tx, ref.caseId);
    if (c === undefined || !c.steps.some((s) => s.id === stepId)) throw unknownStep();
    const sealed = (await listPayload(tx, c, ['application'])).at(-1);
    if (sealed === undefined) throw unknownStep();
    const application = await house.keys.open<Application>(tx, { kind: 'case', id: c.id }, sealed.sealed, 'cases.application');
    await clearView(tx, actor, house.clock.now(), {
      partyId: c.applicantId,
      caseId: c.id,
      what: 'case',
      reason: '部门系统办理环节',
      ground: { kind: 'step', id: stepId },
    });
    return { stepId, caseId: c.id, number: c.number, itemKey: c.itemKey, state: c.state, application };
  });
}
