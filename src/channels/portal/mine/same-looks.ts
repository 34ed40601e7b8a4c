import type { LookedAt } from '#identity';
import { sayDay, sayMoment } from '#kit/plain';
import { shanghaiDate } from '#platform/clock';
import { type Lang, say } from '#platform/text';

/** Looks as one line of the page: every moment of it is kept. */
export type Look = { day: string; at: string[]; who: string; what: string; reason: string };

/** Looks of one day by the same person at the same thing for the same reason are one line that keeps every moment. */
export function sameLooks(views: LookedAt[], lang: Lang): Look[] {
  const looks = new Map<string, Look>();
  for (const v of views) {
    const at = new Date(v.at);
    const day = sayDay(shanghaiDate(at), lang);
    const who = [v.organ, v.who].filter(Boolean).join(lang === 'zh' ? '，' : ', ');
    const what = say(v.what, lang);
    const key = JSON.stringify([day, who, what, v.reason]);
    const look = looks.get(key) ?? { day, at: [], who, what, reason: v.reason };
    looks.set(key, { ...look, at: [...look.at, sayMoment(at, lang)] });
  }
  return [...looks.values()];
}
