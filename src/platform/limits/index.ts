/** The door of `platform/limits`: rate limits that hold over all server processes. */
export { dropOldRates, limit } from './limits.sql.ts';
