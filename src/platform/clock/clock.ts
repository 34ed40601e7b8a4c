/** The only source of time. Passed in, so that tests and drills run on a set date. */
export interface Clock {
  now(): Date;
}

/** A clock that stands until it is told otherwise. */
export interface FixedClock extends Clock {
  advance(milliseconds: number): void;
  set(iso: string): void;
}

/** The host's time, shifted by `offset` milliseconds (drills and demonstrations on another date). */
export function systemClock(offset = 0): Clock {
  return { now: () => new Date(Date.now() + offset) };
}

/** A clock standing at `iso` (with its zone, e.g. 2026-11-24T10:21:00+08:00). */
export function fixedClock(iso: string): FixedClock {
  let at = instant(iso);
  return {
    now: () => new Date(at),
    advance(milliseconds) {
      at += milliseconds;
    },
    set(next) {
      at = instant(next);
    },
  };
}

function instant(iso: string): number {
  // Without a zone the host's zone would decide which legal day it is.
  if (!/(Z|[+-]\d{2}:?\d{2})$/.test(iso)) throw new RangeError(`a fixed clock needs an instant with its zone, not ${iso}`);
  const at = Date.parse(iso);
  if (Number.isNaN(at)) throw new RangeError(`not an instant: ${iso}`);
  return at;
}
