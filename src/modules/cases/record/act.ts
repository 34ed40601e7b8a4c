/**
 * The one way a deed is done: lock, ground and policy, transition table, save, record. A verb file says only what is
 * its own. Everything commits together or not at all (I7).
 */
import type { Actor } from '#platform/actor';
import { type Day, shanghaiDate } from '#platform/clock';
import { runCommand } from '#platform/command';
import type { Tx } from '#platform/db';
import type { Json } from '#platform/errors';
import type { House } from '#platform/house';
import { applicantSide, onlyParty, ownCase, staffOverCase, staffStep } from '../cases.policy.ts';
import type { CaseReceipt } from '../contract.ts';
import { after, transition } from '../lifecycle/case.ts';
import type { CaseFacts, StepToOpen } from '../lifecycle/facts.ts';
import { factsOf } from '../lifecycle/facts-of-case.ts';
import { planOf } from '../lifecycle/plan.ts';
import type { Regime } from '../lifecycle/regime.ts';
import type { Move } from '../lifecycle/rule.ts';
import type { Deed, Doer, Verb } from '../lifecycle/verbs.ts';
import { type ItemVersion, versionById } from '../outside/items.ts';
import type { Office } from '../outside/offices.ts';
import { isOwnMatter, openVisit, presentByRight } from '../outside/people.ts';
import { type LoadedCase, lockCase, type OpenStepRow } from './case.sql.ts';
import { known } from './known.ts';
import { raise, caseNotFound, staleCase } from './problems.ts';
import { saveMove } from './save-move.ts';

/** What a verb has before it when the row is locked. */
export type Bench = {
  tx: Tx;
  house: House;
  actor: Actor;
  verb: Verb;
  at: Date;
  today: Day;
  c: LoadedCase;
  version: ItemVersion;
  regime: Regime;
  facts: CaseFacts;
  /** The step a staff deed is done at. */
  step: OpenStepRow | null;
  /** The visit that is the ground, when a clerk helps. */
  visitId: string | null;
};

/** What is a verb's own. */
export type Own = {
  /** What the table needs to know of the deed. */
  deed?: Partial<Omit<Deed, 'verb' | 'by' | 'actor'>>;
  /** Words written for readers: reasons, what to correct. Sealed under the case key. */
  words?: Json;
  /** Codes and ids for the action and the ledger; no values of a person. */
  note?: { [key: string]: Json };
  occurredAt?: Date;
  occurredSource?: string;
  expectedEnd?: Day | null;
  promisedDue?: Day | null;
  /** The present permit ends on another day than was known. */
  renewalDue?: Day | null;
  /** A new competent office. */
  office?: Office & { how: string };
  /** The application after a correction; kept beside the earlier one. */
  application?: Json;
  missing?: { count: number; promisable: number };
  assignee?: { stepId: string; id: string; name: string };
  decidedByKind?: 'person' | 'department' | 'silence';
  deliveryWay?: string;
  /** Steps beside those of the table (a recheck). */
  steps?: StepToOpen[];
  /** Work of the verb after its rows are there: materials, pauses, decisions. */
  also?: (bench: Bench, saved: { seq: number; move: Move; c: LoadedCase }) => Promise<void>;
};

/** Says how a verb is carried out. */
export type Way = {
  by: Doer;
  /** Staff deeds over the case itself instead of at an open step. */
  over?: 'supersedeDecision' | 'assign';
  own?: (bench: Bench) => Promise<Own> | Own;
};

/** Input every deed on a case has. */
export type OnCase = { caseId: string; expectedSeq?: number; stepId?: string };

/** Runs a verb as a command: once per key, in one transaction. */
export async function act(
  actor: Actor,
  house: House,
  key: string,
  verb: Verb,
  input: OnCase & { [key: string]: unknown },
  way: Way,
): Promise<CaseReceipt & { replayed: boolean }> {
  const { outcome, replayed } = await runCommand(
    actor,
    house,
    { verb: `cases.${verb}`, key, content: input as Json },
    async (tx) => (await actIn(tx, actor, house, verb, input, way)) as unknown as Json,
  );
  return { ...(outcome as unknown as CaseReceipt), replayed };
}

/** The same inside a transaction that is already running. */
export async function actIn(tx: Tx, actor: Actor, house: House, verb: Verb, input: OnCase, way: Way): Promise<CaseReceipt> {
  const c = await lockCase(tx, input.caseId);
  if (c === undefined) throw caseNotFound();
  const at = house.clock.now();
  const today = shanghaiDate(at);
  const stale = input.expectedSeq !== undefined && input.expectedSeq !== c.seq;
  const { step, visitId } = await ground(tx, actor, c, verb, input, way, stale);
  if (stale) throw await staleCase(tx, c, input.expectedSeq as number);
  const version = await versionById(tx, c.versionId);
  const regime = version.content.regime as Regime;
  const facts = factsOf(c, planOf(version.content.steps, hiddenSteps(c)), today);
  const bench: Bench = { tx, house, actor, verb, at, today, c, version, regime, facts, step, visitId };
  const own = (await way.own?.(bench)) ?? {};
  const seen: CaseFacts = own.missing === undefined ? facts : { ...facts, missing: own.missing };
  const deed: Deed = { verb, by: way.by, actor: actor.personId, ...(step === null ? {} : { step: step.id }), ...own.deed };
  const result = transition(seen, deed, regime);
  if ('refusal' in result) throw raise(result.refusal);
  const move = own.steps === undefined ? result.move : { ...result.move, open: [...result.move.open, ...own.steps] };
  const saved = await saveMove(bench, own, deed, move);
  await own.also?.(bench, { seq: saved.seq, move, c });
  return { caseId: c.id, number: c.number, seq: saved.seq, state: move.to, papers: saved.papers };
}

/** Steps of the item that do not apply to this case, settled at receipt. */
export function hiddenSteps(c: Pick<LoadedCase, 'competence'>): string[] {
  const list = (c.competence as { hiddenSteps?: string[] } | null)?.hiddenSteps;
  return Array.isArray(list) ? list : [];
}

async function ground(
  tx: Tx,
  actor: Actor,
  c: LoadedCase,
  verb: Verb,
  input: OnCase,
  way: Way,
  stale: boolean,
): Promise<{ step: OpenStepRow | null; visitId: string | null }> {
  if (way.by === 'system' || way.by === 'department') return { step: c.steps.find((s) => s.id === input.stepId) ?? null, visitId: null };
  await known(tx, actor, c);
  if (await isOwnMatter(tx, actor, c.parties)) throw raise(ownCase(), 'forbidden');
  if (way.by === 'applicant') {
    const visit = await openVisit(tx, actor);
    const refusal = applicantSide(actor, c, visit);
    if (refusal !== null) throw raise(refusal, 'forbidden');
    // Whoever comes for somebody may bring an answer; ending the matter takes the party, or who stands for it by a register.
    if (verb === 'withdraw' && visit !== null && actor.kind === 'staff') {
      const acting = c.parties.filter((p) => ['applicant', 'agent', 'guardian', 'joint'].includes(p.role)).map((p) => p.partyId);
      if (!(await presentByRight(tx, visit, acting))) throw raise(onlyParty(), 'forbidden');
    }
    return { step: null, visitId: visit?.id ?? null };
  }
  if (way.over !== undefined) {
    const refusal = staffOverCase(actor, c, way.over);
    if (refusal !== null) throw raise(refusal, 'forbidden');
    return { step: c.steps.find((s) => s.id === input.stepId) ?? null, visitId: null };
  }
  const found = staffStep(actor, c, verb, input.stepId);
  if ('step' in found) return { step: found.step, visitId: null };
  // Somebody who had the case before him a moment ago is told what happened meanwhile, not that it is not his.
  const post = actor.post;
  const own = found.refusal.code === 'cases.own-case';
  if (
    stale &&
    !own &&
    post !== null &&
    (post.organId === c.organId || post.organId === c.receivingOrganId || c.steps.some((s) => s.organId === post.organId))
  )
    throw await staleCase(tx, c, input.expectedSeq as number);
  throw raise(found.refusal, found.refusal.code === 'cases.step-not-open' ? 'conflict' : 'forbidden');
}

/** The facts after a saved move, for tests and for those who go on in the same transaction. */
export const factsAfter = after;
