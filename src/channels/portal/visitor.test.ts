import { describe, expect, it } from 'vitest';
import { readSettings } from './visitor.ts';

/** What a visitor with these settings in the address is given to keep. */
function kept(publicUrl: string): [string, Record<string, unknown>][] {
  const given: [string, Record<string, unknown>][] = [];
  const request = { query: { elder: '1', lang: 'en', contrast: '2' }, cookies: {}, headers: {}, url: '/?elder=1&lang=en&contrast=2' };
  const reply = { setCookie: (name: string, _value: string, how: Record<string, unknown>) => given.push([name, how]) };
  readSettings(request as never, reply as never, { cityRegion: '329900', publicUrl });
  return given;
}

describe('settings of a reader', () => {
  it('travel over TLS only where the house stands behind TLS, and are never read by scripts or sent by other sites', () => {
    expect(kept('https://tongban.example')).toEqual([
      ['tb_lang', expect.objectContaining({ secure: true, httpOnly: true, sameSite: 'lax' })],
      ['tb_elder', expect.objectContaining({ secure: true, httpOnly: true, sameSite: 'lax' })],
    ]);
    expect(kept('http://127.0.0.1:8080').map(([, how]) => how['secure'])).toEqual([false, false]);
  });
});
