import { randomBytes } from 'node:crypto';
import { type Db, inTransaction, type Read, type Tx } from '#platform/db';
import { type Json, type Problem, problem } from '#platform/errors';
import { held } from '#platform/holds';
import { newId } from '#platform/ids';
import type { KeyCustody, PublicKey } from './custody.ts';
import {
  claimOldWraps,
  type DataKeyRow,
  destroyKeys,
  findKeys,
  findKeysOf,
  insertKey,
  type NewKeyRow,
  moveKeys,
  replaceWrap,
  someKeys,
} from './data-key.sql.ts';
import { openKeyFile } from './key-file.ts';
import { DATA_KEY_BYTES, keyVersion, type Owner, OwnerKey } from './owner-key.ts';

/** The keys of the house: one data key per record, look-up hashes, the house's signature. */
export type KeyVault = {
  /** Makes the key of a new record. @throws Error when it already has one. */
  createKey(tx: Tx, at: Date, owner: Owner): Promise<OwnerKey>;
  /** Makes the key of a new record without writing it: the row goes in with `loadKeys`, in bulk. */
  looseKey(at: Date, owner: Owner): Promise<LooseKey>;
  /** The key of a record, made when it has none yet. @throws Problem gone `platform.erased`. */
  ensureKey(tx: Tx, at: Date, owner: Owner): Promise<OwnerKey>;
  /** The key of a record: one read, then any number of fields. @throws Problem gone `platform.erased`. */
  keyOf(read: Read, owner: Owner): Promise<OwnerKey>;
  /** The keys of many records in one read, by `ownerName`; erased and unknown ones are absent. */
  keysOf(read: Read, owners: readonly Owner[]): Promise<Map<string, OwnerKey>>;
  /** The draft's key becomes the case's key; nothing is sealed anew. */
  adoptKey(tx: Tx, from: Owner, to: Owner): Promise<OwnerKey>;
  /** Erases the record: nothing sealed under its key can be opened again. A chained stream also needs `erasePayloads` of the ledger. */
  destroyKey(tx: Tx, at: Date, owner: Owner): Promise<void>;
  /** Seals one value; for several of one record take `keyOf` once. */
  seal(read: Read, owner: Owner, plain: Json | Buffer, aad: string): Promise<Buffer>;
  /** Opens one value. @throws Problem gone `platform.erased`, unavailable `platform.data-damaged`. */
  open<T = Json>(read: Read, owner: Owner, sealed: Buffer, aad: string): Promise<T>;
  /** Opens one value that was sealed as bytes. */
  openBytes(read: Read, owner: Owner, sealed: Buffer, aad: string): Promise<Buffer>;
  /** Opens values of many records with one read; null where the record was erased. */
  openMany<T = Json>(read: Read, values: readonly { owner: Owner; sealed: Buffer; aad: string }[]): Promise<(T | null)[]>;
  /** Look-up column for a number: version byte and keyed SM3-HMAC. Equal values of one kind give equal bytes. */
  lookupHash(kind: string, value: string): Buffer;
  /** The same under every look-up key still in use, for `= any(...)` while a rotation runs. */
  lookupHashes(kind: string, value: string): Buffer[];
  /** Key for fingerprints of commands (idempotency). */
  fingerprintKey(): Buffer;
  /** Signs for the house with the key named by its public key: SM2 with SM3, DER. Slow (about 1 ms) and never inside a transaction. */
  sign(message: Buffer, publicKey: string): Promise<Buffer>;
  /** The public key new signatures are made with. */
  signer(): string;
  /** Public keys of the house, newest last. */
  publicKeys(): PublicKey[];
  /** Wraps all keys anew under the newest master key, page by page; what cannot be unwrapped is left and named. */
  rewrapKeys(db: Db, page?: number): Promise<{ moved: number; damaged: string[] }>;
  /** Whether the key file belongs to this database; asked at start and by the doctor. */
  fits(read: Read): Promise<boolean>;
};

/** A key and the row it is stored as. */
export type LooseKey = { key: OwnerKey; row: NewKeyRow };

/** Name of an owner in the map of `keysOf`. */
export const ownerName = (owner: Owner): string => `${owner.kind}:${owner.id}`;

/** What was erased on lawful ground cannot be shown again. */
function erased(): Problem {
  return problem(
    'gone',
    'platform.erased',
    { zh: '这部分内容已按规定删除，不能再看。', en: 'This content was erased as the rules require and cannot be seen again.' },
    {
      zh: '办理经过还在。需要证明，请凭办件编号到窗口或拨打服务电话查询。',
      en: 'The course of the case is still on record. For a proof, ask at a window or by telephone with the case number.',
    },
  );
}

/** Opens the vault of a house over the key file in `dir`, which is made when there is none. */
export function openKeyVault(dir: string): KeyVault {
  return keyVaultOver(openKeyFile(dir));
}

/** Opens the vault over any custody. At most `remember` unwrapped keys stay in memory. */
export function keyVaultOver(custody: KeyCustody, remember = 4096): KeyVault {
  // Only the unwrapping is remembered: the row is read each time, so that a key destroyed by another process is gone here too.
  const unwrapped = new Map<string, ReturnType<typeof keyVersion>>();
  const keep = (id: string, version: ReturnType<typeof keyVersion>): void => {
    unwrapped.delete(id);
    unwrapped.set(id, version);
    if (unwrapped.size > remember) unwrapped.delete(unwrapped.keys().next().value as string);
  };
  const unwrap = async (row: DataKeyRow): Promise<ReturnType<typeof keyVersion>> => {
    const version = unwrapped.get(row.id) ?? keyVersion(row.version, await custody.unwrap(row.wrapped as Buffer, row.id));
    keep(row.id, version);
    return version;
  };
  const build = async (owner: Owner, rows: DataKeyRow[]): Promise<OwnerKey> => {
    const living = rows.filter((row) => row.wrapped !== null);
    if (living.length === 0) throw erased();
    return new OwnerKey(owner, await Promise.all(living.map(unwrap)));
  };
  const make = async (tx: Tx, at: Date, owner: Owner): Promise<OwnerKey | undefined> => {
    const id = newId();
    const bytes = randomBytes(DATA_KEY_BYTES);
    if (!(await insertKey(tx, at, { id, owner, version: 1, wrapped: await custody.wrap(bytes, id) }))) return undefined;
    const version = keyVersion(1, bytes);
    tx.afterCommit(() => keep(id, version));
    return new OwnerKey(owner, [version]);
  };
  const keyOf = async (read: Read, owner: Owner): Promise<OwnerKey> => {
    const rows = await findKeys(read, owner);
    if (rows.length === 0) throw new Error(`${owner.kind} has no key`);
    return build(owner, rows);
  };
  const keysOf = async (read: Read, owners: readonly Owner[]): Promise<Map<string, OwnerKey>> => {
    const rows = owners.length === 0 ? [] : await findKeysOf(read, owners);
    const keys = new Map<string, OwnerKey>();
    const groups = new Map<string, DataKeyRow[]>();
    for (const row of rows) {
      const name = ownerName({ kind: row.ownerKind, id: row.ownerId });
      if (row.wrapped !== null) groups.set(name, [...(groups.get(name) ?? []), row]);
    }
    for (const [name, group] of groups) {
      const first = group[0] as DataKeyRow;
      keys.set(name, await build({ kind: first.ownerKind, id: first.ownerId }, group));
    }
    return keys;
  };
  const lookupHashes = (kind: string, value: string): Buffer[] =>
    custody.lookupVersions().map((version) => Buffer.concat([Buffer.from([version]), custody.lookup(version, kind, value)]));

  return {
    createKey: async (tx, at, owner) => {
      const key = await make(tx, at, owner);
      if (key === undefined) throw new Error(`${owner.kind} already has a key`);
      return key;
    },
    looseKey: async (at, owner) => {
      const id = newId();
      const bytes = randomBytes(DATA_KEY_BYTES);
      const row = { id, owner, version: 1, wrapped: await custody.wrap(bytes, id), at };
      return { key: new OwnerKey(owner, [keyVersion(1, bytes)]), row };
    },
    ensureKey: async (tx, at, owner) => {
      const rows = await findKeys(tx, owner);
      if (rows.length > 0) return build(owner, rows);
      // Lost against another transaction: it has committed by now, because the insert waited for it.
      return (await make(tx, at, owner)) ?? keyOf(tx, owner);
    },
    keyOf,
    keysOf,
    adoptKey: async (tx, from, to) => {
      const rows = await moveKeys(tx, from, to);
      if (rows.length === 0) throw new Error(`${from.kind} has no key to give`);
      return build(
        to,
        rows.sort((a, b) => b.version - a.version),
      );
    },
    destroyKey: async (tx, at, owner) => {
      const rows = await findKeys(tx, owner);
      await destroyKeys(tx, at, owner).catch((error: unknown) => {
        // The database itself refuses to destroy a key under a legal hold.
        throw (error as { code?: string }).code === 'TB001' ? held(error) : error;
      });
      tx.afterCommit(() => {
        for (const row of rows) unwrapped.delete(row.id);
      });
    },
    seal: async (read, owner, plain, aad) => (await keyOf(read, owner)).seal(plain, aad),
    open: async <T>(read: Read, owner: Owner, sealed: Buffer, aad: string) => (await keyOf(read, owner)).open<T>(sealed, aad),
    openBytes: async (read, owner, sealed, aad) => (await keyOf(read, owner)).openBytes(sealed, aad),
    openMany: async <T>(read: Read, values: readonly { owner: Owner; sealed: Buffer; aad: string }[]) => {
      const keys = await keysOf(
        read,
        values.map((value) => value.owner),
      );
      return values.map(({ owner, sealed, aad }) => keys.get(ownerName(owner))?.open<T>(sealed, aad) ?? null);
    },
    lookupHash: (kind, value) => lookupHashes(kind, value)[0] as Buffer,
    lookupHashes,
    fingerprintKey: () => custody.fingerprintKey(),
    sign: (message, publicKey) => custody.sign(message, publicKey),
    signer: () => (custody.publicKeys().at(-1) as PublicKey).publicKey,
    publicKeys: () => custody.publicKeys(),
    rewrapKeys: async (db, page = 200) => {
      const damaged: string[] = [];
      let moved = 0;
      for (let after: string | null = null; ; ) {
        const rows: DataKeyRow[] = await inTransaction(db, async (tx) => {
          const claimed = await claimOldWraps(tx, custody.masterVersion(), after, page);
          for (const row of claimed) {
            const bytes = await custody.unwrap(row.wrapped as Buffer, row.id).catch(() => undefined);
            if (bytes === undefined) damaged.push(row.id);
            else await replaceWrap(tx, row.id, await custody.wrap(bytes, row.id));
          }
          return claimed;
        });
        moved += rows.length;
        after = rows.at(-1)?.id ?? null;
        if (after === null) return { moved: moved - damaged.length, damaged };
      }
    },
    fits: async (read) => {
      const rows = await someKeys(read);
      const opened = await Promise.allSettled(rows.map((row) => custody.unwrap(row.wrapped as Buffer, row.id)));
      return rows.length === 0 || opened.some((one) => one.status === 'fulfilled');
    },
  };
}
