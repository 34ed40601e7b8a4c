import type { Actor } from '#platform/actor';
import type { Read } from '#platform/db';
import type { Problem } from '#platform/errors';
import { stepAtPost } from '../cases.policy.ts';
import { no } from '../lifecycle/rule.ts';
import { isOwnMatter, openVisit, type OpenVisit } from '../outside/people.ts';
import type { LoadedCase } from '../record/case.sql.ts';
import { isKnown, presentRoles } from '../record/known.ts';
import { caseNotFound, raise } from '../record/problems.ts';

/** On what a staff member reads a case (model 14). */
export type StaffGround = { kind: 'step' | 'visit'; id: string; visit: OpenVisit | null };

/** The ground, or the Problem that says why there is none. A case outside the reader's scope looks like none. */
export async function staffGround(read: Read, actor: Actor, c: LoadedCase): Promise<StaffGround | Problem> {
  const { post } = actor;
  if (actor.kind !== 'staff' || post === null || !(await isKnown(read, actor, c))) return caseNotFound();
  if (await isOwnMatter(read, actor, c.parties))
    return raise(
      no(
        'own-case',
        '您是这件的当事人，不能以工作人员身份看。',
        'You are a party in this case and may not open it as staff.',
        '您自己的事请从网上办理入口看。',
        'See your own matter as a citizen.',
      ),
      'forbidden',
    );
  const visit = await openVisit(read, actor);
  const ids = visit === null ? [] : [visit.presentPartyId, visit.forPartyId];
  const here = visit !== null && c.parties.some((p) => presentRoles.has(p.role) && ids.includes(p.partyId)) ? visit : null;
  const step = c.steps.find((s) => stepAtPost(post, c, s));
  if (step !== undefined) return { kind: 'step', id: step.id, visit: here };
  if (here !== null) return { kind: 'visit', id: here.id, visit: here };
  return c.steps.some((s) => s.office === 'applicant')
    ? raise(
        no(
          'waits-for-citizen',
          '这件在等申请人，现在不在您的岗位上。',
          'This case waits for the applicant; it is not at your post now.',
          '申请人来窗口时登记来访就能打开；到期没交会转到窗口。',
          'Open a visit when the applicant comes; if nothing comes in time it turns to a clerk.',
        ),
        'forbidden',
      )
    : raise(
        no(
          'not-at-your-post',
          '这件现在不在您的岗位上。',
          'This case is not at your post now.',
          '当事人在窗口时登记来访就能打开。',
          'Open a visit when a party is present.',
        ),
        'forbidden',
      );
}
