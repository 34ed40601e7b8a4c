import { type Day, shanghaiDate } from '#platform/clock';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { maskName, partyKinds } from '../outside/people.ts';
import { selectPublicGrants } from './public-grants.sql.ts';

/** A published decision to grant (行政许可法第四十条): who decided what for whom, and whether it still stands. */
export type PublicGrant = {
  id: string;
  decided: Day;
  itemKey: string;
  /** In Chinese, as it was called when it was decided. */
  itemName: string;
  organ: string | null;
  /** Organisations by their name; of a person only the family name. */
  holder: string;
  paperNumber: string | null;
  stands: 'yes' | 'corrected' | 'revoked';
};

const size = 50;

/**
 * Published grants, newest first, fifty a page. `after` is the `next` of the page before.
 * @throws Problem invalid when `after` is not a word this list gave.
 */
export async function listPublicGrants(
  house: House,
  wanted: { item?: string; after?: string } = {},
): Promise<{ rows: PublicGrant[]; next: string | null }> {
  const before = wanted.after === undefined ? null : placeOf(wanted.after);
  const found = await selectPublicGrants(house.db, { item: wanted.item ?? null, before, limit: size + 1 });
  const rows = found.slice(0, size);
  const kinds = await partyKinds(
    house.db,
    rows.map((r) => r.holderId),
  );
  const last = rows.at(-1);
  return {
    rows: rows.map((r) => ({
      id: r.id,
      decided: shanghaiDate(r.decidedAt),
      itemKey: r.itemKey,
      itemName: r.itemName,
      organ: r.organName,
      holder: kinds.get(r.holderId) === 'organisation' ? r.holderName : maskName(r.holderName),
      paperNumber: r.paperNumber,
      stands: r.later === null ? 'yes' : r.later === 'grant' ? 'corrected' : 'revoked',
    })),
    next: found.length > size && last !== undefined ? `${last.decidedAt.getTime()}.${last.id}` : null,
  };
}

function placeOf(after: string): { at: Date; id: string } {
  const found = /^(\d{12,14})\.([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/.exec(after);
  if (found === null)
    throw problem(
      'invalid',
      'cases.no-such-page',
      { zh: '没有这一页。', en: 'There is no such page.' },
      { zh: '请从第一页看起。', en: 'Begin with the first page.' },
    );
  return { at: new Date(Number(found[1])), id: found[2] ?? '' };
}
