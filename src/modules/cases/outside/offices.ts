/** The one place where `cases` asks `places`: which office, where it lies. */
import type { Read } from '#platform/db';
import { ancestorAt, findOrgan, findOrganById, findPoint, findRegion, listOrgans, listPointsFor, type RegionLevel } from '#places';

// Places change a few times a year and are asked for at every submission: outside a transaction an answer is good for a minute.
const minute = 60_000;
const remembered = new WeakMap<object, Map<string, { at: number; value: Promise<unknown> }>>();

function remember<T>(read: Read, key: string, ask: () => Promise<T>): Promise<T> {
  if (!('pool' in read)) return ask();
  const mine = remembered.get(read) ?? new Map<string, { at: number; value: Promise<unknown> }>();
  remembered.set(read, mine);
  const now = performance.now();
  const before = mine.get(key);
  if (before !== undefined && now - before.at < minute) return before.value as Promise<T>;
  if (mine.size > 5_000) mine.clear();
  const value = ask();
  mine.set(key, { at: now, value });
  value.catch(() => mine.delete(key));
  return value;
}

/** An office that can have a case. */
export type Office = { organId: string; organName: string; regionCode: string; regionPath: string };

/** An office by its id. */
export function officeById(read: Read, organId: string): Promise<Office | undefined> {
  return remember(read, `organ ${organId}`, async () => {
    const organ = await findOrganById(read, organId);
    return organ === undefined
      ? undefined
      : { organId: organ.id, organName: organ.name, regionCode: organ.regionCode, regionPath: organ.regionPath };
  });
}

/** The organ of a kind at a level above (or at) a region. */
export async function officeFor(read: Read, wanted: { regionCode: string; level: string; organKind: string }): Promise<Office | undefined> {
  const at = await ancestorAt(read, wanted.regionCode, wanted.level as RegionLevel);
  if (at === undefined) return undefined;
  const organ = await findOrgan(read, { kind: wanted.organKind, regionCode: at.code });
  return organ === undefined
    ? undefined
    : { organId: organ.id, organName: organ.name, regionCode: organ.regionCode, regionPath: organ.regionPath };
}

/** Organs in force of some kinds in the city a region lies in: those a case from there can be given to. */
export async function officesOfCity(read: Read, wanted: { regionCode: string; organKinds: readonly string[] }): Promise<Office[]> {
  const city = await ancestorAt(read, wanted.regionCode, 'city');
  if (city === undefined) return [];
  const found = await Promise.all(wanted.organKinds.map((kind) => listOrgans(read, { regionCode: city.code, beneath: true, kind })));
  return found.flat().map((o) => ({ organId: o.id, organName: o.name, regionCode: o.regionCode, regionPath: o.regionPath }));
}

/** A place where people hand in. */
export type ReceivingPlace = { pointId: string; kind: string; organId: string; organName: string; regionCode: string; regionPath: string };

/** A point by its id. */
export function receivingPlace(read: Read, pointId: string): Promise<ReceivingPlace | undefined> {
  return remember(read, `point ${pointId}`, async () => {
    const point = await findPoint(read, pointId);
    if (point === undefined) return undefined;
    const organ = await findOrganById(read, point.organId);
    return {
      pointId: point.id,
      kind: point.kind,
      organId: point.organId,
      organName: organ?.name ?? point.name,
      regionCode: point.regionCode,
      regionPath: point.regionPath,
    };
  });
}

/** The hall of one of these kinds that serves a region: where cases from the phone are received when the item lets it accept. */
export function hallFor(read: Read, regionCode: string, kinds: readonly string[]): Promise<ReceivingPlace | undefined> {
  return remember(read, `hall ${regionCode} ${kinds.join()}`, async () => {
    const points = await listPointsFor(read, regionCode, { kinds: kinds as never });
    const point = points.find((p) => p.regionCode === regionCode) ?? points[0];
    return point === undefined ? undefined : receivingPlace(read, point.id);
  });
}

/** Chain of codes of a region, from the root. */
export function regionPathOf(read: Read, code: string): Promise<string | undefined> {
  return remember(read, `path ${code}`, async () => {
    return (await findRegion(read, code))?.path;
  });
}

/** The six-digit region a case is filed under: the county or city above a code. */
export function homeRegionOf(read: Read, code: string): Promise<string> {
  return remember(read, `home ${code}`, async () => {
    if (/^\d{6}$/.test(code)) return code;
    return (await ancestorAt(read, code, 'county'))?.code ?? (await ancestorAt(read, code, 'city'))?.code ?? code.slice(0, 6);
  });
}

/** The town above (or at) a region; null when the code is that of a county or city. */
export function townOf(read: Read, code: string): Promise<string | null> {
  return remember(read, `town ${code}`, async () => {
    return (await ancestorAt(read, code, 'town'))?.code ?? null;
  });
}
