import type { Static } from 'typebox';
import type { Actor } from '#platform/actor';
import { shanghaiDate } from '#platform/clock';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { findOrganById, findOrgansByName, findRegion, listPoints, listWindows, pathWithin } from '#places';
import { mustBeStaff } from '../session/must-be.ts';
import type { colleagueFound, officeRows, OfficeView } from './office.contract.ts';
import { findStaff, listOfficePosts, postsOf } from './post.sql.ts';

const most = 30;

/** Offices of the administrator's region by a part of their name. */
export async function findOffices(actor: Actor, house: House, input: { text: string }): Promise<Static<typeof officeRows>> {
  const { post } = mustBeStaff(actor, 'secadmin');
  const organs = await findOrgansByName(house.db, { text: input.text.normalize('NFKC').trim(), regionPath: post.regionPath }, most);
  return {
    rows: await Promise.all(
      organs.map(async (o) => ({
        organId: o.id,
        name: o.label,
        regionCode: o.regionCode,
        regionName: (await findRegion(house.db, o.regionCode))?.name ?? o.regionCode,
      })),
    ),
  };
}

/** One office: who holds which post in it, and which windows it has. @throws Problem notFound. */
export async function viewOffice(actor: Actor, house: House, input: { organId: string }): Promise<OfficeView> {
  const { post, personId } = mustBeStaff(actor, 'secadmin');
  const organ = await findOrganById(house.db, input.organId);
  if (organ === undefined || !pathWithin(organ.regionPath, post.regionPath))
    throw problem(
      'notFound',
      'identity.no-office',
      { zh: '您管的范围里没有这个部门。', en: 'There is no such office in your region.' },
      { zh: '请回到上一步，从列表里选。', en: 'Go back and choose from the list.' },
    );
  const posts = await listOfficePosts(house.db, organ.id, shanghaiDate(house.clock.now()));
  const windows: OfficeView['windows'] = [];
  for (const point of (await listPoints(house.db, { within: organ.regionCode })).filter((p) => p.organId === organ.id))
    for (const w of await listWindows(house.db, point.id))
      windows.push({
        windowId: w.id,
        name: `${point.name}${w.name ?? `${w.number}号窗口`}`,
        taken: posts.some((p) => p.windowId === w.id),
      });
  return {
    organId: organ.id,
    name: organ.label,
    regionCode: organ.regionCode,
    regionName: (await findRegion(house.db, organ.regionCode))?.name ?? organ.regionCode,
    posts: posts.map(({ windowId, ...p }) => ({
      ...p,
      window: windowId === null ? null : (windows.find((w) => w.windowId === windowId)?.name ?? null),
      own: p.personId === personId,
    })),
    windows,
  };
}

/** A member of staff by number or whole name, with the posts held now: to whom a post could be given. */
export async function findColleague(actor: Actor, house: House, input: { who: string }): Promise<Static<typeof colleagueFound>> {
  mustBeStaff(actor, 'secadmin');
  const today = shanghaiDate(house.clock.now());
  const found = await findStaff(house.db, input.who.normalize('NFKC').trim());
  return {
    rows: await Promise.all(
      found.map(async (one) => ({ ...one, posts: (await postsOf(house.db, one.personId, today)).map((p) => p.title) })),
    ),
  };
}
