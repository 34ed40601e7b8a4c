import { expect, it } from 'vitest';
import type { Config } from '#platform/config';
import { endedCookies, sessionCookies, tryCookieLine } from './cookies.ts';

const lines = (publicUrl: string): string[] => {
  const config = { publicUrl } as Config;
  return (['citizen', 'staff'] as const).flatMap((kind) => [
    ...sessionCookies(config, kind, 'token'),
    ...endedCookies(config, kind),
    tryCookieLine(config, kind, 'id'),
  ]);
};

it('cookies of a session are for the server alone, and where the house stands behind TLS they travel over nothing else', () => {
  for (const line of lines('https://tongban.example')) expect(line).toMatch(/; HttpOnly; SameSite=Lax; Secure/);
  for (const line of lines('http://127.0.0.1:8080')) {
    expect(line).toMatch(/; HttpOnly; SameSite=Lax/);
    expect(line).not.toContain('Secure');
  }
});
