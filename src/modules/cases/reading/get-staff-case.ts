import type { Actor } from '#platform/actor';
import { clearView } from '#platform/audit';
import { shanghaiDate } from '#platform/clock';
import { inTransaction } from '#platform/db';
import { Problem } from '#platform/errors';
import type { House } from '#platform/house';
import type { StaffCaseView } from '../contract.ts';
import { lookAgain } from '../intake/look-again.ts';
import { sayInsisted } from '../intake/other-answer.ts';
import { factsOf } from '../lifecycle/facts-of-case.ts';
import { planOf } from '../lifecycle/plan.ts';
import { hiddenSteps } from '../record/act.ts';
import { readCase } from '../record/case.sql.ts';
import { caseNotFound } from '../record/problems.ts';
import { caseFace } from './case-face.ts';
import { wordsLine } from './case-words.ts';
import { choicesFor } from './choices.ts';
import { openDeeds } from './open-deeds.ts';
import { staffGround } from './staff-ground.ts';

const reasons = { step: '办理岗位上的环节', visit: '当事人在窗口办事' } as const;

/** A case as staff read it: on an open step at their post or an open visit of a party, and never unseen (I9). */
export async function getStaffCase(actor: Actor, caseId: string, house: House): Promise<StaffCaseView> {
  return inTransaction(house.db, async (tx) => {
    const c = await readCase(tx, caseId);
    if (c === undefined) throw caseNotFound();
    const ground = await staffGround(tx, actor, c);
    if (ground instanceof Problem) throw ground;
    const now = house.clock.now();
    const { view, version, regime, sealed, actions } = await caseFace(tx, house, c, 'staff');
    await clearView(tx, actor, now, {
      partyId: c.applicantId,
      caseId: c.id,
      what: 'case',
      reason: reasons[ground.kind],
      ground: { kind: ground.kind, id: ground.id },
    });
    const today = shanghaiDate(now);
    const missing = c.missing === 0 || sealed === null ? [] : (await lookAgain({ tx, house, c, version, today })).missing;
    const deeds = openDeeds(actor, c, factsOf(c, planOf(version.content.steps, hiddenSteps(c)), today), regime, ground.visit);
    return {
      ...view,
      ground: { kind: ground.kind, id: ground.id },
      regimeKey: c.regimeKey,
      regime,
      acceptedByYou: c.acceptedBy !== null && c.acceptedBy === actor.personId,
      proposal:
        c.proposal === null
          ? null
          : { outcome: c.proposal.outcome, byName: c.proposal.byName, words: wordsLine(sealed?.words.get(c.proposal.seq)) },
      receiveMode: c.receiveMode,
      missing,
      insisted: sayInsisted(version, actions.find((a) => a.seq === 1)?.note),
      deeds,
      choices: await choicesFor(tx, c, version, deeds, today),
      competence: c.competence,
    };
  });
}
