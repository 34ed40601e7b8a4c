import type { Actor } from '#platform/actor';
import type { Json } from '#platform/errors';
import type { House } from '#platform/house';
import type { CaseReceipt } from '../contract.ts';
import type { Verb } from '../lifecycle/verbs.ts';
import { act, type OnCase } from '../record/act.ts';
import { type Given, takeGiven } from './look-again.ts';

const answer = (actor: Actor, house: House, key: string, verb: Verb, input: OnCase & Given): Promise<CaseReceipt> =>
  act(actor, house, key, verb, input, {
    by: 'applicant',
    own: async (bench) => {
      const taken = await takeGiven(bench, input);
      return {
        application: taken.application as unknown as Json,
        missing: taken.missing,
        renewalDue: taken.renewalDue,
        note: { fields: Object.keys(input.values ?? {}), materials: (input.materials ?? []).map((m) => m.materialId) },
        ...(input.note === undefined ? {} : { words: { note: input.note } }),
        also: (_bench, saved) => taken.insert(saved.seq),
      };
    },
  });

/** 补正: the applicant's side answers the notice, on the phone or at a window; the case goes back to intake. */
export const answerCorrection = (actor: Actor, house: House, key: string, input: OnCase & Given): Promise<CaseReceipt> =>
  answer(actor, house, key, 'answerCorrection', input);

/** Gives what was asked after acceptance; the clock has been running all the time. */
export const answerSupplement = (actor: Actor, house: House, key: string, input: OnCase & Given): Promise<CaseReceipt> =>
  answer(actor, house, key, 'answerSupplement', input);

/** 容缺: hands in what was promised. */
export const handInPromised = (actor: Actor, house: House, key: string, input: OnCase & Given): Promise<CaseReceipt> =>
  answer(actor, house, key, 'handInPromised', input);
