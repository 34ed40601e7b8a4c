/**
 * Who may do what with a case: pure functions of actor, case and open steps. The transition table says what the law
 * allows now; this says whether it is this person's to do (scope, post, visit, I13).
 */
import type { Actor, Post } from '#platform/actor';
import { no, type Refusal } from './lifecycle/rule.ts';
import type { StepKind } from './lifecycle/facts.ts';
import type { Verb } from './lifecycle/verbs.ts';
import type { LoadedCase, OpenStepRow } from './record/case.sql.ts';

type Role = Post['role'];

/** What a staff verb needs: an open step of these kinds at the post, and one of these roles. */
type Need = { steps: readonly StepKind[]; roles: readonly Role[]; paper?: boolean };

const clerks: readonly Role[] = ['clerk', 'approver'];
const deciders: readonly Role[] = ['approver'];

/** Staff verbs. `paper`: the organ's own document, so a place that only receives may not (model 2, 3). */
export const staffNeeds: Readonly<Partial<Record<Verb, Need>>> = {
  assignOffice: { steps: ['assign', 'escalation'], roles: ['manager'] },
  forward: { steps: ['intake'], roles: clerks },
  issueCorrection: { steps: ['intake'], roles: clerks, paper: true },
  accept: { steps: ['intake'], roles: clerks, paper: true },
  acceptWithPromise: { steps: ['intake'], roles: clerks, paper: true },
  refuseAcceptance: { steps: ['intake'], roles: clerks, paper: true },
  onTheSpotGrant: { steps: ['intake'], roles: clerks, paper: true },
  takeUpUnanswered: { steps: ['unanswered'], roles: clerks },
  completeStep: { steps: ['review', 'query', 'escalation'], roles: ['clerk', 'approver', 'manager'] },
  returnStep: { steps: ['review', 'decision'], roles: clerks },
  askWindow: { steps: ['review', 'decision'], roles: clerks },
  requestSupplement: { steps: ['review', 'decision', 'query'], roles: clerks },
  pause: { steps: ['review', 'decision'], roles: clerks },
  resume: { steps: ['special'], roles: clerks },
  askExtension: { steps: ['review', 'decision'], roles: deciders },
  extend: { steps: ['extension', 'review', 'decision'], roles: ['approver', 'manager'] },
  declineExtension: { steps: ['extension'], roles: ['manager'] },
  proposeDecision: { steps: ['decision'], roles: deciders },
  sendBackProposal: { steps: ['second'], roles: deciders },
  decide: { steps: ['decision', 'second'], roles: deciders },
  recordDelivery: { steps: ['delivery'], roles: clerks },
  close: { steps: ['delivery'], roles: clerks },
  recheck: { steps: ['recheck'], roles: deciders },
  terminate: { steps: ['intake', 'unanswered', 'review', 'decision', 'special', 'escalation'], roles: ['approver', 'manager'] },
  transfer: { steps: ['intake', 'review', 'decision', 'escalation'], roles: ['clerk', 'approver', 'manager'] },
};

/** Whether the post covers the item. */
export const coversItem = (post: Post, itemKey: string): boolean => post.items === '*' || post.items.includes(itemKey);

/** Whether a path lies in the region of the post or beneath it. */
export const inRegion = (post: Post, path: string): boolean =>
  path === post.regionPath || path.startsWith(post.regionPath.endsWith('/') ? post.regionPath : `${post.regionPath}/`);

const fitsRole = (post: Post, role: string): boolean =>
  post.role === role || (role === 'clerk' && post.role === 'approver') || (post.role === 'manager' && role === 'manager');

/** Whether a step lies at this post: its organ, its role, its items; a manager has the steps of managers in the region. */
export function stepAtPost(
  post: Post,
  c: Pick<LoadedCase, 'itemKey' | 'regionPath' | 'receivingRegionPath'>,
  step: Pick<OpenStepRow, 'organId' | 'role' | 'office'>,
): boolean {
  if (step.office === 'applicant' || !coversItem(post, c.itemKey)) return false;
  if (step.role === 'manager') return post.role === 'manager' && (inRegion(post, c.regionPath) || inRegion(post, c.receivingRegionPath));
  return step.organId !== null && step.organId === post.organId && fitsRole(post, step.role);
}

const partyNow = (c: LoadedCase, personId: string | null): boolean => personId !== null && c.parties.some((p) => p.partyId === personId);

/** Withdrawing ends somebody's matter: a word at the counter is not enough. */
export const onlyParty = (): Refusal =>
  no(
    'withdraw-by-party',
    '撤回要申请人本人或代办人来办，或者由登记库里的家人、法定代表人来办。',
    'Only the applicant, the agent, or who stands for them in a register may withdraw.',
    '请本人来窗口，或者本人在网上撤回。',
    'Ask the applicant to come, or to withdraw online.',
  );

/** I13: a member of staff keeps away from a case in which he is a party. */
export const ownCase = (): Refusal =>
  no(
    'own-case',
    '您是这件的当事人，不能以工作人员身份经办。',
    'You are a party in this case and may not handle it as staff.',
    '请交给同事；您自己的事请从网上办理入口看。',
    'Leave it to a colleague; see your own matter as a citizen.',
  );

const outOfScope = (): Refusal =>
  no(
    'not-at-your-post',
    '这件现在不在您的岗位上。',
    'This case is not at your post now.',
    '请看看它在哪个部门手上，或由负责人分派。',
    'See on whose desk it lies, or ask a manager to assign it.',
  );

/** Finds the step a staff member does this verb at, or says why not. `stepId` narrows it when several are open. */
export function staffStep(actor: Actor, c: LoadedCase, verb: Verb, stepId?: string): { step: OpenStepRow } | { refusal: Refusal } {
  const post = actor.post;
  if (actor.kind !== 'staff' || post === null)
    return {
      refusal: no('staff-only', '这一步要由工作人员来做。', 'Staff must do this.', '请到窗口或打电话。', 'Please visit a window or call.'),
    };
  if (partyNow(c, actor.personId)) return { refusal: ownCase() };
  const need = staffNeeds[verb];
  if (need === undefined) throw new Error(`no staff need for ${verb}`);
  const here = c.steps.filter((s) => (stepId === undefined || s.id === stepId) && need.steps.includes(s.kind));
  if (here.length === 0)
    return {
      refusal: no(
        'step-not-open',
        '这件现在没有轮到这一步，可能刚被别人办过。',
        'That step is not open now; somebody may just have done it.',
        '请刷新看看现在到哪一步。',
        'Reload to see where the case is.',
      ),
    };
  const step = here.find((s) => stepAtPost(post, c, s) && (s.assigneeId === null || s.assigneeId === actor.personId));
  if (step === undefined) {
    const given = here.find((s) => stepAtPost(post, c, s) && s.assigneeId !== null);
    return {
      refusal:
        given === undefined
          ? outOfScope()
          : no(
              'assigned-to-other',
              `这个环节已经指定由${given.assigneeName ?? '别人'}办。`,
              `This step is assigned to ${given.assigneeName ?? 'somebody else'}.`,
              '请找指定的人，或由负责人改派。',
              'Ask that person, or a manager to reassign.',
            ),
    };
  }
  if (!need.roles.includes(post.role))
    return {
      refusal: no(
        'role-too-low',
        '您的岗位不能做这一步。',
        'Your role may not do this.',
        '请交给能做的岗位。',
        'Leave it to a post that may.',
      ),
    };
  if (need.paper === true && step.office === 'receiving' && c.receiveMode !== 'acceptOnBehalf' && c.receiveMode !== 'own')
    return {
      refusal: no(
        'only-forward',
        '这里只收件转送，受理和补正告知由实施部门出具。',
        'This place only receives and forwards; acceptance and notices are the deciding office’s.',
        '请转实施部门，可以写上您的意见。',
        'Forward it with your proposal.',
      ),
    };
  return { step };
}

/** Deeds of the deciding organ that need no open step: superseding, and giving out work. */
export function staffOverCase(actor: Actor, c: LoadedCase, verb: 'supersedeDecision' | 'assign'): Refusal | null {
  const post = actor.post;
  if (actor.kind !== 'staff' || post === null)
    return no('staff-only', '这一步要由工作人员来做。', 'Staff must do this.', '请到窗口或打电话。', 'Please visit a window or call.');
  if (partyNow(c, actor.personId)) return ownCase();
  if (!coversItem(post, c.itemKey)) return outOfScope();
  if (verb === 'assign') {
    if (post.role !== 'manager')
      return no('managers-only', '指定经办人由负责人来做。', 'A manager assigns people.', '请找负责人。', 'Ask a manager.');
    return inRegion(post, c.regionPath) || inRegion(post, c.receivingRegionPath) ? null : outOfScope();
  }
  if (post.role !== 'approver' && post.role !== 'manager')
    return no('role-too-low', '您的岗位不能做这一步。', 'Your role may not do this.', '请交给能做的岗位。', 'Leave it to a post that may.');
  return post.organId === c.organId ? null : outOfScope();
}

/** Roles of a party that may act for the case. */
const acting: ReadonlySet<string> = new Set(['applicant', 'agent', 'guardian', 'joint']);

/** Whether a person may read a case as its own: any party but a mere contact, and whoever acts for such a party. */
export function partyOf(actor: Actor, c: Pick<LoadedCase, 'parties'>): LoadedCase['parties'][number] | undefined {
  if (actor.kind !== 'citizen') return undefined;
  return (
    c.parties.find((p) => p.partyId === actor.personId && acting.has(p.role)) ??
    (actor.forPartyId !== null && actor.capacity !== 'self'
      ? c.parties.find((p) => p.partyId === actor.forPartyId && acting.has(p.role))
      : undefined) ??
    c.parties.find((p) => p.partyId === actor.personId && p.role === 'beneficiary')
  );
}

/** A citizen who is no party of it: to such a one the case does not exist, whatever is asked of it. */
export const isStranger = (actor: Actor, c: LoadedCase): boolean => actor.kind !== 'staff' && partyOf(actor, c) === undefined;

/** The applicant's side: a party that may act, or a clerk at an open visit of one (the help is recorded). */
export function applicantSide(
  actor: Actor,
  c: LoadedCase,
  visit: { presentPartyId: string; forPartyId: string | null } | null,
): Refusal | null {
  const party = partyOf(actor, c);
  if (party !== undefined)
    return acting.has(party.role)
      ? null
      : no(
          'reads-only',
          '您可以看这件，但不能代为办理。',
          'You may read this case but not act in it.',
          '请由申请人或代办人来做。',
          'The applicant or the agent must do it.',
        );
  if (actor.kind === 'staff') {
    if (partyNow(c, actor.personId)) return ownCase();
    const ids = visit === null ? [] : [visit.presentPartyId, visit.forPartyId];
    if (c.parties.some((p) => acting.has(p.role) && ids.includes(p.partyId))) return null;
    return no(
      'no-visit',
      '申请人不在窗口的来访里，不能替他办。',
      'The applicant is not in an open visit at your window.',
      '请先登记来访，读卡或输入证件号。',
      'Open a visit first.',
    );
  }
  return no(
    'not-yours',
    '这件不是您的，或者您没有被委托。',
    'This case is not yours, nor were you authorised.',
    '请用本人的账号，或到窗口带上委托书。',
    'Use your own account, or bring an authorisation to a window.',
  );
}
