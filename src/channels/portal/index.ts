/** The door of the portal channel. */
export { mountPortal } from './mount-portal.ts';
