import type { Actor } from '#platform/actor';
import type { Json } from '#platform/errors';
import type { House } from '#platform/house';
import type { CaseReceipt } from '../contract.ts';
import type { Verb } from '../lifecycle/verbs.ts';
import { openVisit } from '../outside/people.ts';
import { act, type Bench, type OnCase } from '../record/act.ts';
import { confirmationMissing } from '../record/problems.ts';
import { type Given, takeGiven } from './look-again.ts';

/** What is handed in, and at a window how the applicant confirmed it (model 14). */
type Answer = OnCase & Given & { confirmation?: { how: string } };

const answer = (actor: Actor, house: House, key: string, verb: Verb, input: Answer): Promise<CaseReceipt> =>
  act(actor, house, key, verb, input, {
    by: 'applicant',
    own: async (bench) => {
      const helped = await withHelp(bench, input);
      const taken = await takeGiven(bench, input);
      return {
        application: taken.application as unknown as Json,
        missing: taken.missing,
        renewalDue: taken.renewalDue,
        note: { fields: Object.keys(input.values ?? {}), materials: (input.materials ?? []).map((m) => m.materialId), ...helped },
        ...(input.note === undefined ? {} : { words: { note: input.note } }),
        also: (_bench, saved) => taken.insert(saved.seq),
      };
    },
  });

/** Who stood at the window and how the content was confirmed; the clerk is the actor of the deed. Nothing for a person's own answer. */
async function withHelp(bench: Bench, input: Answer): Promise<{ present: string; confirmed: string } | Record<string, never>> {
  if (bench.actor.kind !== 'staff') return {};
  const visit = await openVisit(bench.tx, bench.actor);
  if (visit === null) return {}; // ground and policy have let only parties and clerks in a visit come here
  if (input.confirmation === undefined) throw confirmationMissing();
  return { present: visit.presentPartyId, confirmed: input.confirmation.how };
}

/** 补正: the applicant's side answers the notice, on the phone or at a window; the case goes back to intake. */
export const answerCorrection = (actor: Actor, house: House, key: string, input: Answer): Promise<CaseReceipt> =>
  answer(actor, house, key, 'answerCorrection', input);

/** Gives what was asked after acceptance; the clock has been running all the time. */
export const answerSupplement = (actor: Actor, house: House, key: string, input: Answer): Promise<CaseReceipt> =>
  answer(actor, house, key, 'answerSupplement', input);

/** 容缺: hands in what was promised. */
export const handInPromised = (actor: Actor, house: House, key: string, input: Answer): Promise<CaseReceipt> =>
  answer(actor, house, key, 'handInPromised', input);
