import { applyOperation, type Operation, placeOf, spellPath } from '#contracts/catalog';
import type { Json } from '#platform/errors';
import { ApiProblem, newKey, post } from '../api.ts';

/** A change that is not stored yet, with the revision its writer saw. */
interface Waiting {
  op: Operation;
  base: number;
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
  readonly #stored: () => Promise<unknown>;
  readonly #listeners = new Set<() => void>();
  #waiting: Waiting[] = [];
  #sent = 0;
  #busy = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #key = newKey();
  state: SaveState = 'saved';
  conflict: Conflict | null = null;
  problem: ApiProblem | null = null;
  /** Grows with every change of what is waiting, for React. */
  version = 0;

  constructor(copyId: string, stored: () => Promise<unknown>) {
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
      const again = last !== undefined && this.#waiting.length > this.#sent && last.op.do === 'set' && op.do === 'set';
      // Letters of one word are one change.
      if (again && spellPath(last.op.path) === spellPath(op.path)) this.#waiting[this.#waiting.length - 1] = { ...last, op };
      else this.#waiting.push({ op, base });
    }
    this.#say(this.state === 'saved' ? 'waiting' : this.state);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), soon === 'now' ? 0 : 600);
  }

  /** The document as its writer sees it. */
  over(document: Json): Json {
    let root = document;
    for (const { op } of this.#waiting)
      try {
        ({ root } = applyOperation(root, op));
      } catch {
        // Its place has gone under another's hands; the server will say so.
      }
    return root;
  }

  get idle(): boolean {
    return this.#waiting.length === 0 && !this.#busy;
  }

  /** Stores what is waiting. */
  flush = async (): Promise<void> => {
    clearTimeout(this.#timer);
    if (this.#busy || this.#waiting.length === 0 || this.conflict !== null) return;
    this.#busy = true;
    const base = this.#waiting[0]?.base ?? 0;
    // One request has one revision that was seen.
    const until = this.#waiting.findIndex((one) => one.base !== base);
    this.#sent = Math.min(50, until < 0 ? this.#waiting.length : until);
    const changes = this.#waiting.slice(0, this.#sent).map((one) => one.op);
    this.#say('saving');
    try {
      await post(`/api/staff/catalog/copies/${this.#copyId}/changes`, { baseRev: base, changes }, this.#key);
      await this.#stored().catch(() => undefined);
      this.#done(this.#sent);
      this.problem = null;
      this.#say(this.#waiting.length === 0 ? 'saved' : 'waiting');
    } catch (error) {
      this.#failed(error instanceof ApiProblem ? error : new ApiProblem({}, 0));
    } finally {
      this.#busy = false;
    }
    if (this.state === 'waiting') await this.flush();
  };

  #done(count: number): void {
    this.#waiting.splice(0, count);
    this.#sent = 0;
    this.#key = newKey();
  }

  #failed(problem: ApiProblem): void {
    if (problem.status === 0 || problem.status >= 500) {
      // The same key: what was stored without an answer is not stored twice.
      this.#timer = setTimeout(() => void this.flush(), 4_000);
      return this.#say('offline');
    }
    this.#key = newKey();
    if (problem.code === 'catalog.edit-conflict') {
      this.conflict = problem.data as Conflict;
      this.#sent = 0;
      return this.#say('conflict');
    }
    this.problem = problem;
    this.#done(this.#sent);
    void this.#stored().catch(() => undefined);
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
    await this.#stored().catch(() => undefined);
    this.#say(this.#waiting.length === 0 ? 'saved' : 'waiting');
    await this.flush();
  }

  forgetProblem(): void {
    this.problem = null;
    this.#say(this.#waiting.length === 0 ? 'saved' : 'waiting');
  }
}
