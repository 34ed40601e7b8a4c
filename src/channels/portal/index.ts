/** The door of the portal channel. */
export { portalDraws } from './draws.ts';
export { mountPortal } from './mount-portal.ts';
