/** The door of `platform/limits`: rate limits that hold over all server processes. */
export { limit } from './limits.sql.ts';
