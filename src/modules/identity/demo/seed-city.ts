import { systemActor } from '#platform/actor';
import { shanghaiDate } from '#platform/clock';
import { inTransaction, type Tx } from '#platform/db';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { newId } from '#platform/ids';
import { findOrganByKey, findPointByKey, findWindowByKey, loadPlaces } from '#places';
import { findOrMakeParty } from '../party/find-or-make-party.ts';
import { inverseRelation } from '../party/party.ts';
import { putContact } from '../party/party.sql.ts';
import { putRelation } from '../party/relation.sql.ts';
import { partnerSecretHash } from '../session/resolve-actor.ts';
import { putPartner } from '../staff/partner.sql.ts';
import { putPost } from '../staff/grant-post.ts';
import { insertStaff, knownPostKeys } from '../staff/post.sql.ts';
import { cityFolder, type DemoPerson, readCity } from './city-files.ts';

/** What the demonstration city holds. */
export type SeededCity = { regions: number; organs: number; points: number; people: number; posts: number };

/**
 * Loads the fictional city 云渚市 from `demo/city`; what is already there is kept, ids included.
 * @throws Problem forbidden `identity.no-demo` in a production environment.
 */
export async function seedCity(house: House): Promise<SeededCity> {
  if (house.config.env === 'production')
    throw problem(
      'forbidden',
      'identity.no-demo',
      { zh: '正式环境不能装入示范城市。', en: 'The demonstration city cannot be loaded into a production site.' },
      { zh: '请用空的示范环境。', en: 'Please use an empty demonstration site.' },
    );
  const places = await loadPlaces(house, cityFolder());
  const city = readCity();
  const actor = systemActor('seed');
  let posts = 0;
  await inTransaction(house.db, async (tx) => {
    const ids = new Map<string, string>();
    for (const person of [...city.people, ...city.staff]) ids.set(person.key, await putPerson(tx, house, person));
    for (const o of city.organisations) {
      const { partyId, made } = await findOrMakeParty(tx, house, {
        kind: 'organisation',
        name: o.name,
        documentType: '001',
        number: o.uscc,
        how: 'seed',
        homeRegion: o.home,
        address: o.address,
      });
      ids.set(o.key, partyId);
      if (made && o.phone !== undefined) await seal(tx, house, partyId, 'phone', o.phone);
    }
    const at = house.clock.now();
    const id = (key: string): string => {
      const found = ids.get(key);
      if (found === undefined) throw new Error(`people.yaml: nobody is called ${key}`);
      return found;
    };
    const related = (partyId: string, otherId: string, kind: string): Promise<void> =>
      putRelation(tx, { partyId, otherId, kind, level: 2, source: 'register', at });
    for (const r of city.relations) await related(id(r.party), id(r.other), r.kind);
    for (const o of city.organisations) {
      await related(id(o.key), id(o.legalRepresentative), 'legalRepresentative');
      await related(id(o.legalRepresentative), id(o.key), inverseRelation('legalRepresentative', null));
    }
    const known = await knownPostKeys(tx);
    const today = shanghaiDate(at);
    for (const member of city.staff) {
      await insertStaff(tx, { partyId: id(member.key), number: member.number, validFrom: today });
      for (const post of member.posts) {
        for (const organKey of post.organs) {
          const key = post.organs.length === 1 ? post.key : `${post.key}:${organKey}`;
          if (known.has(key)) continue;
          const organ = await findOrganByKey(tx, organKey);
          if (organ === undefined) throw new Error(`staff.yaml: ${post.key}: no organ ${organKey}`);
          const window = post.window === undefined ? undefined : await findWindowByKey(tx, post.window);
          if (post.window !== undefined && window === undefined) throw new Error(`staff.yaml: ${post.key}: no window ${post.window}`);
          const point = post.point === undefined ? undefined : await findPointByKey(tx, post.point);
          await putPost(tx, house, actor, {
            key,
            personId: id(member.key),
            role: post.role,
            organId: organ.id,
            // A post at several organs sits where each organ is.
            regionCode: post.organs.length === 1 ? post.region : organ.regionCode,
            windowId: window?.id ?? null,
            pointId: point?.id ?? null,
            items: post.items ?? '*',
            title: post.title,
            titleEn: post.en ?? null,
          });
          posts++;
        }
      }
    }
    for (const partner of city.partners) {
      const organ = await findOrganByKey(tx, partner.organ);
      if (organ === undefined) throw new Error(`staff.yaml: ${partner.key}: no organ ${partner.organ}`);
      await putPartner(tx, {
        key: partner.key,
        name: partner.name,
        organId: organ.id,
        secretHash: partnerSecretHash(house, partner.secret),
        validFrom: today,
      });
    }
  });
  return {
    regions: places.regions,
    organs: places.organs,
    points: places.points,
    people: city.people.length + city.organisations.length + city.staff.length,
    posts,
  };
}

async function putPerson(tx: Tx, house: House, p: DemoPerson): Promise<string> {
  const { partyId, made } = await findOrMakeParty(tx, house, {
    kind: 'natural',
    name: p.name,
    documentType: '111',
    number: p.idNumber,
    how: 'seed',
    homeRegion: p.home,
    address: p.address,
  });
  // Somebody who came before the seed, or changed a contact since, keeps what he has.
  if (made && p.phone !== undefined) await seal(tx, house, partyId, 'phone', p.phone);
  if (made && p.email !== undefined) await seal(tx, house, partyId, 'email', p.email);
  return partyId;
}

async function seal(tx: Tx, house: House, partyId: string, kind: 'phone' | 'email', value: string): Promise<void> {
  const key = await house.keys.keyOf(tx, { kind: 'person', id: partyId });
  await putContact(tx, { id: newId(), partyId, kind, sealed: key.seal(value, `identity.${kind}`), source: 'seed', at: house.clock.now() });
}
