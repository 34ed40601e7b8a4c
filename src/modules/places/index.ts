/** The door of `places`: divisions, organs, service points and windows. See README.md. */
export { levels, pathWithin } from './region.ts';
export type { Region, RegionKind, RegionLevel } from './region.ts';
export {
  ancestorAt,
  findRegion,
  findRegionsByName,
  getRegion,
  isWithin,
  listAncestors,
  listChildren,
  regionLabel,
  regionLabels,
} from './region.sql.ts';
export { findOrgan, findOrganById, findOrganByKey, findOrgansByName, getOrgan, listOrgans } from './organ.sql.ts';
export type { Organ } from './organ.sql.ts';
export {
  findPoint,
  findPointByKey,
  findWindow,
  findWindowByKey,
  getPoint,
  getWindow,
  listPoints,
  listPointsFor,
  listWindows,
  pointKinds,
} from './point.sql.ts';
export type { Point, PointKind, Window } from './point.sql.ts';
export { accessibility } from './accessibility.ts';
export { closingTime, hoursSentence, openState, serviceHours } from './hours.ts';
export type { Hours, OpenState } from './hours.ts';
export { importRegions } from './import-regions.ts';
export type { RegionImport } from './import-regions.ts';
export { loadPlaces } from './load-places.ts';
export { placesRoutes } from './places.routes.ts';
