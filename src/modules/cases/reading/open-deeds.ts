import type { Actor } from '#platform/actor';
import type { StaffCaseView } from '../contract.ts';
import { applicantSide, staffNeeds, staffOverCase, staffStep } from '../cases.policy.ts';
import { table, transition } from '../lifecycle/case.ts';
import { terminationGrounds } from '../lifecycle/ending.rules.ts';
import type { CaseFacts } from '../lifecycle/facts.ts';
import { refusalGrounds } from '../lifecycle/receiving.rules.ts';
import type { Regime } from '../lifecycle/regime.ts';
import type { Refusal } from '../lifecycle/rule.ts';
import { type Deed, type Verb, verbNames } from '../lifecycle/verbs.ts';
import type { OpenVisit } from '../outside/people.ts';
import type { LoadedCase } from '../record/case.sql.ts';

/** A deed as the desk offers it. */
export type OpenDeed = StaffCaseView['deeds'][number];

/** Deeds of the person that a clerk may do for one who is present. */
const forThePerson: readonly (readonly [Verb, answersTo: string | null])[] = [
  ['answerCorrection', 'correction'],
  ['answerSupplement', 'supplement'],
  ['handInPromised', 'promised'],
  ['withdraw', null],
];

/** Refusals that mean “not in this procedure or not now”: such a deed is left out instead of shown as blocked. */
const leftOut = new Set(
  [
    'wrong-state',
    'only-people',
    'not-yours-to-do',
    'no-extension',
    'extension-needs-nobody',
    'extension-needs-approval',
    'extension-not-asked',
    'pause-unknown',
    'one-officer',
    'not-on-the-spot',
    'nothing-to-promise',
    'nothing-proposed',
    'already-forwarded',
    'office-known',
    'first-step',
    'nothing-asked',
    'nothing-promised',
    'no-decision-step',
    'nothing-to-recheck',
    'answer-still-open',
    'second-officer-needed',
    'refusal-needs-second',
    'only-reopen',
    'step-not-open',
    'not-at-your-post',
    'role-too-low',
    'managers-only',
    'staff-only',
    'not-yours',
    'reads-only',
    'no-visit',
    'own-case',
  ].map((code) => `cases.${code}`),
);

/** Ways a deed could be filled in, to learn whether any of them would go through. */
function attempts(verb: Verb, regime: Regime): Partial<Deed>[] {
  const full = { reason: true, lacks: 1 };
  switch (verb) {
    case 'decide':
    case 'proposeDecision':
      return [
        { ...full, outcome: 'grant' },
        { ...full, outcome: 'refuse' },
      ];
    case 'onTheSpotGrant':
      return [{ ...full, outcome: 'grant' }];
    case 'refuseAcceptance':
      return refusalGrounds.toReversed().map((ground) => ({ ...full, ground }));
    case 'terminate':
      return [{ ...full, ground: terminationGrounds[0] }];
    case 'pause':
      return regime.pauses.length === 0 ? [] : [{ ...full, pauseKind: regime.pauses[0]?.kind ?? '' }];
    case 'supersedeDecision':
      return [
        { ...full, ground: 'correction', leaves: 'granted' },
        { ...full, ground: 'review', leaves: 'reopened' },
      ];
    default:
      return [full];
  }
}

/** Verbs that are open to this actor on this case now; each that the law or I13 holds back comes with why and what to do. */
export function openDeeds(actor: Actor, c: LoadedCase, facts: CaseFacts, regime: Regime, visit: OpenVisit | null): OpenDeed[] {
  const deeds: OpenDeed[] = [];
  const offer = (verb: Verb, by: Deed['by'], stepId: string | null, blocked: Refusal | null): void => {
    if (table.find((r) => r.verb === verb)?.from.includes(facts.state) !== true) return;
    let why = blocked;
    if (why === null) {
      const tried = attempts(verb, regime).map((way) =>
        transition(facts, { verb, by, actor: actor.personId, ...(stepId === null ? {} : { step: stepId }), ...way }, regime),
      );
      if (tried.length === 0) return;
      if (!tried.some((r) => 'move' in r)) {
        const said = tried.flatMap((r) => ('refusal' in r ? [r.refusal] : []));
        why = said.find((r) => !leftOut.has(r.code)) ?? said[0] ?? null;
      }
    }
    if (why !== null && leftOut.has(why.code)) return;
    deeds.push({ verb, name: verbNames[verb], stepId, blocked: why === null ? null : { code: why.code, say: why.say, next: why.next } });
  };
  for (const verb of Object.keys(staffNeeds) as Verb[]) {
    const found = staffStep(actor, c, verb);
    if ('step' in found) offer(verb, 'staff', found.step.id, null);
    else offer(verb, 'staff', null, found.refusal);
  }
  for (const verb of ['supersedeDecision', 'assign'] as const) {
    const refusal = staffOverCase(actor, c, verb);
    offer(verb, 'staff', verb === 'assign' ? (c.steps.find((s) => s.office !== 'applicant')?.id ?? null) : null, refusal);
  }
  if (visit !== null && applicantSide(actor, c, visit) === null)
    for (const [verb, answersTo] of forThePerson) offer(verb, 'applicant', facts.steps.find((s) => s.kind === answersTo)?.id ?? null, null);
  return deeds;
}
