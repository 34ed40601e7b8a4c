import { inTransaction } from '#platform/db';
import type { House } from '#platform/house';
import { beat, heldJobs } from './jobs.sql.ts';

/** How often a worker says that it lives, and after how long a silence the others take over what it holds. */
export type Pace = { beatMs: number; silentMs: number };

export const usualPace: Pace = { beatMs: 5_000, silentMs: 20_000 };

/** What a look at the held jobs found: holders that have fallen silent, and own jobs nobody here ever began. */
export type Found = { silent: string[]; lost: string[] };

/**
 * Watches who holds jobs. A holder counts as dead when its beat has not changed for `silentMs` of *our* waiting: clocks
 * of two machines may differ by more than that, and nobody may be taken for dead because of it. A job can also be ours
 * without our knowing, when the connection was cut after it had been taken and before we were told.
 */
export class Heartbeat {
  private readonly watched = new Map<string, { beat: string | null; since: number }>();
  private readonly begun = new Set<string>();
  private last: number | undefined;
  private readonly house: House;
  private readonly pace: Pace;
  constructor(house: House, pace: Pace) {
    this.house = house;
    this.pace = pace;
  }

  /** This process began a job. */
  began(job: string): void {
    this.begun.add(job);
  }

  /** Says that the holder `own` lives, and looks at the jobs that are held. */
  async beat(own: string): Promise<Found> {
    await inTransaction(this.house.db, (tx) => beat(tx, own, this.house.clock.now()));
    const now = performance.now();
    this.last = now;
    const before = [...this.begun];
    const held = await heldJobs(this.house.db);
    for (const job of before) if (!held.some((h) => h.job === job)) this.begun.delete(job);
    const seen = new Map<string, string | null>();
    for (const { job, holder, beat: sign } of held) {
      if (holder !== own) seen.set(`holder ${holder}`, sign);
      else if (!this.begun.has(job)) seen.set(`job ${job}`, null);
    }
    for (const known of this.watched.keys()) if (!seen.has(known)) this.watched.delete(known);
    const still: string[] = [];
    for (const [what, sign] of seen) {
      const known = this.watched.get(what);
      if (known === undefined || known.beat !== sign) this.watched.set(what, { beat: sign, since: now });
      else if (now - known.since >= this.pace.silentMs) still.push(what);
    }
    const named = (kind: string): string[] => still.filter((what) => what.startsWith(kind)).map((what) => what.slice(kind.length));
    return { silent: named('holder '), lost: named('job ') };
  }

  /** Did this worker give a sign of life lately? */
  get fresh(): boolean {
    return this.last !== undefined && performance.now() - this.last < this.pace.silentMs;
  }
}
