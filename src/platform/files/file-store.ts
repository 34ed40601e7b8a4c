/** Where encrypted bytes lie. The disk is one implementation; an S3-compatible store is another behind the same four verbs. */
export type FileStore = {
  /** Writes all of `source` durably under the id, or leaves nothing behind when it throws. */
  write(id: string, source: AsyncIterable<Buffer>, at: Date): Promise<void>;
  /** The bytes as written. @throws Problem `files.missing`. */
  read(id: string): AsyncIterable<Buffer>;
  /** Removes the bytes; no error when there are none. */
  remove(id: string): Promise<void>;
  /** Everything in the store, whole or half written, with the time it was begun. */
  list(): AsyncIterable<{ id: string; at: Date }>;
  /** When writing was begun by the house's clock, where `list` tells the store's own; asked before anything is swept. */
  begun?(id: string): Promise<Date | undefined>;
};
