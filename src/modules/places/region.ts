/** Levels of divisions, from the province down; the number is how the table stores it. */
export const levels = ['province', 'city', 'county', 'town', 'village'] as const;

/** One of the five levels; what a division is called there (district, subdistrict, community) is its kind. */
export type RegionLevel = (typeof levels)[number];

export const regionKinds = [
  'province',
  'city',
  'district',
  'county',
  'development-zone',
  'subdistrict',
  'town',
  'township',
  'community',
  'village',
] as const;

/** What a division is called at its level. */
export type RegionKind = (typeof regionKinds)[number];

/** A division. `code` is opaque: nothing may be read out of its digits. */
export type Region = {
  code: string;
  kind: RegionKind;
  level: RegionLevel;
  name: string;
  nameEn: string | null;
  parent: string | null;
  /** Codes from the root down to this one, joined by '/'. */
  path: string;
  validFrom: string;
  validTo: string | null;
  /** Which division took over when this one ended. */
  successor: string | null;
};

/** The number of a level, 1 province … 5 village. */
export const levelNumber = (level: RegionLevel): number => levels.indexOf(level) + 1;

/** The level of a number; throws on anything but 1 to 5. */
export function levelOf(number: number): RegionLevel {
  const level = levels[number - 1];
  if (level === undefined) throw new RangeError(`no level ${number}`);
  return level;
}

/** Whether `path` is `ancestorPath` or lies beneath it. Pure: for lists that already hold paths. */
export function pathWithin(path: string, ancestorPath: string): boolean {
  return path === ancestorPath || path.startsWith(`${ancestorPath}/`);
}
