import type { Route } from '#platform/http';
import { auditingRoutes } from './routes/auditing.routes.ts';
import { calendarRoutes } from './routes/calendar.routes.ts';
import { callerRoutes } from './routes/caller.routes.ts';
import { citizenRoutes } from './routes/citizen.routes.ts';
import { figuresRoutes } from './routes/figures.routes.ts';
import { partnerRoutes, publicRoutes } from './routes/partner.routes.ts';
import { staffRoutes } from './routes/staff.routes.ts';
import { supervisingRoutes } from './routes/supervising.routes.ts';

/** Every route of the module: path, permission and audit word on one line each. */
export const casesRoutes: readonly Route[] = [
  ...citizenRoutes,
  ...staffRoutes,
  ...callerRoutes,
  ...supervisingRoutes,
  ...auditingRoutes,
  ...calendarRoutes,
  ...figuresRoutes,
  ...partnerRoutes,
  ...publicRoutes,
];
