import type { Config } from '#platform/config';

/** Cookie of a citizen's session, everywhere on the site. */
export const citizenCookie = 'tb_c';
/** Cookie of a staff session; sent only beneath `staffPaths`, so that no citizen page ever sees it (model 16). */
export const staffCookie = 'tb_s';
/** Cookie that binds a sign-in under way to one browser. */
export const tryCookie = 'tb_try';

/** Where staff work: pages and their interface. */
export const staffPaths = ['/desk', '/api/staff'] as const;

/** Whether a path belongs to staff. */
export const isStaffPath = (path: string): boolean => staffPaths.some((one) => path === one || path.startsWith(`${one}/`) || path.startsWith(`${one}?`));

const attributes = (config: Config, path: string): string =>
  `Path=${path}; HttpOnly; SameSite=Lax${config.publicUrl.startsWith('https:') ? '; Secure' : ''}`;

/** `Set-Cookie` lines that start a session; no lifetime: closing the browser ends it. */
export function sessionCookies(config: Config, kind: 'citizen' | 'staff', token: string): string[] {
  return kind === 'citizen'
    ? [`${citizenCookie}=${token}; ${attributes(config, '/')}`]
    : staffPaths.map((path) => `${staffCookie}=${token}; ${attributes(config, path)}`);
}

/** `Set-Cookie` lines that take it away. */
export function endedCookies(config: Config, kind: 'citizen' | 'staff'): string[] {
  return sessionCookies(config, kind, '').map((line) => `${line}; Max-Age=0`);
}

/** `Set-Cookie` line of a sign-in under way; empty takes it away. */
export function tryCookieLine(config: Config, kind: 'citizen' | 'staff', id: string): string {
  return `${tryCookie}=${id}; ${attributes(config, kind === 'citizen' ? '/sign-in' : '/desk/sign-in')}; Max-Age=${id === '' ? 0 : 600}`;
}
