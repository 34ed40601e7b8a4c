import type { ItemStep } from './plan.ts';
import type { Regime } from './regime.ts';

/** Receive, review, decide: the usual process. */
export const threeSteps: ItemStep[] = [
  { id: 'intake', name: { zh: '收件核对' }, office: 'receiving', role: 'clerk', days: 1 },
  { id: 'review', name: { zh: '审核' }, office: 'deciding', role: 'approver', days: 2 },
  { id: 'decide', name: { zh: '决定' }, office: 'deciding', role: 'approver', days: 2 },
];

const base: Regime = {
  key: 'base',
  version: 1,
  name: { zh: '示例' },
  correction: { days: 5, missed: 'escalate', rounds: 1, answerWithin: { days: 15 } },
  review: { days: 20 },
  extension: { days: 10, approver: true, notice: true, times: 1 },
  pauses: [{ kind: 'publicity', name: { zh: '公示' }, length: 'fixed', days: 5, notice: true }],
  silence: { onReview: 'escalate' },
  officers: 1,
  hearing: null,
  publicity: { inLimit: false, days: 5 },
  delivery: { days: 10 },
  onTheSpot: false,
  refusal: { reasons: true, rights: true },
  rights: [{ kind: 'review', text: { zh: '60日内可以申请行政复议' } }],
  publishGrant: true,
};

/** Regimes that differ in what the table reads; tests over “all regimes” walk these and the demo’s. */
export const regimesForTests = {
  permit: {
    ...base,
    key: 'permit',
    correction: { ...base.correction, missed: 'deemedAccepted' },
    pauses: [{ kind: 'expert', name: { zh: '专家评审' }, length: 'open', notice: true }],
  },
  benefit: { ...base, key: 'benefit' },
  instant: {
    ...base,
    key: 'public-service',
    onTheSpot: true,
    extension: null,
    pauses: [],
    publicity: null,
    silence: { onReview: 'none' },
    correction: { ...base.correction, missed: 'none' },
  },
  substantive: {
    ...base,
    key: 'permit-substantive',
    officers: 2,
    pauses: [{ kind: 'inspection', name: { zh: '现场核查' }, length: 'open', notice: true }],
  },
  renewal: {
    ...base,
    key: 'renewal',
    silence: { onReview: 'deemedGranted' },
    correction: { ...base.correction, missed: 'deemedAccepted' },
  },
  twoRefuse: {
    ...base,
    key: 'confirmation',
    refusal: { reasons: true, rights: true, twoOfficers: true },
    correction: { ...base.correction, rounds: 2 },
  },
} as const satisfies Record<string, Regime>;
