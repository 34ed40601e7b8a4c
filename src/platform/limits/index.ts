/** The door of `platform/limits`: rate limits that hold over all server processes. */
export { dropOldRates, limit, refuseSpent } from './limits.sql.ts';
