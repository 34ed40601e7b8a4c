/**
 * One case lived through in memory: receipt and deeds by the same rules, policy, clocks and rows as the verbs have, only that
 * the rows are kept instead of written. A deed the transition table or the policy refuses is refused here too.
 */
import type { Actor } from '#platform/actor';
import type { AuditEntry } from '#platform/audit';
import { shanghaiDate } from '#platform/clock';
import type { OwnerKey } from '#platform/crypto';
import type { Read } from '#platform/db';
import type { House } from '#platform/house';
import { type Link, linkOf, type Stream } from '#platform/ledger';
import { staffStep } from '../cases.policy.ts';
import { receiptRows } from '../intake/receive-case.ts';
import type { Prepared } from '../intake/submit-draft.ts';
import { transition } from '../lifecycle/case.ts';
import { factsOf } from '../lifecycle/facts-of-case.ts';
import type { StepToOpen } from '../lifecycle/facts.ts';
import { planOf } from '../lifecycle/plan.ts';
import type { Regime } from '../lifecycle/regime.ts';
import type { Deed, Doer, Verb } from '../lifecycle/verbs.ts';
import type { Own } from '../record/act.ts';
import type { LoadedCase } from '../record/case.sql.ts';
import type { MaterialRow, PaperRow, PauseRow, StepRow } from '../record/rows.ts';
import { auditWord, moveRows, type Moving } from '../record/save-move.ts';
import type { WholeCase } from './load.sql.ts';

/** A deed's audit row. */
export type AuditRow = AuditEntry & { id: string; at: Date; actor: Actor; visitId: string | null };

/** What a life stands on. */
export type Ground = { read: Read; house: Pick<House, 'calendar' | 'keys'>; makeId: (at: Date) => string };

/** How a deed is done here. */
export type Done = {
  by: Doer;
  step?: string;
  own?: Own;
  visitId?: string | null;
  steps?: StepToOpen[];
};

/** A case under way. */
export class Life {
  readonly whole: WholeCase;
  readonly links: (Link & { stream: Stream })[] = [];
  readonly audits: AuditRow[] = [];
  readonly #ground: Ground;
  readonly #key: OwnerKey;
  readonly #p: Prepared;

  private constructor(ground: Ground, key: OwnerKey, p: Prepared, whole: WholeCase) {
    this.#ground = ground;
    this.#key = key;
    this.#p = p;
    this.whole = whole;
  }

  /** Receives what was prepared. */
  static async begin(
    ground: Ground,
    key: OwnerKey,
    p: Prepared,
    r: { actor: Actor; at: Date; caseId: string; slipVersion: number; visitId: string | null; confirmation: { how: string } | null },
  ): Promise<Life> {
    const { actor, at, visitId } = r;
    const rows = await receiptRows(
      ground.read,
      actor,
      ground.house,
      p,
      { ...r, occurredAt: at, deliveryWay: p.version.content.delivery[0] ?? null },
      { key, reused: [], makeId: () => ground.makeId(at) },
    );
    const { receipt } = rows;
    const life = new Life(ground, key, p, {
      case: receipt.case,
      number: receipt.lookup.number,
      slipHash: receipt.lookup.slipHash,
      draft: {
        begunAt: new Date(at.getTime() - 15 * 60_000),
        authorId: p.draft.authorId,
        begunBy: p.draft.begunByStaff,
        begunVisit: p.draft.begunVisit,
        filled: p.draft.filled,
      },
      parties: receipt.parties,
      payload: receipt.payload,
      materials: receipt.materials,
      steps: receipt.steps,
      workItems: receipt.workItems,
      actions: [receipt.action],
      papers: receipt.papers,
      pauses: [],
      decisions: [],
    });
    life.#chain(at, rows.entry);
    life.#audit(at, actor, visitId, 'submit', rows.details);
    return life;
  }

  get state(): LoadedCase['state'] {
    return this.whole.case.state;
  }

  /** The case as a verb would load it. */
  get loaded(): LoadedCase {
    const { whole } = this;
    return {
      ...whole.case,
      number: whole.number,
      steps: whole.steps
        .filter((s) => s.closedAt === null)
        .map((s) => ({
          ...s,
          openedAt: s.openedAt.toISOString(),
          openedBy: s.kind === 'extension' ? (whole.actions.find((a) => a.seq === s.openedSeq)?.actorId ?? null) : null,
        })),
      parties: whole.parties,
    };
  }

  /** The regime of its version. */
  get regime(): Regime {
    return this.#p.version.content.regime as Regime;
  }

  get version(): Prepared['version'] {
    return this.#p.version;
  }

  /** Does a deed; false when it may not be done now, or not by this one. */
  async deed(verb: Verb, actor: Actor, at: Date, done: Done): Promise<boolean> {
    const { whole } = this;
    const c = this.loaded;
    let step = done.step === undefined ? null : (c.steps.find((s) => s.id === done.step) ?? null);
    if (done.by === 'staff') {
      const found = staffStep(actor, c, verb, done.step);
      if ('refusal' in found) return false;
      step = found.step;
    }
    const today = shanghaiDate(at);
    const { version } = this.#p;
    const facts = factsOf(c, planOf(version.content.steps), today);
    const own = done.own ?? {};
    const seen = own.missing === undefined ? facts : { ...facts, missing: own.missing };
    const deed: Deed = { verb, by: done.by, actor: actor.personId, ...(step === null ? {} : { step: step.id }), ...own.deed };
    const result = transition(seen, deed, this.regime);
    if ('refusal' in result) return false;
    const move = done.steps === undefined ? result.move : { ...result.move, open: [...result.move.open, ...done.steps] };
    const { read, house, makeId } = this.#ground;
    const bench: Moving = {
      tx: read,
      house,
      actor,
      verb,
      at,
      today,
      c,
      version,
      regime: this.regime,
      facts,
      step,
      visitId: done.visitId ?? null,
    };
    const rows = await moveRows(bench, own, deed, move, {
      key: () => Promise.resolve(this.#key),
      pauses: () => Promise.resolve(whole.pauses),
      standing: () => Promise.resolve(whole.decisions.at(-1)),
      makeId: () => makeId(at),
    });
    const closed = new Map(rows.deed.closed.map((s) => [s.id, s.outcome]));
    for (const row of whole.steps) {
      const outcome = closed.get(row.id);
      if (outcome !== undefined && row.closedAt === null)
        Object.assign(row, { closedSeq: rows.deed.case.seq, closedAt: at, closedBy: actor.personId, outcome } satisfies Partial<StepRow>);
    }
    whole.case = rows.deed.case;
    whole.steps.push(...rows.deed.opened);
    whole.workItems = rows.deed.workItems;
    whole.actions.push(rows.deed.action);
    whole.papers.push(...rows.deed.papers);
    whole.payload.push(...rows.deed.payload);
    if (rows.decision !== null) whole.decisions.push(rows.decision);
    if (rows.pauseEnd !== null)
      for (const pause of whole.pauses)
        if (pause.endedAt === null)
          Object.assign(pause, { endedAt: rows.pauseEnd.at, countedDays: rows.pauseEnd.days } satisfies Partial<PauseRow>);
    this.#chain(at, rows.entry);
    this.#audit(at, actor, done.visitId ?? null, verb, rows.details);
    return true;
  }

  /** Marks given materials as checked by the newest deed. */
  check(at: Date, staffId: string | null): void {
    for (const m of this.whole.materials)
      if (m.checkedAt === null && m.route !== 'later')
        Object.assign(m, { checkedAt: at, checkedBy: staffId, checkedSeq: this.whole.case.seq, trust: 'B' } satisfies Partial<MaterialRow>);
  }

  /** Marks papers of these kinds as served by the newest deed. */
  serve(kinds: readonly string[], at: Date, receipt: PaperRow['receipt']): void {
    for (const paper of this.whole.papers)
      if (paper.servedAt === null && kinds.includes(paper.kind))
        Object.assign(paper, { servedAt: at, servedSeq: this.whole.case.seq, receipt } satisfies Partial<PaperRow>);
  }

  #chain(at: Date, entry: Omit<Parameters<typeof linkOf>[2], 'stream'>): void {
    const stream = { kind: 'case', id: this.whole.case.id };
    this.links.push({ ...linkOf(at, this.links.at(-1), { ...entry, stream }), stream });
  }

  #audit(at: Date, actor: Actor, visitId: string | null, verb: string, details: AuditEntry['details']): void {
    const { id, seq } = this.whole.case;
    this.audits.push({
      id: this.#ground.makeId(at),
      at,
      actor,
      visitId,
      word: auditWord(verb),
      subject: { kind: 'case', id, seq },
      ...(details === undefined ? {} : { details }),
    });
  }
}
