import type { Actor } from '#platform/actor';
import type { House } from '#platform/house';
import { maskName } from '../outside/people.ts';
import { stateNames } from '../lifecycle/case.ts';
import { type FindScope, findByName, findByNumber, findBySlip, findOneInScope, type FoundRow } from './case-reading.sql.ts';
import { postOf } from './list-work.ts';
import { slipDigits } from './status-by-slip.ts';

/** A found case: enough to know which it is, no more. */
export type FoundCase = {
  caseId: string;
  number: string;
  itemName: string;
  applicant: string;
  stateName: { zh: string; en?: string };
  receivedAt: string;
  office: string | null;
};

const most = 20;

/** Finds cases in the reader's own scope by number, slip code or the beginning of a name (two characters or more). */
export async function findCases(actor: Actor, q: string, house: House): Promise<FoundCase[]> {
  const post = postOf(actor);
  const scope: FindScope = {
    organId: post.organId,
    regionPath: post.regionPath,
    items: post.items === '*' ? null : post.items,
    manager: post.role === 'manager',
  };
  const text = q.normalize('NFKC').trim();
  return (await find(house, text, scope)).map((row) => ({
    caseId: row.caseId,
    number: row.number,
    itemName: row.itemName,
    applicant: maskName(row.applicantName),
    stateName: stateNames[row.state],
    receivedAt: row.receivedAt.toISOString(),
    office: row.organName ?? row.receivingOrganName,
  }));
}

async function find(house: House, text: string, scope: FindScope): Promise<FoundRow[]> {
  const one = (caseId: string | undefined): Promise<FoundRow[]> =>
    caseId === undefined ? Promise.resolve([]) : findOneInScope(house.db, caseId, scope);
  const plain = slipDigits(text);
  if (/^\d{12}$/.test(plain)) return one(await findBySlip(house.db, house.keys.lookupHashes('cases.slip', plain)));
  if (/^\d{15,}[0-9A-Z]?$/i.test(plain)) return one(await findByNumber(house.db, plain.toUpperCase()));
  return [...text].length < 2 ? [] : findByName(house.db, text, scope, most);
}
