import type { ReactNode } from 'react';
import { lifetimes } from '#identity';
import { Page, type PageProps } from '#kit/plain';
import type { House } from '#platform/house';
import { elderSheet, islandSrc, portalSheet } from './assets.ts';
import { words } from './words.ts';
import type { Visitor } from './visitor.ts';

type Own = Pick<PageProps, 'title' | 'frame' | 'errors' | 'noindex' | 'current'> & {
  islands?: readonly string[];
  regionName?: string | undefined;
  /** Where switching size, colours or language leads, where it is not this address. */
  here?: string;
};

// A session is marked as used once a minute at most: the page counts that minute off.
/** A citizen page: the frame of the city, the reader's own settings, the content. */
export function frame(visitor: Visitor, house: House, own: Own, children: ReactNode): ReactNode {
  const here = own.here ?? visitor.here;
  const say = words(visitor.lang);
  const signedIn = visitor.actor.kind === 'citizen';
  const scripts = [...(own.islands ?? []), ...(signedIn ? ['stay'] : []), ...(visitor.elder ? ['read'] : [])].flatMap(
    (name) => islandSrc(name) ?? [],
  );
  return (
    <Page
      lang={visitor.lang}
      elder={visitor.elder}
      contrast={visitor.contrast}
      title={own.title}
      {...(own.errors === undefined ? {} : { errors: own.errors })}
      city={{
        name: say.cityName(house.config.cityName),
        line: say.cityLine(house.config.cityName),
        host: say.host(house.config.cityName),
        demo: house.config.env !== 'production',
      }}
      telephone={house.config.telephone}
      here={here}
      region={{ text: own.regionName ?? say.wholeCity(house.config.cityName), href: `/region?to=${encodeURIComponent(here)}` }}
      signedIn={signedIn}
      {...(signedIn ? { idleSeconds: (lifetimes.citizen.idle - 1) * 60 } : {})}
      mine={{ href: signedIn ? '/my' : `/sign-in?to=${encodeURIComponent(here)}` }}
      nav={[
        { key: 'find', href: '/', text: say.navFind },
        { key: 'mine', href: '/my', text: say.navMine },
        { key: 'places', href: '/places', text: say.navPlaces },
        { key: 'status', href: '/status', text: say.navStatus },
        { key: 'numbers', href: '/ratings', text: say.navNumbers },
      ]}
      {...(own.current === undefined ? {} : { current: own.current })}
      foot={[
        { key: 'views', href: '/my/views', text: say.footViews },
        { key: 'check', href: '/papers/check', text: say.footCheck },
        { key: 'grants', href: '/grants', text: say.footGrants },
        { key: 'access', href: '/about/access', text: say.footAccess },
        { key: 'privacy', href: '/about/privacy', text: say.footPrivacy },
      ]}
      styles={visitor.elder ? [portalSheet(), elderSheet()] : [portalSheet()]}
      scripts={scripts}
      {...(own.frame === undefined ? {} : { frame: own.frame })}
      {...(own.noindex === undefined ? {} : { noindex: own.noindex })}
    >
      {children}
    </Page>
  );
}
