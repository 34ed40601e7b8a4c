import { caseByNumber, casesOf, listMyDrafts } from '#cases';
import type { Operations, Report } from '#cli';
import { findParty } from '#identity';
import { anonymous, systemActor } from '#platform/actor';
import type { Owner } from '#platform/crypto';
import { inTransaction } from '#platform/db';
import { problem } from '#platform/errors';
import { liftHold, listHolds, placeHold } from '#platform/holds';
import type { House } from '#platform/house';

type Ground = { inHouse<T>(work: (house: House) => Promise<T>): Promise<T> };

/** Legal holds as the command line has them placed and lifted. */
export const holding = ({ inHouse }: Ground): Pick<Operations, 'placeHold' | 'liftHold' | 'listHolds'> => ({
  placeHold: ({ caseNumber, person, reason }, report) =>
    inHouse(async (house) => {
      if ((caseNumber === undefined) === (person === undefined)) throw oneOf();
      const owners =
        caseNumber === undefined ? await recordsOf(house, person ?? '') : [{ kind: 'case', id: await caseByNumber(house, caseNumber) }];
      const ids = await inTransaction(house.db, async (tx) => {
        const placed: string[] = [];
        for (const owner of owners) placed.push(await placeHold(tx, systemActor('hold'), house, owner, reason));
        return placed;
      });
      report({
        zh: `保全了${ids.length}份记录，解除前谁也删不掉：`,
        en: `${ids.length} records are held; nobody can erase them until lifted:`,
      });
      for (const [n, id] of ids.entries()) say(report, id, owners[n] as Owner, reason);
    }),
  liftHold: ({ id, reason }, report) =>
    inHouse(async (house) => {
      if (!/^[0-9a-f-]{36}$/i.test(id)) throw notAnId();
      const hold = await inTransaction(house.db, (tx) => liftHold(tx, systemActor('hold'), house, id, reason));
      report({ zh: `解除了保全：${hold.ownerKind} ${hold.ownerId}`, en: `Lifted: ${hold.ownerKind} ${hold.ownerId}` });
    }),
  listHolds: (report) =>
    inHouse(async (house) => {
      const holds = await listHolds(house.db);
      if (holds.length === 0) report({ zh: '现在没有保全。', en: 'There are no holds.' });
      for (const hold of holds) say(report, hold.id, { kind: hold.ownerKind, id: hold.ownerId }, hold.reason);
    }),
});

/** A person's own record, open drafts and present cases; what comes later is not held by itself. */
async function recordsOf(house: House, partyId: string): Promise<Owner[]> {
  if (!/^[0-9a-f-]{36}$/i.test(partyId) || (await findParty(house.db, partyId)) === undefined) throw notAnId();
  const drafts = await listMyDrafts({ ...anonymous(), kind: 'citizen', personId: partyId }, house);
  return [
    { kind: 'person', id: partyId },
    ...drafts.map((one) => ({ kind: 'draft', id: one.draftId })),
    ...(await casesOf(house, partyId)).map((one) => ({ kind: 'case', id: one.caseId })),
  ];
}

const say = (report: Report, id: string, owner: Owner, reason: string): void => report({ zh: `${id} ${owner.kind} ${owner.id} ${reason}` });

const oneOf = () =>
  problem(
    'invalid',
    'cli.hold-what',
    {
      zh: '写明保全什么：--case=办件编号，或者--person=人的编号，只写一个。',
      en: 'Say what to hold: --case=NUMBER or --person=ID, one of them.',
    },
    { zh: '没有保全任何记录。', en: 'Nothing was held.' },
  );

const notAnId = () =>
  problem(
    'notFound',
    'cli.no-such-id',
    { zh: '没有这个编号。', en: 'There is no such id.' },
    {
      zh: '人的编号在导出的person.json和case.json里；保全的编号看tongban hold list。',
      en: 'Ids of people stand in exported files; ids of holds in tongban hold list.',
    },
  );
