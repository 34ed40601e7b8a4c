/** Who and what there is in the demonstration: villages, posts, items; and the crowd that the seed adds. */
import { type CrowdPerson, crowdRow, type CrowdRow, drawOrganisation, drawPerson, findPartner, listPosts, type StaffPost } from '#identity';
import { findPartyByDocument, getParty, listRelations, loadParties, loadRepresentatives } from '#identity';
import { catalogView } from '#catalog';
import { listChildren, type Region } from '#places';
import { type Actor, anonymous } from '#platform/actor';
import { shanghaiDate } from '#platform/clock';
import { loadKeys, type NewKeyRow } from '#platform/crypto';
import type { Loader, Read } from '#platform/db';
import { type Problem, problem } from '#platform/errors';
import type { House } from '#platform/house';
import type { ItemVersion } from '../outside/items.ts';
import { part, populationOf } from './city-plan.ts';

/** Everybody and everything a case is made of. */
export type Cast = {
  villages: Region[];
  /** Items for people, and items for enterprises, newest version each. */
  forPeople: ItemVersion[];
  forOrganisations: ItemVersion[];
  at(organId: string): readonly Actor[];
  managers: readonly Actor[];
  /** Clerks at windows that serve a village, the nearest first. */
  clerksFor(village: Region): readonly Actor[];
  partner: Actor | null;
};

/** The enterprise of the demonstration that has hundreds of cases, and who signs in for it. */
const large = { uscc: '91329901MA9K204162' };

const asActor = ({ personId, personName, label: _label, ...post }: StaffPost): Actor => ({
  ...anonymous('zh', post.windowId === null ? 'desk' : 'window'),
  kind: 'staff',
  personId,
  capacity: 'staff',
  post,
  name: personName,
});

/** Only a demonstration takes a seed: the fictional city, and no other place beside it. @throws Problem forbidden `cases.no-demo`. */
export async function mustBeDemonstration(house: Pick<House, 'db' | 'config'>): Promise<void> {
  const roots = await listChildren(house.db, null);
  const fictional = roots.every((r) => r.code.startsWith('3299'));
  if (house.config.env !== 'production' && fictional) return;
  throw problem(
    'forbidden',
    'cases.no-demo',
    {
      zh: '这个数据库不是示范城市，不能装入编造的办件。什么都没有改。',
      en: 'This database is not the demonstration city: no made-up cases go into it. Nothing was changed.',
    },
    {
      zh: '要演示或测速，请另用一个空的数据库：先tongban seed，再tongban seed --cases=N。',
      en: 'For a demonstration or a measurement use another, empty database: tongban seed, then tongban seed --cases=N.',
    },
  );
}

/** Reads the cast from the demonstration. */
export async function castOf(house: Pick<House, 'db' | 'clock'>): Promise<Cast> {
  const villages: Region[] = [];
  const down = async (parent: string | null): Promise<void> => {
    for (const region of await listChildren(house.db, parent)) {
      if (region.level === 'village') villages.push(region);
      await down(region.code);
    }
  };
  await down(null);
  // In an order that another installation of the same files has too: ids are drawn anew in each.
  const order = (p: StaffPost): string => `${p.regionPath} ${p.title} ${p.personName} ${p.role}`;
  const staff = (await listPosts(house.db, { today: shanghaiDate(house.clock.now()) }))
    .toSorted((a, b) => (order(a) < order(b) ? -1 : 1))
    .map(asActor);
  const byOrgan = new Map<string, Actor[]>();
  for (const actor of staff) {
    const organ = actor.post?.organId ?? '';
    byOrgan.set(organ, [...(byOrgan.get(organ) ?? []), actor]);
  }
  const versions = (await catalogView(house)).items.flatMap((i) => i.versions).toSorted((a, b) => (a.handlingKey < b.handlingKey ? -1 : 1));
  const natural = (v: ItemVersion): boolean => v.content.item.objects.some((o) => o === 'natural' || o === 'selfEmployed');
  const partner = await findPartner(house.db, 'sandbox-department');
  const serves = (actor: Actor, path: string): boolean => path.startsWith(actor.post?.regionPath ?? '-');
  const clerks = new Map<string, readonly Actor[]>();
  return {
    villages,
    forPeople: versions.filter(natural),
    forOrganisations: versions.filter((v) => !natural(v) || v.content.item.objects.includes('selfEmployed')),
    at: (organId) => byOrgan.get(organId) ?? [],
    managers: staff.filter((a) => a.post?.role === 'manager'),
    clerksFor: (village) => {
      let found = clerks.get(village.code);
      if (found === undefined) {
        found = staff
          .filter((a) => a.post?.windowId != null && a.post.role === 'clerk' && serves(a, village.path))
          .toSorted((a, b) => (b.post?.regionPath.length ?? 0) - (a.post?.regionPath.length ?? 0));
        clerks.set(village.code, found);
      }
      return found;
    },
    partner:
      partner === undefined
        ? null
        : { ...anonymous('zh', 'partner'), kind: 'partner', capacity: 'partner', personId: partner.id, name: partner.key },
  };
}

/** Seeds there are: each has its own row of document numbers. */
export const seeds = { least: 1, most: 40 } as const;

const alreadyThere = (seed: number): Problem =>
  problem(
    'conflict',
    'cases.seeded',
    {
      zh: `种子${seed}的人和办件已经在这个数据库里，没有再装。`,
      en: `People and cases of seed ${seed} are in this database already; nothing was added.`,
    },
    { zh: '还要更多，请换一个种子，比如--seed=2。', en: 'For more take another seed, for example --seed=2.' },
  );

/** Somebody with the village he is of. */
export type Dweller = CrowdPerson & { village: Region };
/** An enterprise and who stands for it. */
export type Enterprise = Dweller & { representative: Dweller };
/** The crowd. */
export type Crowd = { people: Dweller[]; organisations: Enterprise[]; large: Enterprise | null };

/** Draws the crowd and stores it, unless `store` is null: the same seed draws the same people. */
export async function crowdOf(
  house: House,
  cast: Pick<Cast, 'villages'>,
  options: { cases: number; seed: number },
  loader: Loader,
): Promise<Crowd> {
  const size = populationOf(options.cases);
  // Numbers of documents are drawn apart per seed, so that several cities can lie in one database.
  const offset = (options.seed - 1) * 240_000;
  const at = new Date(house.clock.now().getTime() - 3 * 366 * 86_400_000);
  const draw = part(options.seed, 'people');
  const people = Array.from({ length: size.people }, (_, i): Dweller => {
    const village = draw.of(cast.villages);
    return { ...drawPerson(draw, at, village.code, offset + i), village };
  });
  const other = part(options.seed, 'organisations');
  const organisations = Array.from({ length: size.organisations }, (_, i): Enterprise => {
    const village = other.of(cast.villages);
    return {
      ...drawOrganisation(other, at, village.code, offset + i),
      village,
      representative: people[(i * 3) % people.length] as Dweller,
    };
  });
  const first = people[0] as Dweller;
  if ((await findPartyByDocument(house, { type: '111', number: first.number })) !== undefined) throw alreadyThere(options.seed);
  const step = 4_000;
  for (let begin = 0; begin < people.length + organisations.length; begin += step) {
    const rows: CrowdRow[] = [];
    const keys: NewKeyRow[] = [];
    const some = [
      ...people.slice(begin, begin + step),
      ...organisations.slice(Math.max(0, begin - people.length), Math.max(0, begin + step - people.length)),
    ];
    for (const one of some) {
      const made = await crowdRow(house, draw, at, one, one.village.path);
      rows.push(made.row);
      keys.push(made.key);
    }
    await loader.inTransaction(async (load) => {
      await loadKeys(load, keys);
      await loadParties(load, rows);
    });
  }
  await loader.inTransaction((load) =>
    loadRepresentatives(
      load,
      organisations.map((o) => ({ ids: [draw.id(at), draw.id(at)], organisationId: o.id, personId: o.representative.id, at })),
    ),
  );
  return { people, organisations, large: await largeOne(house, cast.villages) };
}

async function largeOne(house: House, villages: readonly Region[]): Promise<Enterprise | null> {
  const party = await findPartyByDocument(house, { type: '001', number: large.uscc });
  if (party === undefined) return null;
  const representative = (await listRelations(house.db, party.id)).find((r) => r.kind === 'legalRepresentative');
  if (representative === undefined) return null;
  const dweller = async (read: Read, id: string, number: string): Promise<Dweller> => {
    const { name, kind, homeRegion } = await getParty(read, id);
    const village = villages.find((v) => v.code === homeRegion) ?? (villages[0] as Region);
    return { id, name, kind, number, birth: null, sex: null, home: village.code, address: '双桥路3号', phone: '13800004601', village };
  };
  return {
    ...(await dweller(house.db, party.id, large.uscc)),
    representative: await dweller(house.db, representative.otherId, ''),
  };
}
