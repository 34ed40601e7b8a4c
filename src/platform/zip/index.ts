/** The door of `platform/zip`: many files as one, written while they flow. */
export { zip } from './zip.ts';
export type { ZipEntry } from './zip.ts';
