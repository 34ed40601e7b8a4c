/** What the catalogue hears: its own publications, so that search follows at once in the process that hears them. */
import type { EventListener } from '#platform/outbox';
import { refreshCatalogView } from './search/catalog-view.ts';

/** The other processes compare the revision once a second (see README). */
export const catalogListeners: EventListener[] = [
  {
    name: 'catalog.refresh-search',
    on: ['catalog.version_published', 'catalog.version_withdrawn'],
    hear: async (_event, house) => refreshCatalogView(house),
  },
];
