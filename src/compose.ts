import { join } from 'node:path';
import { mountDesk, windowDraws } from '#channels/desk';
import { mountPortal, portalDraws } from '#channels/portal';
import { mountSandboxIssuer, mountSignIn } from '#channels/sign-in';
import { startSandboxDepartment } from '#channels/partner';
import { caseFactsForNotices, casesErasure, casesJobs, casesListeners, casesMirror, casesRoutes } from '#cases';
import { catalogJobs, catalogListeners, catalogRoutes, importCatalog, importItemDrafts, sayDoors, writeCatalog } from '#catalog';
import { feedbackListeners, feedbackRoutes, followupsMirror, ratingsMirror } from '#feedback';
import { type ErasureRoom, erasureRoutes, identityJobs, identityRoutes, permits, resolveActor, seedCity } from '#identity';
import { listenToCases, listenToFollowups, listenToInvitations, noticesJobs } from '#notices';
import { importRegions, placesRoutes } from '#places';
import { projectRoot } from '#platform/config';
import { keysJobs } from '#platform/crypto';
import { filesJobs } from '#platform/files';
import type { House } from '#platform/house';
import { type App, createApp, mountRoutes, type Route } from '#platform/http';
import type { Job } from '#platform/jobs';
import { ledgerJobs, sealState, setRootsAside } from '#platform/ledger';
import type { EventListener } from '#platform/outbox';
import { recordsJobs } from './retention.ts';

/** Who keeps something of people beside `identity`; an erasure asks each, and each takes away its own. */
export const erasureRooms: readonly ErasureRoom[] = [casesErasure];

/** Every route of every module; tests walk it. */
export const routes: readonly Route[] = [
  ...placesRoutes,
  ...identityRoutes,
  ...erasureRoutes(erasureRooms),
  ...catalogRoutes,
  ...casesRoutes,
  ...feedbackRoutes,
];

/** Who hears what. `notices` does not know `cases`: what a message needs of a case is read by the function given here. */
export const listeners: readonly EventListener[] = [
  ...catalogListeners,
  ...casesListeners,
  listenToCases(caseFactsForNotices),
  ...feedbackListeners,
  listenToFollowups,
  listenToInvitations,
];

/** Work by the clock. */
export const jobs: readonly Job[] = [
  ...ledgerJobs,
  ...keysJobs,
  ...filesJobs,
  ...identityJobs,
  ...catalogJobs,
  ...casesJobs,
  ...noticesJobs,
  ...recordsJobs,
];

/** The application with every door. */
export async function composeApp(house: House): Promise<App> {
  // Systems of departments are handed the data and draw nothing.
  await sayDoors(house, [portalDraws, windowDraws, { key: 'partner', name: { zh: '部门系统接口', en: 'Partner API' }, draws: ['*'] }]);
  const app = await createApp({ house, version: '0.1.0' });
  const resolve = (request: {
    cookies: Record<string, string | undefined>;
    headers: Record<string, string | string[] | undefined>;
    url: string;
    ip: string;
  }) => resolveActor(house, { cookies: request.cookies, headers: request.headers, path: request.url, ip: request.ip });
  const parts = { house, resolveActor: resolve as never, permits };
  mountRoutes(app, routes, parts);
  mountSignIn(app, house);
  if (house.config.oidcIssuer === null && house.config.env !== 'production') mountSandboxIssuer(app, house);
  mountDesk(app, parts);
  mountPortal(app, parts);
  return app;
}

/** The demonstration city: places, people, items. What is there already stays as it is. */
export async function seedDemonstration(
  house: House,
  options: { keepWithdrawn?: boolean } = {},
): Promise<{ published: number; refused: { file: string; say: string }[] }> {
  const { rootsFile } = house.config;
  // A house without a single entry is a new one: roots of an earlier house at the same place are not about it.
  const { seals, unsealed } = await sealState(house.db);
  if (rootsFile !== null && seals + unsealed === 0) setRootsAside(rootsFile, house.clock.now());
  await seedCity(house);
  const report = await importCatalog(house, join(projectRoot(), 'demo/catalog'), options);
  return { published: report.counts.published, refused: report.refused.map((r) => ({ file: r.file, say: JSON.stringify(r) })) };
}

/** Rows that people read beside the chain, compared by `verify`. */
export const mirrors = [casesMirror, ratingsMirror, followupsMirror];

export { importItemDrafts, importRegions, startSandboxDepartment, writeCatalog };
