/** Cookie of a citizen's session, everywhere on the site. */
export const citizenCookie = 'tb_c';
/** Cookie of a staff session; sent only beneath `staffPaths`, so that no citizen page ever sees it (model 16). */
export const staffCookie = 'tb_s';

/** Where staff work: pages and their interface. */
export const staffPaths = ['/desk', '/api/staff'] as const;

/** Whether a path belongs to staff. */
export const isStaffPath = (path: string): boolean =>
  staffPaths.some((one) => path === one || path.startsWith(`${one}/`) || path.startsWith(`${one}?`));
