import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Config } from '#platform/config';
import type { KeyVault, Owner, OwnerKey } from '#platform/crypto';
import type { Db, Read, Tx } from '#platform/db';
import type { House } from '#platform/house';
import { diskStore } from './disk-store.ts';
import { s3Store } from './s3-store.ts';
import type { FileRef, StagedFile, Upload, UploadOptions } from './file.ts';
import type { FileStore } from './file-store.ts';
import { copyFile } from './copy-file.ts';
import { adoptFiles, dropFile, dropOwnerFiles, keepFile, listFiles } from './keep-file.ts';
import { openFile } from './open-file.ts';
import { putFile } from './put-file.ts';
import { stageFile } from './stage-file.ts';
import { sweepFiles } from './sweep.ts';

/** The file cupboard of the house. Whether somebody may see a file is the caller's question. */
export type Files = {
  /** Checks, encrypts and stores bytes outside any transaction. @throws Problem invalid `files.type|broken|empty`, tooLarge `files.size`. */
  stage(source: Upload, options: UploadOptions & { at: Date }): Promise<StagedFile>;
  /** Gives a staged file its owner and name, in the transaction of the deed. */
  keep(tx: Tx, at: Date, key: OwnerKey, staged: StagedFile, name: string): Promise<FileRef>;
  /** Stage and keep in one call, for an upload that is its own deed. */
  put(
    house: Pick<House, 'db' | 'keys' | 'clock'>,
    owner: Owner,
    source: Upload,
    options: UploadOptions & { name: string },
  ): Promise<FileRef>;
  /** The files of a record, oldest first. */
  list(read: Read, key: OwnerKey): Promise<FileRef[]>;
  /** A file and its bytes, checked as they flow. @throws Problem notFound `files.unknown`, gone `platform.erased`. */
  open(read: Read, keys: KeyVault, id: string): Promise<{ file: FileRef; owner: Owner; bytes: Readable }>;
  /** A second copy of the bytes under a key of its own, to be kept for another record (model 15: reuse copies). */
  copy(read: Read, keys: KeyVault, id: string, at: Date): Promise<{ staged: StagedFile; name: string }>;
  /** The draft's files become the case's; goes with `keys.adoptKey`. */
  adopt(tx: Tx, from: Owner, to: Owner): Promise<number>;
  /** Takes a file away: unreadable at commit, its bytes are removed by the next sweep. */
  drop(tx: Tx, at: Date, id: string): Promise<void>;
  /** Takes all files of a record away; goes with `eraseOwner` of the ledger. */
  dropOwner(tx: Tx, at: Date, owner: Owner): Promise<number>;
  /** Removes bytes of dropped files, and bytes older than a day that belong to nobody. Answers how many. */
  sweep(house: { db: Db; clock: House['clock'] }): Promise<number>;
  /** Where the encrypted bytes lie, for back-up and restore. */
  readonly store: FileStore;
};

/** Opens the cupboard in a folder. */
export function openFiles(dir: string): Files {
  return filesOver(diskStore(dir));
}

/** Opens the cupboard where the settings say: DATA_DIR/files, or an S3-compatible store. */
export function filesOf(config: Pick<Config, 'dataDir' | 's3'>): Files {
  return config.s3 === null ? openFiles(join(config.dataDir, 'files')) : filesOver(s3Store(config.s3));
}

/** Opens the cupboard over any store. */
export function filesOver(store: FileStore): Files {
  return {
    stage: (source, options) => stageFile(store, source, options),
    keep: keepFile,
    put: (house, owner, source, options) => putFile(store, house, owner, source, options),
    list: listFiles,
    open: (read, keys, id) => openFile(store, read, keys, id),
    copy: (read, keys, id, at) => copyFile(store, read, keys, id, at),
    adopt: adoptFiles,
    drop: dropFile,
    dropOwner: dropOwnerFiles,
    sweep: (house) => sweepFiles(store, house),
    store,
  };
}
