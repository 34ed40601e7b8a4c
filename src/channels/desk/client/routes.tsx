import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, redirect } from '@tanstack/react-router';
import { AuditSearchPage } from './admin/audit-page.tsx';
import { CalendarPage } from './admin/calendar-page.tsx';
import { ErasuresPage } from './admin/erasures-page.tsx';
import { type PostsSearch, readPostsSearch } from './admin/posts.ts';
import { PostsPage } from './admin/posts-page.tsx';
import { CallerPage } from './caller/caller-page.tsx';
import { CasePage } from './case/case-page.tsx';
import { CopyPage } from './catalog/copy-page.tsx';
import { ItemsPage } from './catalog/items-page.tsx';
import { VersionsPage } from './catalog/versions-page.tsx';
import { FindPage } from './find/find-page.tsx';
import { FollowupPage } from './followup/followup-page.tsx';
import { FollowupsPage } from './followup/followups-page.tsx';
import { RatingsOfMePage } from './followup/ratings-of-me-page.tsx';
import { ManagerPage } from './manager/manager-page.tsx';
import { readSearch, type Search } from './manager/waiting.ts';
import { QueuePage } from './queue/queue-page.tsx';
import { homeOf } from './shell/home.ts';
import { meQuery } from './shell/me.ts';
import { Shell } from './shell/shell.tsx';
import { WindowPage } from './window/window-page.tsx';

const root = createRootRouteWithContext<{ queries: QueryClient }>()({ component: Shell });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async ({ context }) => {
    const me = await context.queries.ensureQueryData(meQuery).catch(() => null);
    throw redirect({ to: homeOf(me) });
  },
});
const queue = createRoute({
  getParentRoute: () => root,
  path: '/queue',
  component: QueuePage,
  validateSearch: (search: Record<string, unknown>): { lamp?: string; item?: string } => ({
    ...(typeof search['lamp'] === 'string' ? { lamp: search['lamp'] } : {}),
    ...(typeof search['item'] === 'string' ? { item: search['item'] } : {}),
  }),
});
const oneCase = createRoute({ getParentRoute: () => root, path: '/cases/$caseId', component: CasePage });
const caller = createRoute({ getParentRoute: () => root, path: '/caller', component: CallerPage });
const find = createRoute({ getParentRoute: () => root, path: '/find', component: FindPage });
const window_ = createRoute({
  getParentRoute: () => root,
  path: '/window',
  component: WindowPage,
  // Which case is being answered for the one who came: an id, nothing of the person.
  validateSearch: (search: Record<string, unknown>): { answer?: string } =>
    typeof search['answer'] === 'string' ? { answer: search['answer'] } : {},
});
const followups = createRoute({ getParentRoute: () => root, path: '/followups', component: FollowupsPage });
const followup = createRoute({ getParentRoute: () => root, path: '/followups/$id', component: FollowupPage });
const ratingsOfMe = createRoute({ getParentRoute: () => root, path: '/ratings-of-me', component: RatingsOfMePage });
const supervise = createRoute({
  getParentRoute: () => root,
  path: '/supervise',
  component: ManagerPage,
  validateSearch: (search: Record<string, unknown>): Search => readSearch(search),
});
const audit = createRoute({ getParentRoute: () => root, path: '/audit', component: AuditSearchPage });
const erasures = createRoute({ getParentRoute: () => root, path: '/erasures', component: ErasuresPage });
const posts = createRoute({
  getParentRoute: () => root,
  path: '/posts',
  component: PostsPage,
  validateSearch: (search: Record<string, unknown>): PostsSearch => readPostsSearch(search),
});
const calendar = createRoute({
  getParentRoute: () => root,
  path: '/calendar',
  component: CalendarPage,
  validateSearch: (search: Record<string, unknown>): { year?: number } =>
    typeof search['year'] === 'number' ? { year: search['year'] } : {},
});

const catalog = createRoute({ getParentRoute: () => root, path: '/catalog', component: ItemsPage });
const catalogCopy = createRoute({
  getParentRoute: () => root,
  path: '/catalog/copies/$copyId',
  component: CopyPage,
  validateSearch: (search: Record<string, unknown>): { part?: string; handling?: string } => ({
    ...(typeof search['part'] === 'string' ? { part: search['part'] } : {}),
    ...(typeof search['handling'] === 'string' ? { handling: search['handling'] } : {}),
  }),
});
const catalogVersions = createRoute({ getParentRoute: () => root, path: '/catalog/versions/$key', component: VersionsPage });

/** The desk's screens. */
export function makeRouter(queries: QueryClient) {
  const screens = [
    home,
    queue,
    oneCase,
    find,
    caller,
    window_,
    followups,
    followup,
    ratingsOfMe,
    supervise,
    audit,
    posts,
    erasures,
    calendar,
    catalog,
    catalogCopy,
    catalogVersions,
  ];
  return createRouter({ routeTree: root.addChildren(screens), basepath: '/desk', context: { queries } });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
