import { type CaseState, states } from './facts.ts';
import { reasonMissing } from './receiving.rules.ts';
import { ownAcceptance } from './reviewing.rules.ts';
import { closing, intakeStep, no, noClock, openOf, ownStep, type Rule, stepsAt } from './rule.ts';

/** Grounds on which a case may end without a decision. */
export const terminationGrounds = ['personGone', 'objectGone', 'duplicate', 'lawChanged'] as const;
/** Grounds on which a later decision takes the place of an earlier one. */
export const supersedingGrounds = ['correction', 'revocation', 'review', 'court'] as const;

const ground = (list: readonly string[], word: string | undefined) =>
  list.includes(word ?? '')
    ? null
    : no(
        'ground-unknown',
        '要选一条列出的情形。',
        'A ground from the list is needed.',
        '请从列出的情形里选一条。',
        'Choose one of the listed grounds.',
      );

/** Decision onwards, ends, and what may be done to any open case. */
export const endingRules: readonly Rule[] = [
  {
    verb: 'recordDelivery',
    from: ['decided'],
    to: ['closed'],
    by: ['staff', 'system'],
    guard: () => null,
    go: (c) => ({ to: 'closed', close: closing(c, 'delivered', ['delivery', 'escalation']), clocks: noClock, set: { served: true } }),
  },
  {
    // Service of a paper: the citizen's time to answer runs only from here (model 24). A result that is a paper is delivered by it.
    verb: 'recordService',
    from: [...states],
    to: [...states],
    edges: [...states.map((s): [CaseState, CaseState] => [s, s]), ['decided', 'closed']],
    by: ['system'],
    guard: () => null,
    go: (c, d) =>
      c.state === 'correcting' && d.ground === 'correction'
        ? { clocks: { ...noClock, answer: true } }
        : c.state === 'decided' && (d.ground === 'grant' || d.ground === 'refusal' || d.ground === 'superseding')
          ? d.delivers === true
            ? { to: 'closed', close: closing(c, 'delivered', ['delivery', 'escalation']), clocks: noClock, set: { served: true } }
            : { set: { served: true } }
          : {},
  },
  {
    // The result could not be brought: said with the reason, the person may still fetch it.
    verb: 'close',
    from: ['decided'],
    to: ['closed'],
    by: ['staff'],
    guard: (_c, d) => reasonMissing(d),
    go: (c) => ({ to: 'closed', close: closing(c, 'notDelivered', ['delivery', 'escalation']), clocks: noClock }),
  },
  {
    verb: 'recheck',
    from: ['decided', 'closed'],
    to: ['decided', 'closed'],
    by: ['staff'],
    guard: (c, d) =>
      !c.steps.some((s) => s.id === d.step && s.kind === 'recheck')
        ? no('nothing-to-recheck', '没有等待复核的。', 'Nothing waits for a recheck.', '请刷新看看。', 'Reload.')
        : c.decidedBy === d.actor
          ? no(
              'own-grant',
              '这是您当场办结的，要另一人复核。',
              'You granted it; another must recheck.',
              '请另一位同事复核。',
              'Ask another officer.',
            )
          : null,
    go: (_c, d) => ({ close: [{ id: d.step ?? '', outcome: d.reason === true ? 'wrong' : 'right' }] }),
  },
  {
    verb: 'withdraw',
    from: ['received', 'correcting', 'accepted', 'paused'],
    to: ['withdrawn'],
    by: ['applicant'],
    guard: () => null,
    go: (c) => ({
      to: 'withdrawn',
      close: closing(c, 'withdrawn'),
      clocks: noClock,
      papers: ['withdrawal'],
      set: { pauseKind: null, proposal: null },
    }),
  },
  {
    verb: 'terminate',
    from: ['received', 'correcting', 'accepted', 'paused'],
    to: ['terminated'],
    by: ['staff'],
    // It ends a case to the applicant's disadvantage, so it is decided like a decision (I13).
    guard: (c, d) => ground(terminationGrounds, d.ground) ?? reasonMissing(d) ?? ownAcceptance(c, d),
    go: (c, d) => ({
      to: 'terminated',
      close: closing(c, 'terminated'),
      clocks: noClock,
      papers: ['termination'],
      set: { decidedBy: d.actor, pauseKind: null, proposal: null },
    }),
  },
  {
    // Closed is not terminal: correction of a document, revocation, the result of a review or a court.
    verb: 'supersedeDecision',
    from: ['decided', 'closed', 'notAccepted', 'terminated'],
    to: ['decided', 'accepted', 'received'],
    edges: [
      ['decided', 'decided'],
      ['closed', 'decided'],
      ['decided', 'accepted'],
      ['closed', 'accepted'],
      ['notAccepted', 'received'],
      ['terminated', 'received'],
      ['terminated', 'accepted'],
    ],
    by: ['staff'],
    guard: (c, d) =>
      ground(supersedingGrounds, d.ground) ??
      reasonMissing(d) ??
      ownAcceptance(c, d) ??
      (c.decidedBy !== null && c.decidedBy === d.actor
        ? no(
            'own-decision',
            '这是您作的决定，更正或撤销要由另一人作出。',
            'You made this decision; another must supersede it.',
            '请交给另一位同事。',
            'Leave it to another officer.',
          )
        : d.leaves === undefined
          ? no('outcome-missing', '要写明改成什么。', 'Say what it becomes.', '请选一个结果。', 'Choose one.')
          : (c.state === 'notAccepted' || c.state === 'terminated') && d.leaves !== 'reopened'
            ? no(
                'only-reopen',
                '没有作过决定的，只能重新办理。',
                'Without a decision the case can only be reopened.',
                '请选“重新办理”。',
                'Choose “reopen”.',
              )
            : null),
    go: (c, d) => {
      const close = closing(c, 'superseded', ['delivery']);
      if (d.leaves !== 'reopened')
        return {
          to: 'decided',
          close,
          open: [ownStep('delivery')],
          clocks: { ...noClock, delivery: true },
          papers: ['superseding'],
          set: { decidedBy: d.actor, served: false },
        };
      if (c.state === 'notAccepted' || (c.acceptedBy === null && c.state === 'terminated'))
        return {
          to: 'received',
          close,
          open: [c.competenceKnown ? intakeStep(c) : ownStep('assign')],
          clocks: { ...noClock, notice: true },
          papers: ['superseding'],
          set: { decidedBy: null },
        };
      return {
        to: 'accepted',
        close,
        open: stepsAt(c, c.plan.groups.length),
        clocks: { ...noClock, review: 'runs' },
        papers: ['superseding'],
        set: { decidedBy: null, served: false, position: c.plan.groups.length },
      };
    },
  },
  {
    verb: 'transfer',
    from: ['received', 'accepted'],
    to: ['received', 'accepted'],
    by: ['staff'],
    guard: (c, d) =>
      reasonMissing(d) ??
      (c.competenceKnown
        ? null
        : no('office-unknown', '还没有定下由哪个部门办。', 'The office is not settled yet.', '请先分派。', 'Assign it first.')),
    go: (c) =>
      c.state === 'received'
        ? {
            close: closing(c, 'transferred', ['intake', 'escalation']),
            open: [intakeStep({ ...c, intakeAt: 'deciding' })],
            papers: ['transfer'],
            set: { intakeAt: 'deciding' },
          }
        : {
            close: closing(c, 'transferred', ['review', 'decision', 'second', 'escalation', 'extension']),
            open: stepsAt(c, c.position),
            papers: ['transfer'],
            set: { proposal: null },
          },
  },
  {
    verb: 'assign',
    from: ['received', 'correcting', 'accepted', 'paused', 'decided', 'closed'],
    to: ['received', 'correcting', 'accepted', 'paused', 'decided', 'closed'],
    by: ['staff'],
    guard: (c, d) =>
      c.steps.some((s) => s.id === d.step)
        ? null
        : no('step-not-open', '这个环节现在没有开着。', 'This step is not open.', '请刷新看看。', 'Reload.'),
    go: () => ({}),
  },
  {
    verb: 'escalate',
    from: ['received', 'correcting', 'accepted', 'paused', 'decided'],
    to: ['received', 'correcting', 'accepted', 'paused', 'decided'],
    by: ['system'],
    guard: (c) =>
      openOf(c, 'escalation').length > 0
        ? no('already-there', '已经转给负责人了。', 'A manager already has it.', '等负责人处理。', 'Wait for the manager.')
        : null,
    go: () => ({ open: [ownStep('escalation')] }),
  },
];
