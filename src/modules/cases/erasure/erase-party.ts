import { erasedName, type ErasureRoom, type Standing } from '#identity';
import { shanghaiDate } from '#platform/clock';
import { eraseOwner } from '#platform/ledger';
import { endDraft } from '../draft/draft.sql.ts';
import { casesToErase, draftsToErase, eraseNames, lockForErasure } from './erasure.sql.ts';

/**
 * What erasing a person means here: open drafts are thrown away; cases about the person whose period is over lose their key and
 * files, and their chains say so; the name goes wherever it stood in clear. Of a case the person only helped with, what the
 * applicant handed in stays the applicant's. What runs, or has to be kept, stands against it.
 */
export const casesErasure: ErasureRoom = {
  name: 'cases',
  owners: async (read, partyId) => [
    ...(await draftsToErase(read, partyId)).map(({ id, itemName }) => ({ kind: 'draft', id, label: `草稿（${itemName}）` })),
    ...(await casesToErase(read, partyId)).map(({ id, number }) => ({ kind: 'case', id, label: `办件${number}` })),
  ],
  lock: lockForErasure,
  standing: async (read, house, partyId) => {
    const today = shanghaiDate(house.clock.now());
    const years = house.config.retentionYears;
    return (await casesToErase(read, partyId)).flatMap(({ number, itemName, endedAt }): Standing[] => {
      if (endedAt === null)
        return [
          {
            code: 'running',
            say: { zh: `办件${number}（${itemName}）还在办。`, en: `Case ${number} is still running.` },
            until: null,
          },
        ];
      const until = keptUntil(shanghaiDate(endedAt), years);
      if (until <= today) return [];
      return [
        {
          code: 'retention',
          say: {
            zh: `办件${number}（${itemName}）归档要保管${years}年，到${until}为止。`,
            en: `Case ${number} has to be kept for ${years} years, until ${until}.`,
          },
          until,
        },
      ];
    });
  },
  erase: async (tx, house, partyId, header) => {
    const at = house.clock.now();
    let records = 0;
    for (const draft of await draftsToErase(tx, partyId)) {
      if (!draft.open) continue;
      await endDraft(tx, draft.id, 'discarded', at, null);
      await house.files.dropOwner(tx, at, { kind: 'draft', id: draft.id });
      await house.keys.destroyKey(tx, at, { kind: 'draft', id: draft.id });
      records++;
    }
    for (const { id, own } of await casesToErase(tx, partyId)) {
      if (!own) continue;
      await house.files.dropOwner(tx, at, { kind: 'case', id });
      await eraseOwner(tx, house, { kind: 'case', id }, header);
      records++;
    }
    await eraseNames(tx, partyId, erasedName);
    return records;
  },
};

/** The day from which a record may be erased: the day it ended, years later; of 29 February the day after. */
export function keptUntil(ended: string, years: number): string {
  const [year, rest] = [Number(ended.slice(0, 4)) + years, ended.slice(4)];
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return `${String(year).padStart(4, '0')}${rest === '-02-29' && !leap ? '-03-01' : rest}`;
}
