/**
 * Where the house's own secrets lie. The file implementation is `openKeyFile`; a site with a cryptographic module (HSM)
 * or key service replaces this object and nothing else: master and signing keys then never enter the process.
 */
export type KeyCustody = {
  /** Wraps a data key under the newest master key; `label` is bound to it. */
  wrap(key: Buffer, label: string): Promise<Buffer>;
  /** Unwraps. @throws Problem `platform.data-damaged` or `platform.keys-missing`. */
  unwrap(wrapped: Buffer, label: string): Promise<Buffer>;
  /** Version of the master key new keys are wrapped under. */
  masterVersion(): number;
  /** Versions of the look-up key, newest first. */
  lookupVersions(): number[];
  /** Keyed digest for look-up columns. */
  lookup(version: number, kind: string, value: string): Buffer;
  /** Key for fingerprints of commands; never used for anything a person could be found by. */
  fingerprintKey(): Buffer;
  /** Public keys for verifying what the house signed, newest last. */
  publicKeys(): PublicKey[];
  /** Signs with one of the house's signing keys, named by its public key: SM2 with SM3, DER, standard user id. */
  sign(message: Buffer, publicKey: string): Promise<Buffer>;
};

/** A signing key as others see it: uncompressed point in hex. */
export type PublicKey = { version: number; publicKey: string };
