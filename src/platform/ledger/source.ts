import type { StoredSeal } from './seal.sql.ts';

/** What is known of an entry's payload by whoever verifies. */
export type PayloadState =
  /** Salt and payload, opened: the commitment can be checked. */
  | { state: 'open'; content: Buffer }
  /** There is none in the store. Right for entries without a commitment and for erased ones. */
  | { state: 'absent' }
  /** It is there but cannot be opened. */
  | { state: 'unreadable' }
  /** It is there; this source does not show it. */
  | { state: 'kept' };

/** An entry as a verifier gets it. */
export type StoredEntry = {
  kind: string;
  id: string;
  seq: number;
  record: string;
  hash: Buffer;
  sealedIn: number | null;
  payload: PayloadState;
};

/** Where a verifier reads: the database, or an exported directory. */
export type LedgerSource = {
  /** Seals by number. */
  seals(): AsyncIterable<StoredSeal>;
  /** Entries by stream, then seq. */
  entries(): AsyncIterable<StoredEntry>;
};
