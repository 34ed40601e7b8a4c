import { inTransaction } from '#platform/db';
import type { House } from '#platform/house';
import type { Job } from '#platform/jobs';
import { looksJob } from './looks.ts';
import { makeManifest, merkleRoot } from './merkle.ts';
import { sealHash, sealMessage, type SealStatement, spell } from './record.ts';
import { publishRoots } from './root-places.ts';
import { claimUnsealed, insertSeal, lastSeal, lockSealing, signSeal, type StoredSeal, unsignedSeals } from './seal.sql.ts';

type Desk = Pick<House, 'db' | 'keys' | 'clock'>;

/**
 * Puts all unsealed entries into a Merkle root chained to the one before, and signs it. Two steps, because a signature
 * may come from another machine: a crash between them leaves an unsigned seal that the next call signs.
 * Answers how many entries were sealed.
 */
export async function sealPending(house: Desk, max = 20_000): Promise<number> {
  await signWaiting(house);
  let sealed = 0;
  for (;;) {
    const entries = await sealOnce(house, max);
    if (entries > 0) await signWaiting(house);
    sealed += entries;
    if (entries < max) return sealed;
  }
}

function sealOnce(house: Desk, max: number): Promise<number> {
  return inTransaction(house.db, async (tx) => {
    await lockSealing(tx);
    const last = await lastSeal(tx);
    const entries = await claimUnsealed(tx, (last?.number ?? 0) + 1, max);
    if (entries.length === 0) return 0;
    await insertSeal(tx, nextSeal(house, last, entries));
    return entries.length;
  });
}

/** The seal over these entries, chained to the one before; still to be signed. */
export function nextSeal(
  house: Pick<House, 'keys' | 'clock'>,
  last: Awaited<ReturnType<typeof lastSeal>>,
  entries: readonly { id: string; seq: number; hash: Buffer }[],
): Omit<StoredSeal, 'signature'> {
  const number = (last?.number ?? 0) + 1;
  const manifest = makeManifest(entries);
  const before = last === undefined ? 0 : (JSON.parse(last.statement) as SealStatement).total;
  const statement = spell({
    format: 1,
    number,
    previous: last?.hash.toString('hex') ?? null,
    root: merkleRoot(manifest).toString('hex'),
    entries: entries.length,
    total: before + entries.length,
    at: house.clock.now().toISOString(),
    signer: house.keys.signer(),
  });
  return { number, statement, hash: sealHash(statement), manifest };
}

async function signWaiting(house: Desk): Promise<void> {
  for (const { number, statement } of await unsignedSeals(house.db)) {
    const { signer } = JSON.parse(statement) as SealStatement;
    const signature = await house.keys.sign(sealMessage(statement), signer);
    await inTransaction(house.db, (tx) => signSeal(tx, number, signature));
  }
}

/** Every minute: chain the looks; seal what was done, then send the new roots out of the house. */
export const ledgerJobs: Job[] = [
  looksJob,
  {
    name: 'ledger.seal',
    everySeconds: 60,
    run: async (house) => {
      await sealPending(house);
      await publishRoots(house);
    },
  },
];
