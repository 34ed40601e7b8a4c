import type { Lang } from '#platform/text';

/** The language a request is read in: chosen on the portal (its cookie), else what the browser asks for. */
export function languageOf(request: {
  cookies: Record<string, string | undefined>;
  headers: Record<string, string | string[] | undefined>;
}): Lang {
  const chosen = request.cookies['tb_lang'];
  if (chosen === 'en' || chosen === 'zh') return chosen;
  const wanted = request.headers['accept-language'];
  return /^en\b/i.test((Array.isArray(wanted) ? wanted[0] : wanted) ?? '') ? 'en' : 'zh';
}
