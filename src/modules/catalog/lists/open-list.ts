/** Opens a list by its number, at any door. */
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { limit } from '#platform/limits';
import { findItem, getVersion, type ItemVersion } from '../publish/find-item.ts';
import { findListSlip } from '../version.sql.ts';

export interface OpenedList {
  number: string;
  version: ItemVersion;
  /** A newer version is in force: the list is shown anew by it, the reader is told. */
  newer: ItemVersion | null;
  region: string | null;
  answers: Record<string, unknown>;
  expiresAt: Date;
}

/** Opens a list. Wrong and expired numbers get the same answer; tries are limited per caller. */
export async function openList(house: House, number: string, caller: string): Promise<OpenedList> {
  await limit(house, house.clock.now(), { scope: 'catalog.open-list', key: caller, max: 20, perSeconds: 600 });
  const digits = number.replace(/\D/g, '');
  const slip = digits.length === 6 ? await findListSlip(house.db, digits) : undefined;
  if (slip === undefined || slip.expiresAt <= house.clock.now())
    throw problem(
      'notFound',
      'catalog.no-list',
      { zh: '没有这个清单号，或者已经过了30天。', en: 'There is no such list number, or it is older than 30 days.' },
      {
        zh: '请对一下6位数字；也可以重新查一次，一两分钟就好。',
        en: 'Check the six digits, or make the list again; it takes a minute or two.',
      },
    );
  const version = await getVersion(house.db, slip.versionId);
  const newest = version.state === 'superseded' ? await findItem(house.db, version.handlingKey) : undefined;
  return {
    number: digits,
    version,
    newer: newest !== undefined && newest.state === 'open' ? newest : null,
    region: slip.region,
    answers: slip.answers,
    expiresAt: slip.expiresAt,
  };
}
