import { findRegion, listAncestors, listChildren } from '#places';
import { BackLink, NextLinks } from '#kit/plain';
import { frame } from '../frame.tsx';
import { page } from '../page.ts';
import { findWords } from './words.ts';

/** A path of this site. A browser reads a backslash as a slash, so that `/\\evil.example` would lead away. */
const safeTo = (to: string | undefined): string =>
  to !== undefined && to.length <= 500 && /^\/(?![/\\])[^\\\s\p{Cc}]*$/u.test(to) ? to : '/';

/** 换地方: level by level, as links; the chosen one is remembered and the reader goes back. */
export const regionPage = page('GET', '/region', 'public', async ({ visitor, house, query }) => {
  const words = findWords(visitor.lang);
  const to = safeTo(query['to']);
  const at = query['at'] ?? house.config.cityRegion;
  const here = (await findRegion(house.db, at)) ?? (await findRegion(house.db, house.config.cityRegion));
  const current = await findRegion(house.db, visitor.region);
  const children = here === undefined ? [] : await listChildren(house.db, here.code);
  const above =
    here === undefined ? [] : (await listAncestors(house.db, here.code)).filter((r) => r.code !== here.code && r.level !== 'province');
  const choose = (code: string): string => `${to}${to.includes('?') ? '&' : '?'}region=${code}`;
  const go = (code: string): string => `/region?at=${code}&to=${encodeURIComponent(to)}`;
  return {
    keep: true,
    draw: frame(
      visitor,
      house,
      { title: words.regionTitle, frame: 'task', noindex: true, ...(current === undefined ? {} : { regionName: current.name }) },
      <>
        <BackLink href={to} text={words.back} />
        <h1>{words.regionTitle}</h1>
        <p className="lead">{words.regionLead}</p>
        {current !== undefined && <p role="status">{words.regionNow(current.name)}</p>}
        {here !== undefined && (
          <NextLinks
            links={[
              ...above.map((r) => ({ href: go(r.code), text: `↑ ${r.name}` })),
              {
                href: choose(here.code),
                text: <b>{here.code === house.config.cityRegion ? `${here.name}（${words.wholeCity}）` : here.name}</b>,
              },
              ...children.map((r) => ({ href: r.level === 'village' ? choose(r.code) : go(r.code), text: r.name })),
            ]}
          />
        )}
      </>,
    ),
  };
});
