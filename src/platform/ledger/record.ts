import { canonicalJson, sm3 } from '#platform/crypto';
import type { Json } from '#platform/errors';

/** What is chained: one case, rating, item version, post … The id is unique over all kinds. */
export type Stream = { kind: string; id: string };

/** The hashed part of an entry, as its canonical JSON says it. No personal data: ids, codes, times. */
export type EntryRecord = {
  format: 1;
  stream: Stream;
  seq: number;
  /** Hash of the entry before, hex; null in the first. */
  previous: string | null;
  at: string;
  /** SM3(salt ‖ payload), hex; null when there is no payload. */
  commitment: string | null;
  /** Entries of this stream whose payload was erased by this deed. */
  erases?: number[];
  header: Json;
};

/** The signed part of a seal. */
export type SealStatement = {
  format: 1;
  number: number;
  previous: string | null;
  root: string;
  entries: number;
  /** Entries in this and all earlier seals. */
  total: number;
  at: string;
  /** Public key that signs, uncompressed point in hex. */
  signer: string;
};

const salted = (word: string, text: string): Buffer => Buffer.from(`tongban.ledger.${word}.1\n${text}`, 'utf8');

/** Hash of an entry from its stored text. */
export const entryHash = (record: string): Buffer => sm3(salted('entry', record));

/** The bytes a seal's hash and signature cover. */
export const sealMessage = (statement: string): Buffer => salted('seal', statement);

/** Hash of a seal from its stored text. */
export const sealHash = (statement: string): Buffer => sm3(sealMessage(statement));

/** Commitment to a payload: the salt (32 bytes) keeps short payloads from being guessed. */
export const commitmentTo = (saltAndPayload: Buffer): string => sm3(saltAndPayload).toString('hex');

/** Text of a record or statement: the one spelling. */
export const spell = (value: EntryRecord | SealStatement): string => canonicalJson(value as unknown as Json);

/** What a payload box is bound to. */
export const payloadLabel = (stream: Stream, seq: number): string => `ledger:${stream.kind}:${stream.id}:${seq}`;
