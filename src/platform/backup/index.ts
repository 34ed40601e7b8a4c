/** The door of `platform/backup`: everything that counts in one folder, and back. See README.md. */
export { backUp } from './back-up.ts';
export type { Manifest, Part, TablePart } from './manifest.ts';
export { checkBackup, restore } from './restore.ts';
export type { Restored, RestoreTarget } from './restore.ts';
export { refuseHalfRestored } from './restoring.ts';
/** A folder that is whole or not there, and its parts with their hashes; exports use it too. */
export { newFolder, textSource, writePart } from './folder.ts';
