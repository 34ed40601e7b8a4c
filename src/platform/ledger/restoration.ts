import type { House } from '#platform/house';
import { canonicalJson } from '#platform/crypto';
import type { Json } from '#platform/errors';
import { type RootPlace, rootPlaces } from './root-places.ts';
import { lastSeal } from './seal.sql.ts';

/** Said once at every outside place after a restore: from here on the numbers after `seal` are given anew. */
export type Restoration = {
  format: 1;
  restored: {
    /** Newest seal of the back-up, 0 when it had none. */
    seal: number;
    /** Its hash; null when there was none. */
    hash: string | null;
    at: string;
    /** SM3 of the back-up's manifest. */
    backup: string;
  };
  signer: string;
};

/** The bytes its signature covers. */
export const restorationMessage = (statement: string): Buffer => Buffer.from(`tongban.ledger.restoration.1\n${statement}`, 'utf8');

/** The declaration, if a line of an outside place is one. */
export function readRestoration(statement: string): Restoration | undefined {
  try {
    const value = JSON.parse(statement) as Restoration;
    const whole = value.format === 1 && Number.isInteger(value.restored?.seal) && typeof value.signer === 'string';
    return whole && canonicalJson(value as unknown as Json) === statement ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Declares a restore at every outside place. Without it the roots of what was sealed after the back-up would contradict
 * the restored house for ever; with it they are counted as lost, and `verify` says so each time.
 */
export async function declareRestoration(
  house: Pick<House, 'db' | 'keys' | 'clock' | 'config'>,
  backup: string,
  places: readonly RootPlace[] = rootPlaces(house.config),
): Promise<void> {
  if (places.length === 0) return;
  const last = await lastSeal(house.db);
  const signer = house.keys.signer();
  const statement = canonicalJson({
    format: 1,
    restored: { seal: last?.number ?? 0, hash: last?.hash.toString('hex') ?? null, at: house.clock.now().toISOString(), backup },
    signer,
  });
  const signature = (await house.keys.sign(restorationMessage(statement), signer)).toString('hex');
  for (const place of places) await place.send([{ statement, signature }]);
}
