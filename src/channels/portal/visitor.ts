import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '#platform/actor';
import type { Lang } from '#platform/text';

/** The reader of a page: who, in which language, with which eyes, asking about which region. */
export type Visitor = {
  actor: Actor;
  lang: Lang;
  elder: boolean;
  contrast: boolean;
  /** Region code the pages speak of. */
  region: string;
  /** Path and query of this page, without the settings in it. */
  here: string;
};

const year = 365 * 86_400;
const settings = { elder: 'tb_elder', contrast: 'tb_contrast', lang: 'tb_lang', region: 'tb_region' } as const;

/** Whether browsers reach this site over TLS: then no cookie travels without it. */
export const overTls = (site: { publicUrl: string }): boolean => site.publicUrl.startsWith('https:');

/** The reader's settings from the query (which wins and is remembered) and the cookies. */
export function readSettings(
  request: FastifyRequest,
  reply: FastifyReply,
  site: { cityRegion: string; publicUrl: string },
): Omit<Visitor, 'actor'> {
  const query = request.query as Record<string, string | undefined>;
  const cookies = request.cookies;
  const value = (name: keyof typeof settings, good: RegExp): string | undefined => {
    const asked = query[name];
    if (typeof asked === 'string' && good.test(asked)) {
      reply.setCookie(settings[name], asked, { path: '/', maxAge: year, sameSite: 'lax', httpOnly: true, secure: overTls(site) });
      return asked;
    }
    const kept = cookies[settings[name]];
    return kept !== undefined && good.test(kept) ? kept : undefined;
  };
  const lang = value('lang', /^(zh|en)$/) as Lang | undefined;
  const [path = '/', rest = ''] = request.url.split('?', 2);
  const params = new URLSearchParams(rest);
  for (const name of ['elder', 'contrast', 'lang', 'region']) params.delete(name);
  const left = params.toString();
  return {
    lang: lang ?? (/^en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh'),
    elder: value('elder', /^[01]$/) === '1',
    contrast: value('contrast', /^[01]$/) === '1',
    region: value('region', /^[0-9A-Za-z_-]{2,18}$/) ?? site.cityRegion,
    here: left === '' ? path : `${path}?${left}`,
  };
}
