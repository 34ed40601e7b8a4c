import type { Day } from '#platform/clock';
import type { Read } from '#platform/db';
import type { StaffCaseView } from '../contract.ts';
import { competentOffices } from '../intake/competent-offices.ts';
import type { ItemVersion } from '../outside/items.ts';
import { postsAtOffice } from '../outside/people.ts';
import type { LoadedCase, OpenStepRow } from '../record/case.sql.ts';

type Person = { personId: string; name: string; role: string };

/** Whether a post may be given a step: its role, or an approver for a clerk’s. */
export const fitsStep = (person: Pick<Person, 'role'>, step: Pick<OpenStepRow, 'role'>): boolean =>
  person.role === step.role || (step.role === 'clerk' && person.role === 'approver');

/** What the open deeds of a reader may name: offices for a transfer, people for a step. The verbs check it again. */
export async function choicesFor(
  read: Read,
  c: LoadedCase,
  version: ItemVersion,
  deeds: StaffCaseView['deeds'],
  today: Day,
): Promise<StaffCaseView['choices']> {
  const open = new Set(deeds.filter((d) => d.blocked === null).map((d) => d.verb));
  const offices =
    open.has('transfer') || open.has('assignOffice')
      ? (await competentOffices(read, version, c))
          .filter((o) => o.organId !== c.organId)
          .map((o) => ({ organId: o.organId, name: o.organName }))
      : [];
  const people: StaffCaseView['choices']['people'] = [];
  if (open.has('assign'))
    for (const step of c.steps) {
      if (step.organId === null || step.office === 'applicant') continue;
      const fitting = (await postsAtOffice(read, step.organId, today)).filter((p) => fitsStep(p, step));
      for (const { personId, name } of new Map(fitting.map((p) => [p.personId, p])).values())
        people.push({ stepId: step.id, personId, name });
    }
  return { offices, people };
}
