import type { Read } from '#platform/db';
import type { House } from '#platform/house';
import { shanghaiDate } from '#platform/clock';
import type { CaseView, PaperRef } from '../contract.ts';
import { stateNames } from '../lifecycle/case.ts';
import { citizenSteps } from '../lifecycle/facts.ts';
import { planOf } from '../lifecycle/plan.ts';
import type { Regime } from '../lifecycle/regime.ts';
import { versionById, type ItemVersion } from '../outside/items.ts';
import { officeById } from '../outside/offices.ts';
import { paperNames } from '../papers/new-papers.ts';
import { listPapers } from '../papers/paper.sql.ts';
import { hiddenSteps } from '../record/act.ts';
import { listMaterials, listPauses, type LoadedCase } from '../record/case.sql.ts';
import type { ActionRow, MaterialRow, PaperRow } from '../record/rows.ts';
import { aheadOf } from './ahead.ts';
import { listActions } from './case-reading.sql.ts';
import { openSealed, type Sealed, wordsLine } from './case-words.ts';
import { clockView } from './clock-view.ts';
import { eventSay, innerVerbs, staffOnlyVerbs } from './event-say.ts';
import { neededOf } from './needed.ts';
import { partyClocks } from './party-clocks.ts';
import { rightsFromOf } from './rights-from.ts';
import { rightsOf } from './rights.ts';

/** A case with everything beside it, for views of both sides. */
export type CaseFace = {
  view: CaseView;
  c: LoadedCase;
  version: ItemVersion;
  regime: Regime;
  sealed: Sealed;
  materials: MaterialRow[];
  actions: ActionRow[];
};

/** A paper as pages name it. */
export const paperRefOf = (p: PaperRow): PaperRef => {
  const name = paperNames[p.kind as keyof typeof paperNames];
  return {
    id: p.id,
    kind: p.kind,
    number: p.number,
    name: { zh: name?.zh ?? p.kind, en: name?.en ?? p.kind },
    dated: p.dated,
    servedAt: p.servedAt?.toISOString() ?? null,
    pdfUrl: `/papers/${p.id}.pdf`,
  };
};

/** Draws a case for one side. Staff see the officers' words among themselves; the person sees that it happened. */
export async function caseFace(read: Read, house: House, c: LoadedCase, side: 'party' | 'staff'): Promise<CaseFace> {
  const now = house.clock.now();
  const today = shanghaiDate(now);
  const version = await versionById(read, c.versionId);
  const regime = version.content.regime as Regime;
  const plan = planOf(version.content.steps, hiddenSteps(c));
  const sealed = await openSealed(read, house, c);
  const materials = await listMaterials(read, c);
  const actions = await listActions(read, c);
  const papers = await listPapers(read, c);
  const pauses = await listPauses(read, c);
  const offices = await officeNames(read, c, actions);
  const files = new Map(
    sealed === null || materials.every((m) => m.fileId === null) ? [] : (await house.files.list(read, sealed.key)).map((f) => [f.id, f]),
  );
  const words = sealed?.words ?? new Map();
  const pauseName = regime.pauses.find((p) => p.kind === c.pauseKind)?.name ?? null;
  const shown = actions.filter((a) => side === 'staff' || !staffOnlyVerbs.has(a.verb));
  const steps = c.steps.map((s) => ({ kind: s.kind, openedAt: new Date(s.openedAt), organName: s.organName }));
  const view: CaseView = {
    caseId: c.id,
    number: c.number,
    seq: c.seq,
    state: c.state,
    stateName: stateNames[c.state],
    outcome: c.outcome,
    itemKey: c.itemKey,
    handlingKey: c.handlingKey,
    itemName: c.itemName,
    versionId: c.versionId,
    door: c.door,
    receivedAt: c.receivedAt.toISOString(),
    acceptedAt: c.acceptedAt?.toISOString() ?? null,
    decidedAt: c.decidedAt?.toISOString() ?? null,
    applicantName: c.applicantName,
    office: c.organName ?? c.receivingOrganName,
    deliveryWay: c.deliveryWay,
    // A head who is asked for more time does not have the case: its office goes on working on it.
    desk: c.steps
      .filter((s) => s.kind !== 'extension')
      .map((s) => ({
        stepId: s.id,
        kind: s.kind,
        name: s.name,
        whose: citizenSteps.includes(s.kind) ? 'you' : s.system === null ? 'office' : 'system',
        office: citizenSteps.includes(s.kind) ? null : s.organName,
        person: s.assigneeName,
        since: new Date(s.openedAt).toISOString(),
        due: s.kind === 'correction' ? c.answerDue : s.kind === 'promised' ? c.promisedDue : s.due,
      })),
    clock: clockView({ c, steps, pauses, pauseName, promiseDays: version.content.limits.promised.days }, house.calendar, now),
    clocks: partyClocks({ written: version.content.clocks ?? [], c, actions, pauses, regime }, house.calendar, today),
    rightsFrom: await rightsFromOf(read, c, version.content, sealed?.application ?? null),
    events: shown.map((a) => ({
      seq: a.seq,
      verb: a.verb,
      at: a.occurredAt.toISOString(),
      say: eventSay(a),
      who: a.actorKind === 'system' ? '系统' : a.actorName,
      office: a.organId === null ? null : (offices.get(a.organId) ?? null),
      door: a.door,
      words: side === 'party' && (innerVerbs.has(a.verb) || words.get(a.seq)?.internal === true) ? null : wordsLine(words.get(a.seq)),
      paper: paperOf(a, papers),
    })),
    ahead: aheadOf(c.state, plan, c),
    needed: neededOf(c, c.steps, words, materials, today),
    papers: papers.map(paperRefOf),
    parties: c.parties.map((p) => ({ role: p.role, partyId: p.partyId, name: p.name, relation: p.relation })),
    values: sealed?.application.values ?? {},
    sources: sealed?.application.sources ?? {},
    answers: sealed?.application.answers ?? {},
    materials: materials.map((m) => {
      const file = m.fileId === null ? undefined : files.get(m.fileId);
      return {
        id: m.id,
        materialId: m.materialId,
        materialKind: m.materialKind,
        name: m.name,
        route: m.route,
        trust: m.trust,
        file: file === undefined ? null : { fileId: file.id, name: file.name, type: file.type, size: file.bytes },
        source: m.source,
        due: m.due,
        checkedAt: m.checkedAt?.toISOString() ?? null,
        addedAt: m.addedAt.toISOString(),
        addedDoor: m.addedDoor,
      };
    }),
    rights: rightsOf(c.state, regime),
    canWithdraw: false,
    erased: sealed === null,
  };
  return { view, c, version, regime, sealed, materials, actions };
}

/** The paper of a deed: the one it issued, or the one that was served. */
function paperOf(a: ActionRow, papers: readonly PaperRow[]): PaperRef | null {
  const served = a.verb === 'recordService' ? (a.note as { paper?: string } | null)?.paper : undefined;
  const paper = papers.find((p) => (served === undefined ? p.seq === a.seq : p.id === served));
  return paper === undefined ? null : paperRefOf(paper);
}

async function officeNames(read: Read, c: LoadedCase, actions: readonly ActionRow[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  if (c.organId !== null && c.organName !== null) names.set(c.organId, c.organName);
  if (c.receivingOrganId !== null && c.receivingOrganName !== null) names.set(c.receivingOrganId, c.receivingOrganName);
  for (const id of new Set(actions.flatMap((a) => (a.organId === null || names.has(a.organId) ? [] : [a.organId])))) {
    const office = await officeById(read, id);
    if (office !== undefined) names.set(id, office.organName);
  }
  return names;
}
