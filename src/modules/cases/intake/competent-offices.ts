import type { Read } from '#platform/db';
import type { ItemVersion } from '../outside/items.ts';
import { type Office, officesOfCity } from '../outside/offices.ts';
import type { LoadedCase } from '../record/case.sql.ts';

/**
 * Offices a person may name for a case: organs of the kinds the item’s own rule of competence knows, in the same city,
 * in force. Which of them it is in this case only a person can say (移送, 指定管辖); one that never handles the item it is not.
 */
export async function competentOffices(
  read: Read,
  version: Pick<ItemVersion, 'content'>,
  c: Pick<LoadedCase, 'regionCode'>,
): Promise<Office[]> {
  const rule = version.content.competence;
  const kinds = new Set([rule.organKind, ...(rule.overrides ?? []).flatMap((o) => (o.organKind === undefined ? [] : [o.organKind]))]);
  return officesOfCity(read, { regionCode: c.regionCode, organKinds: [...kinds] });
}
