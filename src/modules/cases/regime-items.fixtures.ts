/** Small items, one per procedure regime of the demonstration and two that it lacks, for tests over all regimes. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { importCatalog } from '#catalog';
import { projectRoot } from '#platform/config';
import type { House } from '#platform/house';

const office = { office: 'deciding', role: 'approver' };

const itemOf = (
  regime: string,
  pauses: string[],
  onTheSpot: boolean,
  more: { key?: string; materials?: object[]; handling?: object } = {},
): object => ({
  format: 1,
  key: more.key ?? `t-${regime}`,
  name: `试验事项${regime}`,
  legalName: `试验事项${regime}`,
  type: regime === 'permit' ? '01' : '20',
  objects: ['natural'],
  department: 'civil-affairs',
  events: ['aging'],
  summary: '试验用。',
  legalBasis: [{ text: '示例', source: 'example' }],
  words: ['试验'],
  faq: [{ q: '多久？', a: '十天。' }],
  handlings: [
    {
      key: 'first',
      name: '首次',
      seq: '01',
      regime,
      caseType: onTheSpot ? 'instant' : 'promised',
      ...(onTheSpot ? { onTheSpot: true } : {}),
      limits: { statutory: { days: 20, source: 'example' }, promised: { days: onTheSpot ? 1 : 10, source: 'example' } },
      visits: { count: 0, reason: null },
      fee: null,
      online: { depth: [1, 2, 3, 4, 5, 6], apply: true },
      offline: true,
      pauses,
      conditions: [],
      questions: [],
      answers: [],
      form: {
        type: 'object',
        required: ['phone', 'agree'],
        properties: { phone: { $ref: 'shared:person.phone' }, agree: { $ref: 'shared:declare.true' } },
        'x-steps': [{ id: 'all', title: '信息', fields: ['phone', 'agree'] }],
      },
      materials: [
        {
          id: 'plan',
          name: '方案',
          source: 10,
          type: 3,
          mode: 'handIn',
          need: 'promiseLater',
          later: { days: 5, consequence: '到期不交，按现有材料决定。' },
          form: 'either',
        },
        ...(more.materials ?? []),
      ],
      steps: [
        { id: 'intake', name: '收件核对', office: 'receiving', role: 'clerk', days: 1 },
        { id: 'checkA', name: '核查一', ...office, parallel: 'check', days: 2 },
        { id: 'checkB', name: '核查二', ...office, parallel: 'check', days: 2 },
        { id: 'review', name: '审核', ...office, days: 2 },
        { id: 'decide', name: '决定', ...office, days: 2 },
      ],
      competence: {
        region: { fact: 'applicant.region' },
        level: 'county',
        organKind: 'civil-affairs',
        receive: [
          { place: 'county-hall', mode: 'acceptOnBehalf', basis: '示例' },
          { place: 'online', mode: 'receiveAndForward' },
        ],
      },
      results: [{ name: '通知', type: '99', sample: true, validity: null }],
      delivery: ['self', 'electronic'],
      examples: [{ name: '试', facts: { 'applicant.kind': 'natural' }, today: '2026-11-24', expect: { outcome: 'apply' } }],
      ...more.handling,
    },
  ],
  overlays: [{ region: '329900', phone: '0000-12345', complaintPhone: '0000-12388', doors: ['portal', 'window', 'partner'] }],
});

/** One place receives, another decides, and the right begins in the month of the application. */
const passedOn = {
  publicity: { days: 10, unit: 'naturalDay', where: '公开栏' },
  clocks: [
    { id: 'passOn', party: 'receiving', name: '转给户籍地', days: 3, from: '材料收齐' },
    { id: 'settle', party: 'deciding', name: '户籍地认定', days: 10, from: '收到转来的材料' },
    { id: 'tell', party: 'receiving', name: '告诉您结果', days: 3, from: '收到认定结果' },
    { id: 'bank', party: 'other', name: '银行发放', days: 5, from: '收到名单' },
  ],
  effect: { starts: '从递交申请的当月算', from: { day: { today: true }, at: 'monthStart' } },
};

/** A renewal: undecided when the present permit ends it counts as granted, if it was applied for thirty days before. */
const renewed = {
  renewal: { expires: { fact: 'expires' }, before: { days: 30 } },
  form: {
    type: 'object',
    required: ['phone', 'expires', 'agree'],
    properties: {
      phone: { $ref: 'shared:person.phone' },
      expires: { type: 'string', format: 'date', 'x-type': 'date', 'x-label': '哪天到期', 'x-error': '请填日期。' },
      agree: { $ref: 'shared:declare.true' },
    },
    'x-steps': [{ id: 'all', title: '信息', fields: ['phone', 'expires', 'agree'] }],
  },
};

/** 联合办理: two other offices look at it side by side, then the competent one decides. */
const jointly = {
  steps: [
    { id: 'intake', name: '收件核对', office: 'receiving', role: 'clerk', days: 1 },
    { id: 'health', name: '卫生部门意见', office: { level: 'county', organKind: 'health' }, role: 'approver', parallel: 'joint', days: 4 },
    {
      id: 'housing',
      name: '住建部门意见',
      office: { level: 'county', organKind: 'housing-construction' },
      role: 'approver',
      parallel: 'joint',
      days: 4,
    },
    { id: 'decide', name: '决定', ...office, days: 2 },
  ],
};

/**
 * Publishes them and answers the regimes by key; the handling is `t-<regime>.first`. Beside them `t-held.first` asks for an
 * identity card and `t-passed.first` gives each party its own clock, `t-renew.first` renews a permit,
 * `t-joint.first` goes to two offices side by side.
 */
export async function publishRegimeItems(house: House): Promise<string[]> {
  const dir = mkdtempSync(join(tmpdir(), 'tongban-regimes-'));
  try {
    cpSync(join(projectRoot(), 'demo/catalog/shared'), join(dir, 'shared'), { recursive: true });
    mkdirSync(join(dir, 'items'));
    const regimes = parse(readFileSync(join(dir, 'shared/regimes.yaml'), 'utf8')) as Record<
      string,
      { pauses: { kind: string }[]; onTheSpot: boolean } & Record<string, unknown>
    >;
    regimes['two-officers'] = {
      ...(regimes['permit'] as (typeof regimes)[string]),
      name: '两人审定',
      officers: 2,
      refusal: { reasons: true, rights: true, twoOfficers: true },
    };
    regimes['renewal'] = { ...(regimes['permit'] as (typeof regimes)[string]), name: '延续', silence: { onReview: 'deemedGranted' } };
    writeFileSync(join(dir, 'shared/regimes.yaml'), stringify(regimes));
    for (const [key, regime] of Object.entries(regimes))
      writeFileSync(
        join(dir, 'items', `t-${key}.yaml`),
        stringify(
          itemOf(
            key,
            regime.pauses.map((p) => p.kind),
            regime.onTheSpot,
          ),
        ),
      );
    const idcard = {
      id: 'idcard',
      use: 'shared:ID',
      mode: 'present',
      need: 'required',
      form: 'either',
      routes: [{ route: 'clerkChecked', state: 'live' }],
      noRouteReason: { reason: 'noRegisterYet', owner: '示例', review: '2027-06-30' },
    };
    writeFileSync(join(dir, 'items', 't-held.yaml'), stringify(itemOf('local', [], false, { key: 't-held', materials: [idcard] })));
    writeFileSync(
      join(dir, 'items', 't-passed.yaml'),
      stringify(itemOf('benefit', ['publicity'], false, { key: 't-passed', handling: passedOn })),
    );
    writeFileSync(
      join(dir, 'items', 't-renew.yaml'),
      stringify(itemOf('permit', ['expert'], false, { key: 't-renew', handling: renewed })),
    );
    writeFileSync(
      join(dir, 'items', 't-joint.yaml'),
      stringify(itemOf('permit', ['expert'], false, { key: 't-joint', handling: jointly })),
    );
    const report = await importCatalog(house, dir);
    if (report.counts.refused > 0) throw new Error(JSON.stringify(report.refused, null, 1));
    return Object.keys(regimes);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
