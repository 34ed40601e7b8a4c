import type { ReactNode } from 'react';
import { Icon } from '../icon/icon.tsx';
import { words } from '../messages.ts';
import type { PageProps } from './page.format.ts';
import { switchHref } from './switch-href.ts';
import { Wordmark } from './wordmark.tsx';

/** Solid indigo bar: name, region, 长辈版, 我的; a second row of at most five words when wide. */
export function Header({ lang, elder, city, here, region, signedIn, mine, nav = [], current }: PageProps): ReactNode {
  const say = words(lang);
  return (
    <>
      <header className="top">
        <div className="w">
          <a className="mark" href="/">
            <Wordmark name={city.name} />
            {city.line && <small>{city.line}</small>}
          </a>
          <div className="tools">
            {region && (
              <a href={region.href} id="tool-region">
                <Icon name="map-pin" />
                <span className="vh">{say.region}</span>
                {region.text}
              </a>
            )}
            <a className="sw" href={switchHref(here, 'elder', elder ? '0' : '1')} id="tool-elder">
              {elder ? say.normal : say.elder}
            </a>
            {mine && (
              <a href={mine.href} id="tool-mine">
                <Icon name="user-round" />
                {mine.text ?? (signedIn ? say.mine : say.signIn)}
              </a>
            )}
          </div>
        </div>
      </header>
      {nav.length > 0 && (
        <nav className="nav" aria-label={say.mainNav}>
          <div className="w">
            <ul>
              {nav.map((n) => (
                <li key={n.key}>
                  <a href={n.href} aria-current={n.key === current ? 'page' : undefined}>
                    {n.text}
                  </a>
                </li>
              ))}
            </ul>
          </div>
        </nav>
      )}
    </>
  );
}
