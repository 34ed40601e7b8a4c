import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import { shanghaiDate } from '#platform/clock';
import { canonicalJson, type OwnerKey, sm3 } from '#platform/crypto';
import type { Read, Tx } from '#platform/db';
import type { Json } from '#platform/errors';
import type { House } from '#platform/house';
import { append } from '#platform/ledger';
import { emit } from '#platform/outbox';
import { eventOf } from '../cases.events.ts';
import { noDates, spanDue } from '../clocks/dates.ts';
import { nextLook } from '../clocks/next-look.ts';
import { renewalDueOf } from '../clocks/renewal.ts';
import { receive } from '../lifecycle/case.ts';
import { planOf } from '../lifecycle/plan.ts';
import type { Regime } from '../lifecycle/regime.ts';
import { makeSlipCode } from '../papers/codes.ts';
import { newPapers } from '../papers/new-papers.ts';
import { insertCase, type ReceiptOfCase } from '../record/case.sql.ts';
import { openSteps, workItems } from '../record/desks.ts';
import type { ActionRow, CaseRow, MaterialRow, PartyRow } from '../record/rows.ts';
import { auditWord, headerOf } from '../record/save-move.ts';
import { otherAnswer } from './other-answer.ts';
import { type GivenMaterial, keepReused } from './reuse.ts';
import type { Prepared } from './submit-draft.ts';

/** What the deed adds to what was prepared. */
export type Receipt = {
  caseId: string;
  slipVersion: number;
  at: Date;
  occurredAt: Date;
  visitId: string | null;
  confirmation: { how: string; partyId?: string } | null;
  deliveryWay: string | null;
};

/** Everything a receipt leaves behind, as rows; nothing is written yet. */
export type ReceiptRows = {
  receipt: ReceiptOfCase;
  entry: { header: Json; payload: Json; key: OwnerKey };
  details: Json;
  notice: { due: string; flagged: boolean };
};

/** Writes the whole receipt. Lean on purpose: see the README for what must be written. */
export async function receiveCase(
  tx: Tx,
  actor: Actor,
  house: House,
  p: Prepared,
  r: Receipt,
): Promise<{ noticeDue: string; flagged: boolean; paperId: string }> {
  const { draft } = p;
  const key = await house.keys.adoptKey(tx, { kind: 'draft', id: draft.id }, { kind: 'case', id: r.caseId });
  if (p.materials.some((m) => m.fileId !== null))
    await house.files.adopt(tx, { kind: 'draft', id: draft.id }, { kind: 'case', id: r.caseId });
  const reused = await keepReused(tx, house, key, p.reused, r.at);
  const rows = await receiptRows(tx, actor, house, p, r, { key, reused });
  const { case: row, papers } = rows.receipt;
  await insertCase(tx, rows.receipt);
  await append(tx, house, { stream: { kind: 'case', id: row.id }, ...rows.entry, first: true });
  await audit(tx, actor, r.at, {
    word: auditWord('submit'),
    subject: { kind: 'case', id: row.id, seq: 1 },
    details: rows.details,
  });
  const ids = papers.map((x) => ({ id: x.id, kind: x.kind }));
  await emit(tx, r.at, eventOf('submit', row, { staffId: actor.kind === 'staff' ? actor.personId : null, papers: ids, outcome: null }));
  return { noticeDue: rows.notice.due, flagged: rows.notice.flagged, paperId: papers[0]?.id ?? '' };
}

/** What a receipt makes of a prepared draft, as rows: case, number, parties, sealed application, materials, steps, papers, chained header. */
export async function receiptRows(
  read: Read,
  actor: Actor,
  house: Pick<House, 'calendar' | 'keys'>,
  p: Prepared,
  r: Receipt,
  from: { key: OwnerKey; reused: readonly GivenMaterial[]; makeId?: () => string },
): Promise<ReceiptRows> {
  const { draft, version, looked, received } = p;
  const { key, reused, makeId } = from;
  const regime = version.content.regime as Regime;
  const receivedDay = shanghaiDate(r.occurredAt);
  const today = shanghaiDate(r.at);
  const notice = spanDue(house.calendar, receivedDay, regime.correction);
  const renewal = renewalDueOf(version.content, looked.facts, receivedDay, house.calendar);
  const dates = { ...noDates, noticeDue: notice.due, renewalDue: renewal, flagged: notice.flagged };
  const plan = planOf(version.content.steps);
  const move = receive(plan, received.office !== null, received.intakeAt);
  const row: CaseRow = {
    homeRegion: received.homeRegion,
    id: r.caseId,
    seq: 1,
    state: 'received',
    itemKey: version.itemKey,
    handlingKey: version.handlingKey,
    itemName: version.content.item.name.zh,
    versionId: version.id,
    regimeKey: regime.key,
    door: actor.door,
    draftId: draft.id,
    parentId: null,
    applicantId: draft.applicantId,
    applicantName: draft.applicantName,
    regionCode: received.regionCode,
    regionPath: received.regionPath,
    organId: received.office?.organId ?? null,
    organName: received.office?.organName ?? null,
    competence: {
      rule: p.competence.unresolved
        ? null
        : { regionCode: p.competence.regionCode, level: p.competence.level, organKind: p.competence.organKind },
      why: p.competence.why,
      receive: received.mode,
      near: received.near,
    } as unknown as Json,
    receivingOrganId: received.place?.organId ?? null,
    receivingOrganName: received.place?.organName ?? null,
    receivingPointId: received.place?.pointId ?? null,
    receivingRegionPath: received.place?.regionPath ?? received.regionPath,
    receiveMode: received.mode,
    intakeAt: received.intakeAt,
    position: 0,
    receivedAt: r.occurredAt,
    receivedDay,
    acceptedAt: null,
    acceptedDay: null,
    acceptedBy: null,
    decidedAt: null,
    decidedBy: null,
    outcome: null,
    endedAt: null,
    rounds: 0,
    extensions: 0,
    proposal: null,
    pauseKind: null,
    standsSince: null,
    pauseDue: null,
    noticeDue: notice.due,
    answerDue: null,
    duePromised: null,
    dueStatutory: null,
    promisedDue: null,
    deliveryDue: null,
    serviceDue: null,
    renewalDue: renewal,
    dueFlagged: notice.flagged,
    nextLook: null,
    missing: p.missing.count,
    promisable: p.missing.promisable,
    onTheSpot: version.content.onTheSpot,
    grantedOnTheSpot: false,
    served: false,
    deliveryWay: r.deliveryWay,
    slipVersion: r.slipVersion,
    fieldsMet: looked.i3.met,
    fieldsRetyped: looked.i3.retyped,
    fieldsChanged: looked.i3.changed,
  };
  row.nextLook = nextLook('received', move.open, dates, regime, house.calendar, today, false);
  const steps = await openSteps(read, row, move.open, r.at, today, house.calendar, makeId);
  const papers = newPapers(house, row, { number: p.number, kinds: move.papers, seq: 1, dated: receivedDay }, makeId);
  const other = otherAnswer(looked.evaluation.outcome);
  const action = actionOf(actor, row, r, {
    confirmation: r.confirmation?.how ?? null,
    mode: received.mode,
    materials: p.materials.length,
    missing: p.missing.count,
    ...(other === null ? {} : { insisted: { kind: other.kind, id: other.id ?? null } }),
  });
  return {
    receipt: {
      case: row,
      lookup: { number: p.number, slipHash: house.keys.lookupHash('cases.slip', makeSlipCode(house.keys, r.caseId, r.slipVersion)) },
      parties: p.parties.map(
        (party): PartyRow => ({
          homeRegion: row.homeRegion,
          caseId: row.id,
          n: party.n,
          role: party.role,
          partyId: party.partyId,
          name: party.name,
          relation: party.relation,
          basis: party.basis,
          receivedAt: r.occurredAt,
        }),
      ),
      payload: [
        {
          homeRegion: row.homeRegion,
          caseId: row.id,
          seq: 1,
          kind: 'application',
          sealed: key.seal(looked.application as unknown as Json, 'cases.application'),
        },
      ],
      materials: materialRows(p, row, reused),
      steps,
      workItems: workItems(row, p.number, steps, today, { calendar: house.calendar, promiseDays: version.content.limits.promised.days }),
      action,
      papers,
      draft: { id: draft.id, at: r.at },
    },
    entry: {
      header: headerOf(
        action,
        version.id,
        papers.map((x) => ({ id: x.id, kind: x.kind, number: x.number })),
      ),
      payload: { application: sm3(Buffer.from(canonicalJson(looked.application as unknown as Json))).toString('hex') },
      key,
    },
    details: { draft: draft.id, visit: r.visitId },
    notice,
  };
}

function materialRows(p: Prepared, row: CaseRow, reused: readonly GivenMaterial[]): MaterialRow[] {
  const names = new Map(p.version.content.materials.map((m) => [m.id, m.name.zh]));
  return [...p.materials, ...reused].map((m) => ({
    homeRegion: row.homeRegion,
    caseId: row.id,
    id: m.id,
    seq: 1,
    materialId: m.materialId,
    materialKind: m.materialKind,
    name: names.get(m.materialId) ?? m.materialId,
    route: m.route,
    fileId: m.fileId,
    trust: m.trust,
    source: m.source,
    due: null,
    addedAt: m.addedAt,
    addedBy: m.addedBy,
    addedDoor: m.addedDoor,
    checkedAt: null,
    checkedBy: null,
    checkedSeq: null,
  }));
}

function actionOf(actor: Actor, row: CaseRow, r: Receipt, note: { [key: string]: Json }): ActionRow {
  return {
    homeRegion: row.homeRegion,
    caseId: row.id,
    seq: 1,
    verb: 'submit',
    fromState: null,
    toState: 'received',
    actorKind: actor.kind,
    actorId: actor.personId,
    actorName: actor.name,
    forPartyId: actor.forPartyId ?? (row.applicantId === actor.personId ? null : row.applicantId),
    capacity: actor.capacity,
    postId: actor.post?.id ?? null,
    postTitle: actor.post?.title ?? null,
    organId: actor.post?.organId ?? null,
    door: actor.door,
    visitId: r.visitId,
    stepId: null,
    occurredAt: r.occurredAt,
    occurredSource: r.occurredAt === r.at ? 'server' : 'staff',
    recordedAt: r.at,
    note,
  };
}
