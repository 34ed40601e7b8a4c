import type { Day } from '#platform/clock';
import { inTransaction } from '#platform/db';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { composeCaseNumber } from '#platform/identifiers';
import type { Door } from '#platform/actor';
import { leaseSerials } from './serials.sql.ts';

/** The digit of a door in a case number. */
export const doorDigits: Readonly<Record<Door, number>> = { portal: 1, window: 2, desk: 3, partner: 4, system: 9 };

/** How many numbers a process leases at once: submissions never wait for each other, a crash leaves a gap. */
const blockSize = 50;

type Block = { next: number; end: number };
const leases = new WeakMap<object, Map<string, Promise<Block>>>();

/** The next case number of a region, day and door. Taken before the deed's transaction; an unused one is a gap. */
export async function nextCaseNumber(house: Pick<House, 'db'>, region: string, day: Day, door: Door): Promise<string> {
  const digit = doorDigits[door];
  const mine = leases.get(house.db) ?? new Map<string, Promise<Block>>();
  leases.set(house.db, mine);
  const key = `${region}|${day}|${digit}`;
  for (;;) {
    const held = mine.get(key) ?? lease(house, mine, key, region, day, digit);
    const block = await held;
    if (block.next < block.end) return composeCaseNumber({ homeRegion: region, day, door: String(digit), serial: block.next++ });
    if (mine.get(key) === held) mine.delete(key);
  }
}

function lease(
  house: Pick<House, 'db'>,
  mine: Map<string, Promise<Block>>,
  key: string,
  region: string,
  day: Day,
  door: number,
): Promise<Block> {
  // Days pass: only today's blocks are worth keeping.
  if (mine.size > 500) mine.clear();
  const block = inTransaction(house.db, async (tx) => {
    const end = await leaseSerials(tx, { region, day, door, count: blockSize });
    if (end > 1_000_000)
      throw problem(
        'unavailable',
        'cases.serials-used-up',
        { zh: '今天这个地区的编号用完了。', en: 'The numbers of this region and day are used up.' },
        { zh: '请换一个办事入口，或打服务电话。', en: 'Use another door, or call.' },
      );
    return { next: end - blockSize, end };
  });
  mine.set(key, block);
  block.catch(() => mine.delete(key));
  return block;
}
