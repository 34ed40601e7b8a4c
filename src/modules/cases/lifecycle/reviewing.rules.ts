import type { CaseFacts } from './facts.ts';
import { reasonMissing } from './receiving.rules.ts';
import { closing, no, noClock, officersFor, openOf, ownStep, type Move, type Refusal, type Rule, stepsAt } from './rule.ts';
import type { Regime } from './regime.ts';
import type { Deed } from './verbs.ts';

const notOpen = (c: CaseFacts, d: Deed, ...kinds: CaseFacts['steps'][number]['kind'][]): Refusal | null =>
  c.steps.some((s) => s.id === d.step && kinds.includes(s.kind))
    ? null
    : no(
        'step-not-open',
        '这个环节现在没有开着，可能刚被别人办掉。',
        'This step is not open; somebody may just have done it.',
        '请刷新看看现在到哪一步。',
        'Reload to see where the case is.',
      );

/** I13: nobody decides a case he accepted. */
export const ownAcceptance = (c: CaseFacts, d: Deed): Refusal | null =>
  c.acceptedBy !== null && c.acceptedBy === d.actor
    ? no(
        'own-acceptance',
        '这件是您受理的，不能再由您决定。',
        'You accepted this case, so you may not decide it.',
        '请交给另一位同事。',
        'Leave it to another officer.',
      )
    : null;

const outcomeMissing = (d: Deed): Refusal | null =>
  d.outcome === undefined
    ? no('outcome-missing', '要写明准予还是不予。', 'Grant or refuse must be said.', '请选一个结果。', 'Choose one.')
    : d.outcome === 'refuse'
      ? reasonMissing(d)
      : null;

const openBefore = (c: CaseFacts, d: Deed): Refusal | null => {
  const review = openOf(c, 'review');
  if (review.length > 0)
    return no(
      'steps-open',
      `还有${review.length}个环节没办完。`,
      `${review.length} steps are still open.`,
      '等它们办完再决定。',
      'Decide when they are done.',
    );
  if (d.outcome === 'grant' && openOf(c, 'promised').length > 0)
    return no(
      'promise-open',
      '容缺的材料还没交来，先不能准予。',
      'The promised document has not come yet.',
      '等材料交来；到期不交再按写明的后果办。',
      'Wait for it; if it does not come, the stated consequence follows.',
    );
  return null;
};

/** After a step of the process closes: nothing while its group is open, then the next group or the decision. */
const onward = (c: CaseFacts, closed: string): Pick<Move, 'open' | 'set'> => {
  const step = c.steps.find((s) => s.id === closed);
  if (step?.kind !== 'review' || openOf(c, 'review').length > 1) return { open: [], set: {} };
  return { open: stepsAt(c, c.position + 1), set: { position: c.position + 1 } };
};

const decided = (c: CaseFacts, d: Deed): Partial<Move> => ({
  to: 'decided',
  close: closing(c, d.outcome === 'grant' ? 'granted' : 'refused'),
  open: [ownStep('delivery')],
  clocks: { ...noClock, delivery: true },
  papers: [d.outcome === 'grant' ? 'grant' : 'refusal'],
  set: { decidedBy: d.actor, proposal: null },
});

const needsTwo = (r: Regime, d: Deed): boolean => officersFor(r, d.outcome ?? 'grant') > 1;

/** From acceptance to decision. */
export const reviewingRules: readonly Rule[] = [
  {
    verb: 'completeStep',
    from: ['received', 'correcting', 'accepted', 'paused', 'decided'],
    to: ['received', 'correcting', 'accepted', 'paused', 'decided'],
    by: ['staff'],
    guard: (c, d) =>
      notOpen(c, d, 'review', 'query', 'escalation') ??
      (c.state === 'paused' && openOf(c, 'review').some((s) => s.id === d.step)
        ? no(
            'paused',
            '现在在特别程序里，时钟停着，审查环节不能办。',
            'A special procedure runs; review steps stand still.',
            '先结束特别程序。',
            'End the special procedure first.',
          )
        : null),
    go: (c, d) => ({ close: [{ id: d.step ?? '', outcome: 'done' }], ...onward(c, d.step ?? '') }),
  },
  {
    verb: 'answerFromSystem',
    from: ['accepted'],
    to: ['accepted', 'decided'],
    by: ['department'],
    guard: (c, d, r) => {
      const open = notOpen(c, d, 'review', 'decision');
      if (open !== null) return open;
      const step = c.steps.find((s) => s.id === d.step);
      if (step?.system === null)
        return no(
          'not-a-system-step',
          '这个环节不是由部门系统办的。',
          'This step is not done by a system.',
          '请到办件里由人办。',
          'A person does it in the desk.',
        );
      if (step?.kind !== 'decision') return d.answer === undefined ? outcomeMissing(d) : null;
      // Two officers are two people in one house; a department that decides elsewhere must bring both.
      return (
        outcomeMissing(d) ??
        (needsTwo(r, d) && (d.officers ?? 1) < 2
          ? no(
              'second-officer-missing',
              '这类决定要两个人审定。',
              'This decision takes two officers.',
              '请在答复里写明两位审定人。',
              'Name both officers in the answer.',
            )
          : null) ??
        openBefore(c, d)
      );
    },
    go: (c, d) => {
      const step = c.steps.find((s) => s.id === d.step);
      if (step?.kind === 'decision') return decided(c, d);
      return { close: [{ id: d.step ?? '', outcome: d.answer ?? 'accepted' }], ...onward(c, d.step ?? '') };
    },
  },
  {
    verb: 'returnStep',
    from: ['accepted'],
    to: ['accepted'],
    by: ['staff'],
    guard: (c, d) =>
      notOpen(c, d, 'review', 'decision') ??
      reasonMissing(d) ??
      (c.position === 0
        ? no(
            'first-step',
            '这已经是第一个环节，前面没有可退的。',
            'This is the first step; there is none before.',
            '要窗口核实，请用“请窗口核实”。',
            'Use “ask the window” instead.',
          )
        : null),
    go: (c) => ({
      close: closing(c, 'returned', ['review', 'decision']),
      open: stepsAt(c, c.position - 1),
      set: { position: c.position - 1, proposal: null },
    }),
  },
  {
    verb: 'askWindow',
    from: ['accepted'],
    to: ['accepted'],
    by: ['staff'],
    guard: (c, d) =>
      reasonMissing(d) ??
      (openOf(c, 'query').length > 0
        ? no('already-asked', '已经请窗口核实了，还没回。', 'The window was already asked.', '等窗口答复。', 'Wait for its answer.')
        : null),
    go: () => ({ open: [ownStep('query')] }),
  },
  {
    // The window erred: the clock goes on, the error is counted against it (model 4).
    verb: 'requestSupplement',
    from: ['accepted'],
    to: ['accepted'],
    by: ['staff'],
    guard: (c, d) =>
      reasonMissing(d) ??
      ((d.lacks ?? 0) < 1
        ? no('nothing-listed', '要写明请申请人补什么。', 'Say what is asked.', '请逐项写明。', 'List each thing.')
        : openOf(c, 'supplement').length > 0
          ? no(
              'already-asked',
              '已经请申请人补了，还没交来。',
              'The applicant was already asked.',
              '等申请人交来，或者直接决定。',
              'Wait, or decide.',
            )
          : null),
    go: () => ({ open: [ownStep('supplement')], counts: ['windowError'] }),
  },
  {
    verb: 'answerSupplement',
    from: ['accepted', 'paused'],
    to: ['accepted', 'paused'],
    by: ['applicant'],
    guard: (c) =>
      openOf(c, 'supplement').length > 0
        ? null
        : no(
            'nothing-asked',
            '现在没有要您补的材料。',
            'Nothing is asked of you now.',
            '有需要会通知您。',
            'You will be told when something is.',
          ),
    go: (c) => ({ close: closing(c, 'given', ['supplement']) }),
  },
  {
    verb: 'handInPromised',
    from: ['accepted', 'paused'],
    to: ['accepted', 'paused'],
    by: ['applicant'],
    guard: (c) =>
      openOf(c, 'promised').length > 0
        ? null
        : no('nothing-promised', '没有待交的容缺材料。', 'No promised document is waited for.', '不用再交。', 'Nothing needs to be given.'),
    go: (c) => ({ close: c.missing.count === 0 ? closing(c, 'given', ['promised']) : [] }),
  },
  {
    verb: 'proposeDecision',
    from: ['accepted'],
    to: ['accepted'],
    by: ['staff'],
    guard: (c, d, r) =>
      outcomeMissing(d) ??
      (openOf(c, 'decision').length === 0
        ? (openBefore(c, d) ??
          no('no-decision-step', '还没到决定的环节。', 'The decision is not due yet.', '先办完前面的环节。', 'Finish the steps before it.'))
        : null) ??
      ownAcceptance(c, d) ??
      (needsTwo(r, d)
        ? openBefore(c, d)
        : no('one-officer', '这个决定一个人就能作出。', 'One officer may decide this.', '请直接决定。', 'Decide it.')),
    go: (c, d) => ({
      close: closing(c, 'proposed', ['decision']),
      open: [ownStep('second')],
      set: { proposal: { outcome: d.outcome ?? 'grant', by: d.actor ?? '' } },
    }),
  },
  {
    verb: 'sendBackProposal',
    from: ['accepted'],
    to: ['accepted'],
    by: ['staff'],
    guard: (c, d) =>
      openOf(c, 'second').length === 0
        ? no('nothing-proposed', '没有等待审定的决定。', 'No proposal waits.', '请刷新看看。', 'Reload.')
        : (ownAcceptance(c, d) ?? reasonMissing(d)),
    go: (c) => ({ close: closing(c, 'sentBack', ['second']), open: stepsAt(c, c.plan.groups.length), set: { proposal: null } }),
  },
  {
    verb: 'decide',
    from: ['accepted'],
    to: ['decided'],
    by: ['staff'],
    guard: (c, d, r) => {
      const first = outcomeMissing(d) ?? ownAcceptance(c, d) ?? openBefore(c, d);
      if (first !== null) return first;
      if (openOf(c, 'decision', 'second').length === 0)
        return no(
          'no-decision-step',
          '还没到决定的环节。',
          'The decision is not due yet.',
          '先办完前面的环节。',
          'Finish the steps before it.',
        );
      if (c.proposal === null)
        return needsTwo(r, d)
          ? no(
              'second-officer-needed',
              '这个决定要两个人：一人拟，一人定。',
              'Two officers are needed: one proposes, one decides.',
              '请先拟出决定，再由另一人审定。',
              'Propose it; another decides.',
            )
          : null;
      if (c.proposal.by === d.actor)
        return no(
          'own-proposal',
          '这是您拟的，要另一人审定。',
          'You proposed it; another must decide.',
          '请另一位同事审定。',
          'Ask another officer.',
        );
      return c.proposal.outcome === d.outcome
        ? null
        : no(
            'other-outcome',
            '和拟出的结果不一样。',
            'This differs from what was proposed.',
            '不同意请退回，由拟的人重拟。',
            'Send it back instead.',
          );
    },
    go: (c, d) => decided(c, d),
  },
  {
    // Two silences of the law: a limit that passed, and a permit that ended before its renewal was decided. The second
    // looks at no pause: the permit ends on its day whatever stands still.
    verb: 'deemGranted',
    from: ['accepted', 'paused'],
    to: ['decided'],
    by: ['system'],
    guard: (c, _d, r) =>
      r.silence.onRenewal === 'deemedRenewed' && c.passed.renewal
        ? null
        : r.silence.onReview !== 'deemedGranted'
          ? no(
              'silence-means-nothing',
              '这类事项不会因为逾期就算准予。',
              'Silence does not grant here.',
              '转负责人处理。',
              'A manager looks at it.',
            )
          : c.passed.review && c.state === 'accepted'
            ? null
            : no('not-yet', '期限还没过。', 'The limit has not passed.', '到期再看。', 'Look again when it has.'),
    go: (c, d) => ({ ...decided(c, { ...d, outcome: 'grant' }), set: { decidedBy: d.actor, proposal: null, pauseKind: null } }),
  },
];
