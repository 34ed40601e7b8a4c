/** How a case goes on, deed by deed, until it ends, the present is reached, or it has come where it is to be left open. */
import { type Actor, systemActor } from '#platform/actor';
import { shanghaiDate } from '#platform/clock';
import type { Draw } from '#platform/ids';
import { spanDue } from '../clocks/dates.ts';
import { isRechecked } from '../intake/on-the-spot-grant.ts';
import type { Application } from '../intake/application.ts';
import { type CaseState, citizenSteps } from '../lifecycle/facts.ts';
import { officersFor, ownStep } from '../lifecycle/rule.ts';
import type { Verb } from '../lifecycle/verbs.ts';
import type { Office } from '../outside/offices.ts';
import type { OpenStepRow } from '../record/case.sql.ts';
import type { MaterialRow } from '../record/rows.ts';
import type { Done, Life } from './life.ts';
import { externalNumber } from './load.sql.ts';
import type { OfficeHours } from './office-hours.ts';

/** What will become of a case. */
export type Fate = {
  end: 'grant' | 'refuse' | 'notAccepted' | 'withdraw' | 'terminate';
  correction: boolean;
  pause: boolean;
  extend: boolean;
  /** Left open once it has come into this state. */
  stopAt?: CaseState;
  /** Working days it takes as a share of the promised ones. */
  pace: number;
};

/** Who is there to do things. */
export type People = {
  /** Posts of an organ. */
  at(organId: string): readonly Actor[];
  managers: readonly Actor[];
  partner: Actor | null;
  applicant: Actor;
};

/** Everything a walk reads. */
export type Walk = {
  draw: Draw;
  hours: OfficeHours;
  now: Date;
  people: People;
  fate: Fate;
  application: Application;
  calendar: Parameters<typeof spanDue>[0];
  offices: () => Promise<Office[]>;
  makeId: (at: Date) => string;
};

const reasons = ['与登记的内容不一致，请核对后再提出。', '不符合规定的条件，理由已当面说明。', '提交的情况与核查结果不符。'];

/** Walks a case to where it stands now. */
export async function walk(life: Life, w: Walk, from: Date): Promise<void> {
  let at = from;
  for (let deeds = 0; deeds < 30; deeds++) {
    // A correction notice is served before it is waited for.
    const waits = life.state !== 'correcting' || life.whole.case.answerDue !== null;
    if (life.state === w.fate.stopAt && waits) return;
    const next = await step(life, w, at);
    if (next === null) return;
    at = next;
  }
}

/** Does the next thing; the moment it was done, or null when nothing more happens for now. */
async function step(life: Life, w: Walk, at: Date): Promise<Date | null> {
  const open = life.loaded.steps;
  switch (life.state) {
    case 'received':
      return received(life, w, at, open);
    case 'correcting':
      return correcting(life, w, at);
    case 'accepted':
      return accepted(life, w, at, open);
    case 'paused':
      return staff(
        life,
        w,
        open.find((s) => s.kind === 'special'),
        'resume',
        w.hours.after(at, 5 + w.draw.below(4)),
        {},
      );
    case 'decided':
      return decided(life, w, at, open);
    case 'closed': {
      const recheck = open.find((s) => s.kind === 'recheck');
      return recheck === undefined
        ? null
        : staff(life, w, recheck, 'recheck', w.hours.after(at, 1 + w.draw.below(4)), { deed: { reason: false }, note: { right: true } });
    }
    default:
      return null;
  }
}

async function received(life: Life, w: Walk, at: Date, open: readonly OpenStepRow[]): Promise<Date | null> {
  const assign = open.find((s) => s.kind === 'assign');
  if (assign !== undefined) {
    const office = (await w.offices())[0];
    if (office === undefined) return null;
    return staff(life, w, assign, 'assignOffice', w.hours.after(at, 0), {
      office: { ...office, how: 'assigned' },
      note: { organ: office.organId },
    });
  }
  const intake = open.find((s) => s.kind === 'intake');
  if (intake === undefined) return null;
  const atWindow = life.whole.actions[0]?.actorKind === 'staff';
  const c = life.whole.case;
  const when = w.hours.after(at, atWindow ? 0 : w.draw.below(2));
  const { fate } = w;
  if (fate.end === 'withdraw' && w.draw.chance(0.5)) return citizen(life, w, 'withdraw', when, { words: { reason: null } });
  if (fate.end === 'notAccepted') {
    const refused = await staff(life, w, intake, 'refuseAcceptance', when, {
      deed: { ground: 'notRequired', reason: true },
      words: { reason: w.draw.of(reasons) },
    });
    // A place that only receives gives it on first.
    if (refused !== null) return refused;
  }
  if ((fate.correction || c.missing > 0) && c.rounds === 0 && life.regime.correction.rounds > 0) {
    const lacking = lack(life);
    const issued = await staff(life, w, intake, 'issueCorrection', when, {
      deed: { lacks: 1 },
      note: { items: [lacking.note] },
      words: { items: [lacking.item], note: null },
    });
    if (issued !== null) return issued;
  }
  const checked = { note: { checked: life.whole.materials.map((m) => m.id) } };
  const verbs: Verb[] = c.onTheSpot && fate.end === 'grant' ? ['onTheSpotGrant', 'accept', 'forward'] : ['accept', 'forward'];
  for (const verb of verbs) {
    const done = await staff(
      life,
      w,
      intake,
      verb,
      when,
      verb === 'forward'
        ? { note: { proposes: 'acceptance' }, deed: { proposes: 'acceptance' } }
        : { ...checked, ...(verb === 'onTheSpotGrant' ? { deed: { outcome: 'grant' } } : {}) },
      verb === 'onTheSpotGrant' && isRechecked(c.id) ? { steps: [ownStep('recheck')] } : {},
    );
    if (done === null) continue;
    if (verb !== 'forward') life.check(done, life.whole.actions.at(-1)?.actorId ?? null);
    return done;
  }
  return null;
}

const lack = (life: Life): { note: string; item: { kind: string; target: string; say: string } } => {
  const given = new Set(life.whole.materials.map((m) => m.materialId));
  const wanted = life.version.content.materials.find((m) => !given.has(m.id));
  const item =
    wanted === undefined
      ? { kind: 'other', target: 'other', say: '填写的内容与证件不一致，请核对后改正。' }
      : { kind: 'material', target: wanted.id, say: `请补交${wanted.name.zh}。` };
  return { note: `${item.kind}:${item.target}`, item };
};

async function correcting(life: Life, w: Walk, at: Date): Promise<Date | null> {
  const notice = life.whole.papers.findLast((p) => p.kind === 'correction' && p.servedAt === null);
  if (notice !== undefined) return service(life, w, new Date(at.getTime() + 60_000 * (1 + w.draw.below(5))), notice.id, notice.kind, false);
  if (w.fate.end === 'withdraw') return citizen(life, w, 'withdraw', w.hours.anyHour(at, 1 + w.draw.below(3)), { words: { reason: null } });
  const when = w.hours.after(at, 1 + w.draw.below(4));
  const given = new Set(life.whole.materials.filter((m) => m.route !== 'later').map((m) => m.materialId));
  const asked = life.version.content.materials.filter((m) => !given.has(m.id)).slice(0, Math.max(life.whole.case.missing, 1));
  const answered = await citizen(life, w, 'answerCorrection', when, {
    application: w.application as never,
    missing: { count: 0, promisable: 0 },
    renewalDue: life.whole.case.renewalDue,
    note: { fields: [], materials: asked.map((m) => m.id) },
  });
  if (answered === null) return null;
  const { homeRegion, id, seq } = life.whole.case;
  for (const m of asked)
    life.whole.materials.push({
      homeRegion,
      caseId: id,
      id: w.makeId(when),
      seq,
      materialId: m.id,
      materialKind: m.kind,
      name: m.name.zh,
      route: 'seen',
      fileId: null,
      trust: 'B',
      source: null,
      due: null,
      addedAt: when,
      addedBy: w.people.applicant.personId,
      addedDoor: 'window',
      checkedAt: null,
      checkedBy: null,
      checkedSeq: null,
    } satisfies MaterialRow);
  return answered;
}

async function accepted(life: Life, w: Walk, at: Date, open: readonly OpenStepRow[]): Promise<Date | null> {
  const { fate, draw } = w;
  const { limits } = life.version.content;
  const c = life.whole.case;
  const share = Math.max(0, Math.floor((limits.promised.days * fate.pace) / 2));
  const when = w.hours.after(at, share === 0 ? 0 : 1 + draw.below(share));
  const working = open.find((s) => s.kind === 'review') ?? open.find((s) => s.kind === 'decision' || s.kind === 'second');
  if (working === undefined) return null;
  if (fate.end === 'withdraw') return citizen(life, w, 'withdraw', when, { words: { reason: null } });
  if (fate.end === 'terminate') {
    const ended = await staff(life, w, working, 'terminate', when, {
      deed: { ground: 'objectGone', reason: true },
      words: { reason: '申请办理的对象已经不在。' },
    });
    if (ended !== null) return ended;
  }
  const pause = life.regime.pauses.find((p) => p.kind !== 'publicity');
  if (fate.pause && pause !== undefined && life.whole.pauses.length === 0) {
    const expectedEnd = spanDue(w.calendar, shanghaiDate(when), { days: pause.days ?? 10 }).due;
    const paused = await staff(life, w, working, 'pause', when, {
      deed: { pauseKind: pause.kind, reason: true },
      expectedEnd,
      note: { kind: pause.kind, expectedEnd },
      words: { reason: '需要进行专门程序，结果出来后继续办理。' },
    });
    if (paused !== null) {
      life.whole.pauses.push({
        homeRegion: c.homeRegion,
        caseId: c.id,
        id: w.makeId(paused),
        kind: pause.kind,
        beganAt: paused,
        beganSeq: life.whole.case.seq,
        expectedEnd,
        endedAt: null,
        countedDays: null,
      });
      return paused;
    }
  }
  const more = { deed: { reason: true }, words: { reason: '情况复杂，需要再核实。' } } as const;
  const asked = open.find((s) => s.kind === 'extension');
  const extended =
    asked !== undefined
      ? await staff(life, w, asked, 'extend', when, more)
      : fate.extend && life.regime.extension !== null && c.extensions === 0
        ? await staff(life, w, working, life.regime.extension.approver ? 'askExtension' : 'extend', when, more)
        : null;
  if (extended !== null) return extended;
  if (working.system !== null) return department(life, w, working, when);
  if (working.kind === 'review') return staff(life, w, working, 'completeStep', when, {});
  const outcome = fate.end === 'refuse' ? 'refuse' : 'grant';
  const own = {
    deed: { outcome, reason: outcome === 'refuse' } as const,
    words: outcome === 'refuse' ? { reason: draw.of(reasons) } : {},
  };
  const proposing = working.kind === 'decision' && officersFor(life.regime, outcome) > 1;
  return staff(life, w, working, proposing ? 'proposeDecision' : 'decide', when, own);
}

async function decided(life: Life, w: Walk, at: Date, open: readonly OpenStepRow[]): Promise<Date | null> {
  const c = life.whole.case;
  const paper = life.whole.papers.findLast((p) => (p.kind === 'grant' || p.kind === 'refusal') && p.servedAt === null);
  const way = c.deliveryWay ?? 'electronic';
  if (paper !== undefined && ['sms', 'electronic', 'online'].includes(way))
    return service(life, w, new Date(at.getTime() + 60_000 * (2 + w.draw.below(120))), paper.id, paper.kind, true);
  const delivery = open.find((s) => s.kind === 'delivery');
  if (delivery === undefined) return null;
  const when = w.hours.after(at, way === 'post' ? 1 + w.draw.below(2) : w.draw.below(2));
  if (w.draw.chance(0.01))
    return staff(life, w, delivery, 'close', when, { deed: { reason: true }, words: { reason: '多次联系不上申请人，结果留存备领。' } });
  const done = await staff(life, w, delivery, 'recordDelivery', when, {
    note: { how: way },
    words: { to: null, tracking: null, internal: true },
  });
  if (done !== null) life.serve(['grant', 'refusal', 'superseding'], done, { how: way });
  return done;
}

async function service(life: Life, w: Walk, at: Date, paper: string, kind: string, delivers: boolean): Promise<Date | null> {
  if (at > w.now) return null;
  const done = await life.deed('recordService', systemActor('送达'), at, {
    by: 'system',
    own: { deed: { ground: kind, delivers }, occurredAt: at, occurredSource: 'service', note: { paper, kind } },
  });
  if (!done) return null;
  life.serve([kind], at, { how: 'inbox' });
  return at;
}

async function citizen(life: Life, w: Walk, verb: Verb, at: Date, own: NonNullable<Done['own']>): Promise<Date | null> {
  if (at > w.now) return null;
  return (await life.deed(verb, w.people.applicant, at, { by: 'applicant', own })) ? at : null;
}

async function department(life: Life, w: Walk, step: OpenStepRow, at: Date): Promise<Date | null> {
  if (at > w.now || w.people.partner === null) return null;
  const officers = ['经办人一', '审定人二'];
  const external = externalNumber(life.whole.number);
  const done = await life.deed('answerFromSystem', w.people.partner, at, {
    by: 'department',
    step: step.id,
    own: {
      deed: { step: step.id, answer: 'accepted', outcome: 'grant', reason: false, officers: 2 },
      words: { reason: null, officers },
      note: { system: step.system, external, answer: 'accepted' },
      decidedByKind: 'department',
      occurredSource: 'system',
    },
  });
  return done ? at : null;
}

/** Somebody at the office the step lies with does it: whoever policy and table allow first, beginning anywhere in the list. */
async function staff(
  life: Life,
  w: Walk,
  step: OpenStepRow | undefined,
  verb: Verb,
  at: Date,
  own: NonNullable<Done['own']>,
  more: Pick<Done, 'steps'> = {},
): Promise<Date | null> {
  if (step === undefined || at > w.now || citizenSteps.includes(step.kind)) return null;
  const there = step.role === 'manager' || step.organId === null ? w.people.managers : w.people.at(step.organId);
  const first = there.length === 0 ? 0 : w.draw.below(there.length);
  const inTurn = there.map((_, i) => there[(first + i) % there.length] as Actor);
  // Whoever may decide keeps his hands off the acceptance while a clerk is there (I13).
  const clerks = inTurn.filter((a) => a.post?.role === 'clerk');
  for (const actor of [...clerks, ...inTurn.filter((a) => a.post?.role !== 'clerk')]) {
    if (verb === 'completeStep' && didTwin(life, step, actor)) continue;
    if (await life.deed(verb, actor, at, { by: 'staff', step: step.id, own, ...more })) return at;
  }
  return null;
}

/** Steps open side by side at one office take two people. */
const didTwin = (life: Life, step: OpenStepRow, actor: Actor): boolean => {
  const own = life.whole.steps.find((s) => s.id === step.id);
  return life.whole.steps.some(
    (s) =>
      own?.parallel != null &&
      s.parallel === own.parallel &&
      s.openedSeq === own.openedSeq &&
      s.organId === own.organId &&
      s.id !== own.id &&
      s.closedBy === actor.personId &&
      s.outcome === 'done',
  );
};
