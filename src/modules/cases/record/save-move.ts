import { audit } from '#platform/audit';
import { pausedDays, pausedWorkdays } from '#platform/calendar';
import { type Day, shanghaiDate } from '#platform/clock';
import { canonicalJson, type OwnerKey, sm3 } from '#platform/crypto';
import type { Read } from '#platform/db';
import type { Json } from '#platform/errors';
import type { House } from '#platform/house';
import { newId } from '#platform/ids';
import { append } from '#platform/ledger';
import { emit } from '#platform/outbox';
import { eventOf } from '../cases.events.ts';
import { moveDates, type ReviewBase } from '../clocks/dates.ts';
import { nextLook } from '../clocks/next-look.ts';
import { clocksOf } from '../lifecycle/facts-of-case.ts';
import type { Move } from '../lifecycle/rule.ts';
import type { Deed } from '../lifecycle/verbs.ts';
import { newPapers } from '../papers/new-papers.ts';
import { requestFromSystems } from '../partner/request-step.ts';
import type { Bench, Own } from './act.ts';
import { type DeedRows, endPause, insertDecision, listPauses, type OpenStepRow, saveDeed, standingDecision } from './case.sql.ts';
import { openSteps, workItems } from './desks.ts';
import type { ActionRow, CaseRow, DecisionRow, PauseRow, PayloadRow, StepRow } from './rows.ts';

/** What `moveRows` asks for beside the bench: read from the database by a deed, known beforehand by whoever writes many. */
export type From = {
  key: () => Promise<OwnerKey>;
  pauses: () => Promise<Pick<PauseRow, 'beganAt' | 'endedAt'>[]>;
  /** The decision that stands, for one that takes its place. */
  standing: () => Promise<{ id: string } | undefined>;
  makeId?: () => string;
};

/** A bench that is only read from. */
export type Moving = Omit<Bench, 'tx' | 'house'> & { tx: Read; house: Pick<House, 'keys' | 'calendar'> };

/** Everything a move leaves behind, as rows; nothing is written yet. */
export type MoveRows = {
  deed: DeedRows;
  /** Steps open after the move. */
  open: (OpenStepRow | StepRow)[];
  entry: { header: Json; payload?: Json; key?: OwnerKey };
  details: Json;
  decision: DecisionRow | null;
  pauseEnd: { at: Date; days: number } | null;
};

/** Writes everything a move does: one statement for the own tables, then ledger, audit, events. */
export async function saveMove(
  b: Bench,
  own: Own,
  deed: Deed,
  move: Move,
): Promise<{ seq: number; papers: { id: string; kind: string }[] }> {
  const { tx, house, actor, c, at } = b;
  const rows = await moveRows(b, own, deed, move, {
    key: () => house.keys.keyOf(tx, { kind: 'case', id: c.id }),
    pauses: () => listPauses(tx, c),
    standing: () => standingDecision(tx, c),
  });
  const { case: next, action, opened, papers } = rows.deed;
  await saveDeed(tx, rows.deed);
  await requestFromSystems(tx, house, next, opened, at);
  await append(tx, house, { stream: { kind: 'case', id: c.id }, ...rows.entry, locked: true });
  await audit(tx, actor, at, {
    word: auditWord(deed.verb),
    subject: { kind: 'case', id: c.id, seq: action.seq },
    details: rows.details,
  });
  const ids = papers.map((p) => ({ id: p.id, kind: p.kind }));
  await emit(
    tx,
    at,
    eventOf(deed.verb, next, { staffId: actor.kind === 'staff' ? actor.personId : null, papers: ids, outcome: next.outcome }),
  );
  if (rows.decision !== null) await insertDecision(tx, rows.decision);
  if (rows.pauseEnd !== null) await endPause(tx, c, rows.pauseEnd.at, rows.pauseEnd.days);
  return { seq: action.seq, papers: ids };
}

/** What a move makes of the case, as rows: dates, steps, queue lines, papers, action, chained header, decision. */
export async function moveRows(b: Moving, own: Own, deed: Deed, move: Move, from: From): Promise<MoveRows> {
  const { tx, house, actor, c, regime, at, today } = b;
  const makeId = from.makeId ?? newId;
  const occurredAt = own.occurredAt ?? at;
  const seq = c.seq + 1;
  const { number, steps, parties: _parties, ...row } = c;
  const accepting = move.to === 'accepted' && c.state === 'received';
  const acceptedDay: Day | null = accepting
    ? deed.verb === 'deemAccepted'
      ? await deemedFrom(b)
      : shanghaiDate(occurredAt)
    : c.acceptedDay;
  const reopened = deed.verb === 'supersedeDecision' && move.to === 'accepted';
  const reviewMoves = move.clocks.review !== clocksOf(c).review || deed.verb === 'extend';
  const base =
    acceptedDay === null || move.clocks.review === 'off' || !reviewMoves
      ? null
      : await reviewBase(b, from, deed, move, reopened ? today : acceptedDay, occurredAt);
  const dates = moveDates(
    {
      noticeDue: c.noticeDue,
      answerDue: c.answerDue,
      serviceDue: c.serviceDue,
      duePromised: c.duePromised,
      dueStatutory: c.dueStatutory,
      promisedDue: c.promisedDue,
      deliveryDue: c.deliveryDue,
      renewalDue: own.renewalDue === undefined ? c.renewalDue : own.renewalDue,
      pauseDue: c.pauseDue,
      standsSince: c.standsSince,
      flagged: c.dueFlagged,
    },
    clocksOf(c),
    move.clocks,
    {
      verb: deed.verb,
      to: move.to,
      occurredAt,
      review: base,
      expectedEnd: own.expectedEnd ?? null,
      promisedDue: own.promisedDue ?? null,
      promiseKept: deed.verb === 'handInPromised' && move.close.length > 0,
    },
    { calendar: house.calendar, regime },
  );
  const { flagged, ...due } = dates;
  const ended = ['closed', 'notAccepted', 'withdrawn', 'terminated'].includes(move.to);
  const decidedNow = move.to === 'decided' && c.state !== 'decided';
  const outcome = outcomeOf(deed, move);
  const next: CaseRow = {
    ...row,
    ...due,
    dueFlagged: flagged,
    seq,
    state: move.to,
    rounds: move.set.rounds ?? c.rounds,
    position: move.set.position ?? c.position,
    extensions: move.set.extensions ?? c.extensions,
    intakeAt: move.set.intakeAt ?? c.intakeAt,
    served: move.set.served ?? c.served,
    pauseKind: move.set.pauseKind === undefined ? c.pauseKind : move.set.pauseKind,
    acceptedBy: move.set.acceptedBy === undefined ? c.acceptedBy : move.set.acceptedBy,
    decidedBy: move.set.decidedBy === undefined ? c.decidedBy : move.set.decidedBy,
    proposal:
      move.set.proposal === undefined ? c.proposal : move.set.proposal === null ? null : { ...move.set.proposal, byName: actor.name, seq },
    acceptedAt: accepting ? occurredAt : c.acceptedAt,
    acceptedDay: reopened ? today : acceptedDay,
    decidedAt: decidedNow || deed.verb === 'supersedeDecision' ? (move.to === 'decided' ? occurredAt : null) : c.decidedAt,
    outcome: outcome ?? (reopened ? null : c.outcome),
    endedAt: ended ? at : null,
    missing: own.missing?.count ?? c.missing,
    promisable: own.missing?.promisable ?? c.promisable,
    grantedOnTheSpot: c.grantedOnTheSpot || deed.verb === 'onTheSpotGrant',
    deliveryWay: own.deliveryWay ?? c.deliveryWay,
    ...(own.office === undefined
      ? {}
      : {
          organId: own.office.organId,
          organName: own.office.organName,
          regionCode: own.office.regionCode,
          regionPath: own.office.regionPath,
          competence: { ...(c.competence as object), [own.office.how]: own.office.organId } as Json,
        }),
  };
  const opened = await openSteps(tx, next, move.open, at, today, house.calendar, makeId);
  const closed = new Set(move.close.map((s) => s.id));
  const assigned = own.assignee;
  const kept = steps.filter((s) => !closed.has(s.id)).map((s) => (assigned?.stepId === s.id ? { ...s, assigneeId: assigned.id } : s));
  const open = [...kept, ...opened];
  const looked = move.close.some((s) => steps.find((k) => k.id === s.id)?.kind === 'escalation');
  next.nextLook = nextLook(move.to, open, dates, regime, house.calendar, today, looked);
  const promiseDays = b.version.content.limits.promised.days;
  const key = own.words === undefined && own.application === undefined ? null : await from.key();
  const payload: PayloadRow[] = [];
  const seal = (kind: string, value: Json | undefined): void => {
    if (value !== undefined && key !== null)
      payload.push({ homeRegion: c.homeRegion, caseId: c.id, seq, kind, sealed: key.seal(value, `cases.${kind}`) });
  };
  seal('words', own.words);
  seal('application', own.application);
  const papers = newPapers(house, next, { number, kinds: move.papers, seq, dated: shanghaiDate(occurredAt) }, makeId);
  const action = actionOf(b, own, deed, move, seq, occurredAt);
  const header = headerOf(
    action,
    c.versionId,
    papers.map((p) => ({ id: p.id, kind: p.kind, number: p.number })),
  );
  const stood = c.state === 'paused' && move.to !== 'paused' && c.standsSince !== null ? pausedDays(c.standsSince, occurredAt) : undefined;
  return {
    deed: {
      case: next,
      closed: move.close,
      closedAt: at,
      closedBy: actor.personId,
      opened,
      workItems: workItems(next, number, open, today, { calendar: house.calendar, promiseDays }),
      action,
      papers,
      payload,
    },
    open,
    entry:
      key === null
        ? { header }
        : {
            header,
            payload: {
              words: own.words ?? null,
              application: own.application === undefined ? null : sm3(Buffer.from(canonicalJson(own.application))).toString('hex'),
            },
            key,
          },
    details: { from: c.state, to: move.to, step: b.step?.id ?? null, visit: b.visitId },
    decision: await decisionOf(b, from, own, deed, next, seq, occurredAt),
    pauseEnd: stood === undefined ? null : { at: occurredAt, days: stood === null ? 0 : pausedWorkdays(house.calendar, [stood]) },
  };
}

/** Audit word of a verb: `issueCorrection` → `CASE_ISSUE_CORRECTION`. */
export const auditWord = (verb: string): string => `CASE_${verb.replaceAll(/[A-Z]/g, (c) => `_${c}`).toUpperCase()}`;

/** The chained part of an action: ids, codes, times. */
export function headerOf(a: ActionRow, versionId: string, papers: { id: string; kind: string; number: string }[]): Json {
  return {
    case: a.caseId,
    region: a.homeRegion,
    seq: a.seq,
    verb: a.verb,
    from: a.fromState,
    to: a.toState,
    actor: a.actorId,
    actorKind: a.actorKind,
    capacity: a.capacity,
    for: a.forPartyId,
    post: a.postId,
    organ: a.organId,
    door: a.door,
    visit: a.visitId,
    step: a.stepId,
    occurredAt: a.occurredAt.toISOString(),
    occurredSource: a.occurredSource,
    recordedAt: a.recordedAt.toISOString(),
    version: versionId,
    note: a.note,
    papers,
  };
}

function actionOf(b: Moving, own: Own, deed: Deed, move: Move, seq: number, occurredAt: Date): ActionRow {
  const { actor, c } = b;
  return {
    homeRegion: c.homeRegion,
    caseId: c.id,
    seq,
    verb: deed.verb,
    fromState: c.state,
    toState: move.to,
    actorKind: actor.kind,
    actorId: actor.personId,
    actorName: actor.name,
    forPartyId: actor.forPartyId,
    capacity: actor.capacity,
    postId: actor.post?.id ?? null,
    postTitle: actor.post?.title ?? null,
    organId: actor.post?.organId ?? null,
    door: actor.door,
    visitId: b.visitId ?? null,
    stepId: b.step?.id ?? null,
    occurredAt,
    occurredSource: own.occurredSource ?? 'server',
    recordedAt: b.at,
    note: {
      ...own.note,
      ...(deed.outcome === undefined ? {} : { outcome: deed.outcome }),
      ...(deed.ground === undefined ? {} : { ground: deed.ground }),
      ...(move.counts.length === 0 ? {} : { counts: move.counts }),
    },
  };
}

/** Deemed acceptance is dated the day of receipt, or the day the correction was answered (facts 3.4). */
async function deemedFrom(b: Moving): Promise<Day> {
  if (b.c.rounds === 0) return b.c.receivedDay;
  const answered = b.c.steps.find((s) => s.kind === 'intake');
  return answered === undefined ? b.c.receivedDay : shanghaiDate(new Date(answered.openedAt));
}

async function reviewBase(b: Moving, from: From, deed: Deed, move: Move, day: Day, at: Date): Promise<ReviewBase> {
  const { limits } = b.version.content;
  const had = b.c.state === 'accepted' || b.c.state === 'paused' ? await from.pauses() : [];
  const ending = deed.verb === 'resume' ? at : null;
  return {
    from: day,
    promised: limits.promised,
    statutory: limits.statutory,
    extensions: move.set.extensions ?? b.c.extensions,
    pauses: had.map((p) => ({ beganAt: p.beganAt, endedAt: p.endedAt ?? ending })),
  };
}

function outcomeOf(deed: Deed, move: Move): CaseRow['outcome'] {
  if (deed.verb === 'decide' || deed.verb === 'answerFromSystem') return move.to === 'decided' ? (deed.outcome ?? 'grant') : null;
  if (deed.verb === 'onTheSpotGrant' || deed.verb === 'deemGranted') return 'grant';
  if (deed.verb === 'supersedeDecision')
    return deed.leaves === 'granted' ? 'grant' : deed.leaves === 'refused' || deed.leaves === 'revoked' ? 'refuse' : null;
  return null;
}

async function decisionOf(b: Moving, from: From, own: Own, deed: Deed, next: CaseRow, seq: number, at: Date): Promise<DecisionRow | null> {
  const word: DecisionRow['outcome'] | null =
    deed.verb === 'refuseAcceptance'
      ? 'notAccepted'
      : deed.verb === 'supersedeDecision'
        ? deed.leaves === 'revoked' || deed.leaves === 'reopened'
          ? deed.leaves
          : outcomeOf(deed, { to: 'decided' } as Move)
        : next.state === 'decided' && b.c.state !== 'decided' && b.c.state !== 'closed'
          ? next.outcome
          : null;
  if (word === null) return null;
  const before = deed.verb === 'supersedeDecision' ? await from.standing() : undefined;
  return {
    homeRegion: b.c.homeRegion,
    caseId: b.c.id,
    id: (from.makeId ?? newId)(),
    seq,
    outcome: word,
    decidedAt: at,
    decidedBy: b.actor.personId,
    proposedBy: b.c.proposal?.by ?? null,
    byKind: own.decidedByKind ?? 'person',
    onTheSpot: deed.verb === 'onTheSpotGrant',
    ground: deed.ground ?? null,
    supersedes: before?.id ?? null,
    supersededBy: null,
    publicItem: word === 'grant' && b.regime.publishGrant ? b.c.itemKey : null,
  };
}
