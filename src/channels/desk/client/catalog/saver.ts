import { applyOperation, type Operation, placeOf, spellPath } from '#contracts/catalog';
import type { Json } from '#platform/errors';
import { ApiProblem, newKey, post } from '../api.ts';

/** A change that is not stored yet, with the revision its writer saw. */
interface Waiting {
  op: Operation;
  base: number;
  /** On its way: what is typed now is another change. */
  sent?: true;
  /** The revision it became; drawn over until the screen has that revision. */
  stored?: number;
}
/** Somebody else changed the same place: both values, and who. */
export interface Conflict {
  path: string[];
  yours: Json;
  theirs: Json;
  by: string;
  rev: number;
}
export type SaveState = 'saved' | 'waiting' | 'saving' | 'offline' | 'conflict' | 'refused';

/**
 * Stores changes of one copy as somebody types, in the order made. What is not stored yet is drawn over what the server
 * says, so nothing typed is ever lost under an answer. A lost answer is the same command under the same key.
 */
export class Saver {
  readonly #copyId: string;
  readonly #stored: (rev: number) => Promise<unknown>;
  readonly #listeners = new Set<() => void>();
  #waiting: Waiting[] = [];
  #busy = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #key = newKey();
  state: SaveState = 'saved';
  conflict: Conflict | null = null;
  problem: ApiProblem | null = null;
  /** Grows with every change of what is waiting, for React. */
  version = 0;

  /** `stored` brings the copy as it is from a revision on; until then what is waiting here is drawn over it. */
  constructor(copyId: string, stored: (rev: number) => Promise<unknown>) {
    this.#copyId = copyId;
    this.#stored = stored;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };
  #say(state: SaveState): void {
    this.state = state;
    this.version++;
    for (const listener of this.#listeners) listener();
  }

  /** Makes changes here at once, and stores them soon. */
  change(ops: readonly Operation[], base: number, soon: 'typing' | 'now'): void {
    for (const op of ops) {
      const last = this.#waiting.at(-1);
      const again = last !== undefined && last.sent === undefined && last.op.do === 'set' && op.do === 'set';
      // Letters of one word are one change.
      if (again && spellPath(last.op.path) === spellPath(op.path)) this.#waiting[this.#waiting.length - 1] = { ...last, op };
      else this.#waiting.push({ op, base });
    }
    this.#say(this.state === 'saved' ? 'waiting' : this.state);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), soon === 'now' ? 0 : 600);
  }

  /** The document as its writer sees it, over what a screen has at a revision. */
  over(document: Json, rev: number): Json {
    this.#waiting = this.#waiting.filter((one) => one.stored === undefined || one.stored > rev);
    let root = document;
    for (const { op } of this.#waiting)
      try {
        ({ root } = applyOperation(root, op));
      } catch {
        // Its place has gone under another's hands; the server will say so.
      }
    return root;
  }

  get #left(): Waiting[] {
    return this.#waiting.filter((one) => one.stored === undefined);
  }
  get idle(): boolean {
    return this.#left.length === 0 && !this.#busy;
  }

  /** Stores what is waiting. */
  flush = async (): Promise<void> => {
    clearTimeout(this.#timer);
    const left = this.#left;
    if (this.#busy || left.length === 0 || this.conflict !== null) return;
    this.#busy = true;
    const base = left[0]?.base ?? 0;
    // One request has one revision that was seen.
    const until = left.findIndex((one) => one.base !== base);
    const batch = left.slice(0, Math.min(50, until < 0 ? left.length : until));
    for (const one of batch) one.sent = true;
    this.#say('saving');
    try {
      const changes = batch.map((one) => one.op);
      const { rev } = await post<{ rev: number }>(
        `/api/staff/catalog/copies/${this.#copyId}/changes`,
        { baseRev: base, changes },
        this.#key,
      );
      for (const one of batch) one.stored = rev;
      this.#key = newKey();
      await this.#stored(rev).catch(() => undefined);
      this.problem = null;
      this.#say(this.#left.length === 0 ? 'saved' : 'waiting');
    } catch (error) {
      this.#failed(error instanceof ApiProblem ? error : new ApiProblem({}, 0), batch);
    } finally {
      this.#busy = false;
    }
    if (this.state === 'waiting') await this.flush();
  };

  #failed(problem: ApiProblem, batch: readonly Waiting[]): void {
    if (problem.status === 0 || problem.status >= 500) {
      // The same key: what was stored without an answer is not stored twice.
      this.#timer = setTimeout(() => void this.flush(), 4_000);
      return this.#say('offline');
    }
    this.#key = newKey();
    if (problem.code === 'catalog.edit-conflict') {
      this.conflict = problem.data as Conflict;
      for (const one of batch) delete one.sent;
      return this.#say('conflict');
    }
    this.problem = problem;
    this.#waiting = this.#waiting.filter((one) => !batch.includes(one));
    void this.#stored(0).catch(() => undefined);
    this.#say('refused');
  }

  /** Which of the two values stands. */
  async settle(take: 'mine' | 'theirs'): Promise<void> {
    const { conflict } = this;
    if (conflict === null) return;
    const at = (op: Operation): boolean => {
      const place = placeOf(op);
      const shorter = Math.min(place.length, conflict.path.length);
      return place.slice(0, shorter).join('/') === conflict.path.slice(0, shorter).join('/');
    };
    this.#waiting =
      take === 'theirs'
        ? this.#waiting.filter((one) => !at(one.op))
        : this.#waiting.map((one) => (at(one.op) ? { ...one, base: conflict.rev } : one));
    this.conflict = null;
    await this.#stored(conflict.rev).catch(() => undefined);
    this.#say(this.#left.length === 0 ? 'saved' : 'waiting');
    await this.flush();
  }
}
