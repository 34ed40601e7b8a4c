/** The door of `catalog`: item documents, published versions, the guide, search. See README.md. */
export { canonicalList, evaluate, personalList } from './guide/evaluate.ts';
export type {
  ConditionResult,
  EvaluateOptions,
  Evaluation,
  Facts,
  GroupResult,
  GuideQuestion,
  HeldMaterial,
  LineStatus,
  MaterialLine,
  OutcomeResult,
} from './guide/evaluation.ts';
export { type ReceiveRule, type ResolvedCompetence, resolveCompetence } from './guide/resolve-competence.ts';
export { whyNotDemand } from './guide/why-not-demand.ts';
export { regionLookup } from './guide/region-lookup.ts';
export type {
  Competence,
  ItemContent,
  ItemForm,
  Material,
  MaterialGroup,
  OfficeRef,
  PlaceLevel,
  ProcessStep,
  ReceiveMode,
  Regime,
  SituationQuestion,
  WaiverRoute,
} from './document/content.ts';
export { itemTypes, lifeEvents } from './document/item.format.ts';
export {
  findItem,
  getItem,
  getVersion,
  getVersionNumber,
  listHandlings,
  listVersions,
  requireOpenVersion,
  requireSubmittable,
} from './publish/find-item.ts';
export type { ItemVersion, VersionHead } from './publish/find-item.ts';
export { type ImportReport, checkCatalog, importCatalog } from './publish/import-catalog.ts';
export { type DraftReport, importItemDrafts } from './publish/import-item-drafts.ts';
export { pauseItem, resumeItem, withdrawItem } from './publish/withdraw-item.ts';
export { type VersionFault, verifyPublished } from './publish/verify-published.ts';
export type { Issue } from './document/read-yaml.ts';
export { type BrowseAnswer, type BrowseFilter, browse } from './search/browse.ts';
export { type CatalogItem, type CatalogView, catalogView, refreshCatalogView } from './search/catalog-view.ts';
export { type NoRouteCount, noRouteReasons } from './search/no-route-reasons.ts';
export { type SearchAnswer, type SearchHit, searchItems } from './search/search-items.ts';
export { makeListNumber } from './lists/make-list-number.ts';
export { type OpenedList, openList } from './lists/open-list.ts';
export { writeCatalog } from './publish/write-catalog.ts';
export { type DoorWord, sayDoors } from './doors/say-doors.ts';
export { copyContents } from './editing/read-copy.ts';
export { catalogRoutes } from './catalog.routes.ts';
export { catalogListeners } from './catalog.listeners.ts';
export { catalogJobs } from './catalog.jobs.ts';
