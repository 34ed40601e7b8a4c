/** The door of `platform/ledger`: hash chains per stream, sealed roots, proof. See README.md. */
export { append } from './append.ts';
export type { NewEntry } from './append.ts';
export type { EntryRecord, SealStatement, Stream } from './record.ts';
export { readStream } from './read-stream.ts';
export type { LedgerEntry } from './read-stream.ts';
export { eraseOwner } from './erase.ts';
export { ledgerJobs, sealPending } from './seal-pending.ts';
export { publishRoots, readRoots, rootPlaces, setRootsAside } from './root-places.ts';
export { declareRestoration } from './restoration.ts';
export type { OutsideRoot, RootPlace } from './root-places.ts';
export { sealState } from './seal.sql.ts';
export { describeReport } from './verify.ts';
export type { VerifyOptions, VerifyReport } from './verify.ts';
export type { Finding } from './findings.ts';
export { verifyHouse } from './house-source.ts';
export { exportLedger, verifyExport } from './export.ts';
export { mirrorKey } from './check-mirrors.ts';
export type { Mirror } from './check-mirrors.ts';
