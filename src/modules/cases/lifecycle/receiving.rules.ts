import type { CaseFacts } from './facts.ts';
import { closing, intakeStep, no, noClock, openOf, ownStep, type Refusal, type Rule, stepsAt } from './rule.ts';
import type { Deed } from './verbs.ts';

const unassigned = (c: CaseFacts): Refusal | null =>
  c.competenceKnown
    ? null
    : no(
        'office-unknown',
        '还没有定下由哪个部门办。',
        'It is not settled yet which office decides.',
        '请负责人先分派承办部门。',
        'Ask a manager to assign the office first.',
      );

const reasonMissing = (d: Deed): Refusal | null =>
  d.reason === true
    ? null
    : no(
        'reason-missing',
        '要写明理由，申请人会看到。',
        'A reason is needed; the applicant will read it.',
        '请写上理由再办。',
        'Write the reason, then do it again.',
      );

const stillMissing = (c: CaseFacts): Refusal | null =>
  c.missing.count === 0
    ? null
    : no(
        'materials-missing',
        `还差${c.missing.count}样必要材料。`,
        `${c.missing.count} required documents are missing.`,
        '可以一次性告知补正；写明可后补的，可以容缺受理。',
        'Send the one correction notice, or accept with a promise where the item allows.',
      );

/** Grounds on which an application may be refused acceptance: a closed list. */
export const refusalGrounds = ['notRequired', 'notCompetent', 'notEntitled', 'notCorrected'] as const;

/** From receipt to acceptance. */
export const receivingRules: readonly Rule[] = [
  {
    verb: 'assignOffice',
    from: ['received'],
    to: ['received'],
    by: ['staff'],
    guard: (c) =>
      c.competenceKnown
        ? no('office-known', '承办部门已经定了。', 'The office is already settled.', '要换部门请用移送。', 'Use transfer to change it.')
        : null,
    go: (c) => ({ close: closing(c, 'assigned', ['assign']), open: [intakeStep(c)], set: { competenceKnown: true } }),
  },
  {
    // A place that only receives and forwards proposes; the notice and the acceptance are the organ's papers (model 2, 3).
    verb: 'forward',
    from: ['received'],
    to: ['received'],
    by: ['staff', 'system'],
    guard: (c) =>
      unassigned(c) ??
      (c.intakeAt === 'deciding'
        ? no(
            'already-forwarded',
            '已经转到实施部门了。',
            'It is already with the deciding office.',
            '请等实施部门处理。',
            'Wait for the deciding office.',
          )
        : null),
    go: (c) => ({
      close: closing(c, 'forwarded', ['intake', 'escalation']),
      open: [intakeStep({ ...c, intakeAt: 'deciding' })],
      set: { intakeAt: 'deciding' },
    }),
  },
  {
    verb: 'issueCorrection',
    from: ['received'],
    to: ['correcting'],
    by: ['staff'],
    guard: (c, d, r) =>
      unassigned(c) ??
      ((d.lacks ?? 0) < 1
        ? no(
            'nothing-listed',
            '补正告知要一次写全缺什么。',
            'The notice must list what is missing.',
            '请逐项写明要补什么、怎么补。',
            'List each thing and how to give it.',
          )
        : c.rounds >= r.correction.rounds
          ? no(
              'correction-used-up',
              '补正只能一次性告知，已经告知过了。',
              'The correction notice may be sent only once and has been.',
              '请受理、容缺受理，或者写明理由不予受理；申请人也可以撤回。',
              'Accept, accept with a promise, or refuse with reasons; the applicant may also withdraw.',
            )
          : c.passed.notice && r.correction.missed === 'deemedAccepted'
            ? no(
                'notice-too-late',
                '补正告知的期限已过，依法视为受理。',
                'The time for the notice has passed; the case counts as accepted.',
                '请按受理继续办。',
                'Go on as accepted.',
              )
            : null),
    go: (c) => ({
      to: 'correcting',
      close: closing(c, 'correctionIssued'),
      open: [ownStep('correction')],
      // The citizen's time runs only from service of the notice (model 24).
      clocks: noClock,
      papers: ['correction'],
      set: { rounds: c.rounds + 1 },
    }),
  },
  {
    verb: 'answerCorrection',
    from: ['correcting'],
    to: ['received'],
    by: ['applicant'],
    guard: () => null,
    go: (c) => ({ to: 'received', close: closing(c, 'answered'), open: [intakeStep(c)], clocks: { ...noClock, notice: true } }),
  },
  {
    // It reminds, then becomes a clerk's task, and never closes by itself (model 2).
    verb: 'remindUnanswered',
    from: ['correcting'],
    to: ['correcting'],
    by: ['system'],
    guard: (c) =>
      !c.passed.answer
        ? no('not-yet', '补正期限还没到。', 'The time to answer has not passed.', '到期再看。', 'Look again when it has.')
        : openOf(c, 'unanswered').length > 0
          ? no('already-there', '已经转给窗口了。', 'A clerk already has it.', '等窗口联系。', 'Wait for the clerk.')
          : null,
    go: () => ({ open: [ownStep('unanswered')] }),
  },
  {
    verb: 'takeUpUnanswered',
    from: ['correcting'],
    to: ['received'],
    by: ['staff'],
    guard: (c) =>
      c.passed.answer
        ? null
        : no(
            'answer-still-open',
            '申请人的补正期限还没过。',
            'The applicant still has time to answer.',
            '请等到期限过后再接手；可以先打电话提醒。',
            'Wait until the time has passed; you may call and remind.',
          ),
    // No new receipt, so no new clock towards deemed acceptance; the step has its own days.
    go: (c) => ({ to: 'received', close: closing(c, 'takenUp'), open: [{ ...intakeStep(c), days: 5 }], clocks: noClock }),
  },
  {
    verb: 'accept',
    from: ['received'],
    to: ['accepted'],
    by: ['staff'],
    guard: (c) => unassigned(c) ?? stillMissing(c),
    go: (c, d) => ({
      to: 'accepted',
      close: closing(c, 'accepted'),
      open: stepsAt(c, 0),
      clocks: { ...noClock, review: 'runs' },
      papers: ['acceptance'],
      set: { acceptedBy: d.actor, position: 0 },
    }),
  },
  {
    verb: 'acceptWithPromise',
    from: ['received'],
    to: ['accepted'],
    by: ['staff'],
    guard: (c) =>
      unassigned(c) ??
      (c.missing.count === 0
        ? no('nothing-to-promise', '材料齐了，不用容缺。', 'Nothing is missing.', '请直接受理。', 'Accept it.')
        : c.missing.promisable < c.missing.count
          ? no(
              'not-promisable',
              '缺的材料里有不能后补的。',
              'Something missing cannot be promised.',
              '请一次性告知补正。',
              'Send the one correction notice.',
            )
          : null),
    go: (c, d) => ({
      to: 'accepted',
      close: closing(c, 'acceptedWithPromise'),
      open: [...stepsAt(c, 0), ownStep('promised')],
      clocks: { ...noClock, review: 'runs' },
      papers: ['acceptance'],
      set: { acceptedBy: d.actor, position: 0 },
    }),
  },
  {
    // Only the regimes that say so; a benefit is never accepted by silence. Dated the day of receipt.
    verb: 'deemAccepted',
    from: ['received'],
    to: ['accepted'],
    by: ['system'],
    guard: (c, _d, r) =>
      unassigned(c) ??
      (r.correction.missed !== 'deemedAccepted'
        ? no(
            'silence-means-nothing',
            '这类事项不会因为没回音就算受理。',
            'Silence does not accept a case of this kind.',
            '转负责人处理。',
            'A manager looks at it.',
          )
        : !c.passed.notice
          ? no('not-yet', '告知期限还没过。', 'The time for the notice has not passed.', '到期再看。', 'Look again when it has.')
          : c.rounds > 0 && c.missing.count > 0
            ? no(
                'still-incomplete',
                '补正过但仍不齐，不能视为受理。',
                'A notice was sent and something is still missing.',
                '转负责人处理。',
                'A manager looks at it.',
              )
            : null),
    go: (c) => ({
      to: 'accepted',
      close: closing(c, 'deemedAccepted'),
      open: stepsAt(c, 0),
      clocks: { ...noClock, review: 'runs' },
      papers: ['acceptance'],
      set: { acceptedBy: null, position: 0 },
    }),
  },
  {
    verb: 'refuseAcceptance',
    from: ['received'],
    to: ['notAccepted'],
    by: ['staff'],
    guard: (c, d, r) =>
      reasonMissing(d) ??
      (!(refusalGrounds as readonly string[]).includes(d.ground ?? '')
        ? no(
            'ground-unknown',
            '不予受理要选一条法定情形。',
            'A ground from the list is needed.',
            '请从列出的情形里选一条。',
            'Choose one of the listed grounds.',
          )
        : d.ground === 'notCorrected' && c.rounds < Math.max(1, r.correction.rounds)
          ? no(
              'correct-first',
              '材料不齐要先一次性告知补正，不能直接不予受理。',
              'What is missing must first be told in one correction notice.',
              '请先发补正告知。',
              'Send the correction notice first.',
            )
          : d.ground !== 'notRequired' && d.ground !== 'notCompetent'
            ? unassigned(c)
            : null),
    go: (c, d) => ({
      to: 'notAccepted',
      close: closing(c, 'notAccepted'),
      clocks: noClock,
      papers: ['notAccepted'],
      set: { decidedBy: d.actor },
    }),
  },
  {
    // 即办件: one officer, one deed, grants only; marked, counted and a share rechecked (I13).
    verb: 'onTheSpotGrant',
    from: ['received'],
    to: ['decided'],
    by: ['staff'],
    guard: (c, d, r) =>
      unassigned(c) ??
      (!r.onTheSpot || !c.onTheSpot
        ? no(
            'not-on-the-spot',
            '这件事不能一个人当场办结。',
            'This may not be granted on the spot by one officer.',
            '请受理，由别人决定。',
            'Accept it; another officer decides.',
          )
        : d.outcome === 'refuse'
          ? no(
              'refusal-needs-second',
              '当场只能准予；不准予要由另一人决定。',
              'On the spot one may only grant; a refusal needs another person.',
              '请受理，转给决定的人。',
              'Accept it and leave the decision to another.',
            )
          : stillMissing(c)),
    go: (c, d) => ({
      to: 'decided',
      close: closing(c, 'grantedOnTheSpot'),
      open: [ownStep('delivery')],
      clocks: { ...noClock, delivery: true },
      papers: ['grant'],
      counts: ['onTheSpot'],
      set: { acceptedBy: d.actor, decidedBy: d.actor, position: c.plan.groups.length },
    }),
  },
];

export { reasonMissing };
