import type { Actor } from '#platform/actor';
import { shanghaiDate } from '#platform/clock';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { inRegion } from '../cases.policy.ts';
import type { OfficePerson } from '../contract.ts';
import { officeById } from '../outside/offices.ts';
import { titlesAtOffice } from '../outside/people.ts';
import { managerScope } from './list-waiting.ts';
import { loadAtOffice } from './waiting.sql.ts';

/** Who works at an office of the manager's region, and how much lies with each. */
export async function peopleAtOffice(actor: Actor, house: House, input: { organId: string }): Promise<{ rows: OfficePerson[] }> {
  const { post } = managerScope(actor);
  const office = await officeById(house.db, input.organId);
  if (office === undefined || !inRegion(post, office.regionPath))
    throw problem(
      'notFound',
      'cases.office-unknown',
      { zh: '您管的范围里没有这个部门。', en: 'There is no such office in your region.' },
      { zh: '请回到督办，从列表里选。', en: 'Go back and choose from the list.' },
    );
  const today = shanghaiDate(house.clock.now());
  const [posts, load] = await Promise.all([titlesAtOffice(house.db, input.organId, today), loadAtOffice(house.db, input.organId, today)]);
  const people = new Map<string, OfficePerson>();
  for (const p of posts.filter((one) => one.role === 'clerk' || one.role === 'approver')) {
    const lies = load.find((l) => l.personId === p.personId);
    const known = people.get(p.personId) ?? {
      personId: p.personId,
      name: p.name,
      roles: [],
      titles: [],
      open: lies?.open ?? 0,
      late: lies?.late ?? 0,
    };
    people.set(p.personId, { ...known, roles: [...known.roles, p.role], titles: [...known.titles, p.title] });
  }
  return { rows: [...people.values()].sort((a, b) => a.open - b.open || a.name.localeCompare(b.name, 'zh')) };
}
