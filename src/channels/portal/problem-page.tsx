import type { ReactNode } from 'react';
import { ErrorPage } from '#kit/plain';
import type { Problem } from '#platform/errors';
import type { House } from '#platform/house';
import { say } from '#platform/text';
import { frame } from './frame.tsx';
import type { Visitor } from './visitor.ts';
import { words } from './words.ts';

/** A refused request as a page: what is wrong, what is safe, what to do next, the telephone (I11). */
export function problemPage(visitor: Visitor, house: House, p: Problem): ReactNode {
  const own = words(visitor.lang);
  return frame(
    visitor,
    house,
    { title: say(p.say, visitor.lang).replace(/[。.]$/, ''), frame: 'task', noindex: true },
    <ErrorPage
      lang={visitor.lang}
      wrong={say(p.say, visitor.lang)}
      {...(p.kind === 'unavailable' ? { safe: own.whatIsSafe } : {})}
      next={[{ text: say(p.next, visitor.lang) }, { text: own.toHome, href: '/' }, { text: own.toPlaces, href: '/places' }]}
      telephone={house.config.telephone}
      reference={p.code}
    />,
  );
}
