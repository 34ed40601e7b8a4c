import { citizenCookie, staffCookie, staffPaths } from '#identity';
import type { Config } from '#platform/config';

/** Cookie that binds a sign-in under way to one browser. */
export const tryCookie = 'tb_try';

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

/** `Set-Cookie` line of a sign-in under way; an empty id takes it away. */
export function tryCookieLine(config: Config, kind: 'citizen' | 'staff', id: string): string {
  return `${tryCookie}=${id}; ${attributes(config, kind === 'citizen' ? '/sign-in' : '/desk/sign-in')}; Max-Age=${id === '' ? 0 : 600}`;
}
