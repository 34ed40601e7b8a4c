import { Problem } from '#platform/errors';
import type { Day } from '#platform/clock';
import type { Read } from '#platform/db';
import type { House } from '#platform/house';
import type { SealedFacts } from './find-or-make-party.ts';
import { findFacts } from './party.sql.ts';

/** Whether a party was born on that day: a yes or a no, the date itself leaves this room for nobody. Unknown and erased are no. */
export async function bornOn(read: Read, house: Pick<House, 'keys'>, partyId: string, day: Day): Promise<boolean> {
  const stored = await findFacts(read, partyId);
  if (stored?.facts == null) return false;
  try {
    const key = await house.keys.keyOf(read, { kind: 'person', id: partyId });
    return key.open<SealedFacts>(stored.facts, 'identity.facts').birth === day;
  } catch (error) {
    if (error instanceof Problem && error.kind === 'gone') return false;
    throw error;
  }
}
