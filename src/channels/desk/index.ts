/** The door of the desk: its server side only; the application in `client/` is built apart. See README.md. */
export { windowDraws } from './draws.ts';
export { mountDesk } from './mount-desk.ts';
export type { DeskParts } from './mount-desk.ts';
