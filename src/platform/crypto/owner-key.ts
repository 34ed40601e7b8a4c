import { createSecretKey, type KeyObject } from 'node:crypto';
import type { Json } from '#platform/errors';
import { BOX_KEY_BYTES, type BoxKey, boxKey, boxVersion, damaged, openBox, sealBox } from './box.ts';
import { hmacSm3 } from './sm3.ts';

/** Whose record a personal datum belongs to (model 15): `person`, `draft`, `case` … and its id. */
export type Owner = { kind: string; id: string };

/** Bytes of a data key: 48 for boxes, 32 to derive keyed hashes from. */
export const DATA_KEY_BYTES = BOX_KEY_BYTES + 32;

type Version = { version: number; box: BoxKey; derive: KeyObject };

/** An unwrapped key version; kept in memory only. */
export function keyVersion(version: number, bytes: Buffer): Version {
  if (bytes.length !== DATA_KEY_BYTES) throw damaged();
  return { version, box: boxKey(bytes.subarray(0, BOX_KEY_BYTES)), derive: createSecretKey(bytes.subarray(BOX_KEY_BYTES)) };
}

/**
 * The key of one record, ready for use: sealing and opening are synchronous, so that any number of fields of one case
 * cost one read. Do not keep it longer than the request: the record may be erased meanwhile.
 */
export class OwnerKey {
  readonly owner: Owner;
  readonly #versions: readonly Version[];

  /** `versions` newest first, at least one. */
  constructor(owner: Owner, versions: readonly Version[]) {
    this.owner = owner;
    this.#versions = versions;
  }

  /** Seals a JSON value, or bytes. `aad` says what it is (`cases.answers`): a value moved to another column does not open. */
  seal(plain: Json | Buffer, aad: string): Buffer {
    return this.sealBytes(Buffer.isBuffer(plain) ? plain : Buffer.from(JSON.stringify(plain), 'utf8'), aad);
  }

  /** Opens a sealed JSON value. @throws Problem `platform.data-damaged`. */
  open<T = Json>(sealed: Buffer, aad: string): T {
    return JSON.parse(this.openBytes(sealed, aad).toString('utf8')) as T;
  }

  /** Seals bytes. */
  sealBytes(plain: Buffer, aad: string): Buffer {
    const newest = this.#newest();
    return sealBox(newest.box, newest.version, plain, aad);
  }

  /** Opens bytes. @throws Problem `platform.data-damaged`. */
  openBytes(sealed: Buffer, aad: string): Buffer {
    const wanted = boxVersion(sealed);
    const version = this.#versions.find((one) => one.version === wanted);
    if (version === undefined) throw damaged();
    return openBox(version.box, sealed, aad);
  }

  /** Keyed hash that only means something inside this record: equal files of two people do not look equal. */
  hash(label: string, data: Buffer): Buffer {
    return hmacSm3(this.#newest().derive, label, '\0', data);
  }

  /** The same key under another owner's name; used when a draft becomes a case. */
  ownedBy(owner: Owner): OwnerKey {
    return new OwnerKey(owner, this.#versions);
  }

  #newest(): Version {
    return this.#versions[0] as Version;
  }
}
