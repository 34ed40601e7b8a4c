/** The door of `platform/holds`: records that must not be destroyed for now. The database refuses it too (`data_key_held`). */
export { held, liftHold, placeHold } from './hold.ts';
export { heldAmong, listHolds } from './holds.sql.ts';
export type { Hold } from './holds.sql.ts';
