import { defineRoute, type Route } from '#platform/http';
import { childrenQuery, foundRegions, nameQuery, pointQuery, pointRows, regionRows } from './contract.ts';
import { listPointRows } from './point-rows.ts';
import { pickRegions, searchRegions } from './region-rows.ts';

/** Public routes: divisions for pickers, and where to go. */
export const placesRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/regions',
    permission: 'public',
    audit: null,
    cacheSeconds: 300,
    summary: 'Divisions beneath a division, for pickers',
    query: childrenQuery,
    reply: regionRows,
    handle: ({ house, query }) => pickRegions(house, query.parent),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/regions/search',
    permission: 'public',
    audit: null,
    cacheSeconds: 300,
    summary: 'Divisions by name',
    query: nameQuery,
    reply: foundRegions,
    handle: async ({ house, query }) => ({ rows: await searchRegions(house, query) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/points',
    permission: 'public',
    audit: null,
    cacheSeconds: 60,
    summary: 'Service points: of a division nearest first, or all of the city',
    query: pointQuery,
    reply: pointRows,
    handle: async ({ house, query }) => ({ rows: await listPointRows(house, query.region) }),
  }),
];
