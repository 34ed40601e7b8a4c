import type { FileType } from './content-check.ts';

/** A stored file as shown: what a page may say about it. */
export type FileRef = { id: string; name: string; type: FileType; bytes: number };

/** Bytes of at most 20 MB, of any type the house takes, unless the caller says less. */
export type UploadOptions = { limit?: number; allow?: readonly FileType[] };

/** Bytes that lie in the store but belong to nobody yet; kept in memory only, so a crash makes them unreadable rubbish. */
export type StagedFile = {
  readonly id: string;
  readonly type: FileType;
  readonly bytes: number;
  readonly digest: Buffer;
  readonly secret: Buffer;
  readonly stagedAt: Date;
};

/** An upload: any stream of bytes (a multipart part's `file`, a Readable, a generator). */
export type Upload = AsyncIterable<Uint8Array>;
