import type { Actor } from '#platform/actor';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import type { CaseReceipt } from '../contract.ts';
import { isOwnMatter, postsAtOffice } from '../outside/people.ts';
import { fitsStep } from '../reading/choices.ts';
import { act, type OnCase } from '../record/act.ts';
import { setAssignee } from '../record/case.sql.ts';
import { tellHandedOver } from '../supervising/handed-over.ts';

/** A manager gives an open step to a person who has a post for it. */
export function assignPerson(
  actor: Actor,
  house: House,
  key: string,
  input: OnCase & { stepId: string; personId: string; reason: string },
): Promise<CaseReceipt> {
  return act(actor, house, key, 'assign', input, {
    by: 'staff',
    over: 'assign',
    own: async (bench) => {
      const { step } = bench;
      if (step === null)
        throw problem(
          'conflict',
          'cases.step-not-open',
          { zh: '这个环节现在没有开着，可能刚被别人办掉。', en: 'This step is not open; somebody may just have done it.' },
          { zh: '请刷新看看现在到哪一步。', en: 'Reload to see where the case is.' },
        );
      const person =
        step.organId === null
          ? undefined
          : (await postsAtOffice(bench.tx, step.organId, bench.today)).find((p) => p.personId === input.personId && fitsStep(p, step));
      if (person === undefined)
        throw problem(
          'invalid',
          'cases.person-not-there',
          { zh: '这个人在办这一步的部门没有相应岗位。', en: 'This person has no fitting post at that office.' },
          { zh: '请从该部门的人里选。', en: 'Choose somebody of that office.' },
        );
      const before = step.assigneeId === null ? null : { id: step.assigneeId, name: step.assigneeName ?? '' };
      if (before?.id === person.personId)
        throw problem(
          'conflict',
          'cases.already-theirs',
          { zh: `这个环节已经在${person.name}手上。`, en: `This step is already with ${person.name}.` },
          { zh: '不用再改派，或者选另一个人。', en: 'Nothing to do, or choose somebody else.' },
        );
      // I13: what this person could never do is not given to him; the step would only wait.
      if (await isOwnMatter(bench.tx, { ...actor, personId: person.personId }, bench.c.parties))
        throw problem(
          'conflict',
          'cases.person-is-party',
          { zh: `${person.name}是这件的当事人，不能经办。`, en: `${person.name} is a party in this case and may not handle it.` },
          { zh: '请选另一个人。', en: 'Choose somebody else.' },
        );
      if ((step.kind === 'decision' || step.kind === 'second') && bench.c.acceptedBy === person.personId)
        throw problem(
          'conflict',
          'cases.person-accepted',
          { zh: `这件是${person.name}受理的，不能再由他决定。`, en: `${person.name} accepted this case and may not decide it.` },
          { zh: '请选另一个人。', en: 'Choose somebody else.' },
        );
      return {
        assignee: { stepId: input.stepId, id: person.personId, name: person.name },
        note: { person: input.personId },
        words: { reason: input.reason, internal: true },
        also: async (b, saved) => {
          const now = { id: person.personId, name: person.name };
          await setAssignee(b.tx, b.c, input.stepId, now);
          await tellHandedOver(b.tx, b.actor, b.c, { id: input.stepId, seq: saved.seq, before, now }, b.at);
        },
      };
    },
  });
}
