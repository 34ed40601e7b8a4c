import type { Actor } from '#platform/actor';
import { audit, clearView } from '#platform/audit';
import { canonicalJson } from '#platform/crypto';
import { inTransaction, type Tx } from '#platform/db';
import { type Json, Problem } from '#platform/errors';
import type { House } from '#platform/house';
import { versionById } from '../outside/items.ts';
import { paperData } from '../papers/paper-data.ts';
import { listPapers } from '../papers/paper.sql.ts';
import { renderPaper } from '../papers/render-paper.ts';
import { listMaterials, listPauses, listPayload, readCase } from '../record/case.sql.ts';
import { caseNotFound } from '../record/problems.ts';
import type { ActionRow } from '../record/rows.ts';
import { casesOfParty, listDecisions, listSteps } from './archive.sql.ts';
import { findByNumber, listActions } from './case-reading.sql.ts';
import type { DeedWords } from './case-words.ts';
import { innerVerbs } from './event-say.ts';

/** A whole case for leaving the house: rows as JSON, applications in the spelling that was hashed, papers drawn, files named. */
export type CaseArchive = {
  caseId: string;
  number: string;
  record: { [key: string]: Json };
  applications: { seq: number; text: string }[];
  itemVersion: Json;
  papers: { number: string; pdf: Buffer }[];
  files: { id: string; name: string }[];
  /** Deeds whose words stay between officers; empty when all of it was asked for. */
  hidden: number[];
};

/** The case with this number. @throws Problem notFound. */
export async function caseByNumber(house: House, number: string): Promise<string> {
  const caseId = await findByNumber(house.db, number.replaceAll(/[\s-]/g, '').toUpperCase());
  if (caseId === undefined) throw caseNotFound();
  return caseId;
}

/** Numbers and ids of the cases in which somebody is a party. */
export const casesOf = (house: House, partyId: string): Promise<{ caseId: string; role: string }[]> => casesOfParty(house.db, partyId);

/**
 * Reads a whole case for an archive or for a person's own copy (`inside: false`: without the words between officers).
 * That it was read, and why, is written down for the people it is about. Whether it may be is the caller's question.
 */
export async function readArchive(
  actor: Actor,
  house: House,
  caseId: string,
  ask: { reason: string; inside: boolean },
): Promise<CaseArchive> {
  const read = await inTransaction(house.db, (tx) => readRows(tx, actor, house, caseId, ask));
  // Drawing takes time: after the transaction, from what can no longer change.
  const papers: CaseArchive['papers'] = [];
  for (const { id, number } of read.papers) papers.push({ number, pdf: renderPaper(house, await paperData(house.db, house, id)) });
  return { ...read, papers };
}

async function readRows(tx: Tx, actor: Actor, house: House, caseId: string, ask: { reason: string; inside: boolean }) {
  const c = await readCase(tx, caseId);
  if (c === undefined) throw caseNotFound();
  const at = house.clock.now();
  for (const partyId of new Set(c.parties.map((p) => p.partyId)))
    await clearView(tx, actor, at, { partyId, caseId, what: 'export', reason: ask.reason, ground: { kind: 'system', id: null } });
  await audit(tx, actor, at, { word: 'CASE_EXPORT', subject: { kind: 'case', id: caseId, seq: c.seq }, details: { inside: ask.inside } });
  const key = await house.keys.keyOf(tx, { kind: 'case', id: caseId }).catch((error: unknown) => {
    if (error instanceof Problem && error.kind === 'gone') return undefined;
    throw error;
  });
  const applications: CaseArchive['applications'] = [];
  const words: { [seq: string]: Json } = {};
  const hidden: number[] = [];
  const actions = await listActions(tx, c);
  for (const row of key === undefined ? [] : await listPayload(tx, c, ['application', 'words'])) {
    if (row.kind === 'application')
      applications.push({ seq: row.seq, text: canonicalJson(key?.open<Json>(row.sealed, 'cases.application') ?? null) });
    else {
      const said = key?.open<Json>(row.sealed, 'cases.words') ?? null;
      const verb = actions.find((a) => a.seq === row.seq)?.verb ?? '';
      const inner = innerVerbs.has(verb) || (said as DeedWords | null)?.internal === true;
      if (inner && !ask.inside) hidden.push(row.seq);
      else words[row.seq] = said;
    }
  }
  const papers = await listPapers(tx, c);
  const materials = await listMaterials(tx, c);
  const names = new Map((key === undefined ? [] : await house.files.list(tx, key)).map((file) => [file.id, file.name]));
  const { steps: _open, parties, slipVersion: _slip, proposal: _proposal, ...face } = c;
  const record = plain({
    ...face,
    erased: key === undefined,
    parties,
    actions: actions.map((a) => forReader(a, ask.inside)),
    words,
    steps: await listSteps(tx, c),
    materials,
    pauses: await listPauses(tx, c),
    decisions: await listDecisions(tx, c),
    papers: papers.map(({ checkHash: _hash, ...paper }) => paper),
  }) as { [key: string]: Json };
  return {
    caseId,
    number: c.number,
    record,
    applications,
    itemVersion: plain((await versionById(tx, c.versionId)).content),
    papers: key === undefined ? [] : papers.map(({ id, number }) => ({ id, number })),
    files: materials.flatMap((m) =>
      m.fileId !== null && names.has(m.fileId) ? [{ id: m.fileId, name: names.get(m.fileId) as string }] : [],
    ),
    hidden,
  };
}

/** Ids of who did what are chained and stay; names of officers in deeds between officers do not leave with a person's copy. */
const forReader = (action: ActionRow, inside: boolean): Partial<ActionRow> =>
  inside || !innerVerbs.has(action.verb) ? action : { ...action, actorName: '', postTitle: null, note: null };

const plain = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;
