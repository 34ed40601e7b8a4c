import type { Owner } from '#platform/crypto';
import type { Tx } from '#platform/db';
import type { Json } from '#platform/errors';
import { held, heldAmong } from '#platform/holds';
import type { House } from '#platform/house';
import { appendRecord } from './append.ts';
import { deletePayloads, payloadsOf } from './ledger.sql.ts';

/**
 * Erases a record on lawful ground: every stream that holds payloads under the owner's key gets an entry that says
 * which of its payloads are gone (`header`: who, on which ground), the payloads are removed, and the key is destroyed.
 * Lock the record's row first (the case), as for any deed on it. The chains stay whole and `verify` reports them as erased. Files of the owner: `files.dropOwner`.
 * @throws Problem conflict `platform.held` when the record is under a legal hold.
 */
export async function eraseOwner(tx: Tx, house: Pick<House, 'keys' | 'clock'>, owner: Owner, header: Json): Promise<{ erased: number }> {
  if ((await heldAmong(tx, owner.kind, [owner.id])).size > 0) throw held();
  let erased = 0;
  for (const { stream, seqs } of await payloadsOf(tx, owner)) {
    await appendRecord(tx, house, { stream, header }, seqs);
    await deletePayloads(tx, stream, seqs);
    erased += seqs.length;
  }
  await house.keys.destroyKey(tx, house.clock.now(), owner);
  return { erased };
}
