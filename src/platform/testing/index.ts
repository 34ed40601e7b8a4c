/** The door of `platform/testing`: a furnished house on a real PostgreSQL, one database per test file. Tests only. */
export { openTestHouse } from './test-house.ts';
export type { TestHouse } from './test-house.ts';
