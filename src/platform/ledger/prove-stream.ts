import { ownerName, type PublicKey } from '#platform/crypto';
import type { Read } from '#platform/db';
import type { House } from '#platform/house';
import { readStream as readRows } from './ledger.sql.ts';
import { lineAt, manifestLine, merklePath } from './merkle.ts';
import { payloadLabel, type Stream } from './record.ts';
import { readSeals, type StoredSeal } from './seal.sql.ts';

/** One stream with all that an outsider needs to prove it: no other stream can be seen in it. */
export type StreamProof = {
  format: 1;
  stream: Stream;
  entries: {
    seq: number;
    record: string;
    hash: string;
    /** Salt and payload, base64; null when there is none, it was erased, or it is not shown. */
    content: string | null;
    seal: number;
    /** From the leaf up: `L` or `R` says on which side the other half stands, then its hash. */
    path: string[];
  }[];
  seals: { number: number; statement: string; signature: string }[];
};

/** Proof of one stream; `show` says which payloads go with it. All entries must be sealed. @throws Error when one is not. */
export async function proveStream(
  read: Read,
  house: Pick<House, 'keys'>,
  stream: Stream,
  show: (seq: number) => boolean = () => true,
): Promise<{ proof: StreamProof; keys: PublicKey[] }> {
  const rows = await readRows(read, stream);
  const owners = rows.flatMap((row) => (row.ownerKind === null || row.ownerId === null ? [] : [{ kind: row.ownerKind, id: row.ownerId }]));
  const keys = await house.keys.keysOf(read, owners);
  const seals = new Map<number, StoredSeal>();
  const entries: StreamProof['entries'] = [];
  for (const row of rows) {
    if (row.sealedIn === null) throw new Error('an entry of the stream is not sealed yet');
    const seal = seals.get(row.sealedIn) ?? (await readSeals(read, row.sealedIn - 1, 1))[0];
    if (seal === undefined || seal.signature === null) throw new Error('the seal of an entry is not signed yet');
    seals.set(row.sealedIn, seal);
    const key = row.ownerKind === null || row.ownerId === null ? undefined : keys.get(ownerName({ kind: row.ownerKind, id: row.ownerId }));
    const open = key !== undefined && row.sealed !== null && show(row.seq);
    entries.push({
      seq: row.seq,
      record: row.record,
      hash: row.hash.toString('hex'),
      content: open ? key.openBytes(row.sealed as Buffer, payloadLabel(stream, row.seq)).toString('base64') : null,
      seal: row.sealedIn,
      path: merklePath(seal.manifest, lineAt(seal.manifest, manifestLine(stream.id, row.seq, row.hash))),
    });
  }
  return {
    proof: {
      format: 1,
      stream,
      entries,
      seals: [...seals.values()].map(({ number, statement, signature }) => ({
        number,
        statement,
        signature: (signature as Buffer).toString('hex'),
      })),
    },
    keys: house.keys.publicKeys(),
  };
}
