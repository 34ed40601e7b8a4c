import type { ReactNode } from 'react';
import type { Lang } from '#platform/text';
import { words } from '../messages.ts';
import type { PageProps } from './page.format.ts';
import { switchHref } from './switch-href.ts';

/** The way without internet first; on phones the navigation words stand here, as the second header row is not drawn. */
export function Footer({ lang, contrast, city, telephone, here, nav = [], foot = [] }: PageProps): ReactNode {
  const say = words(lang);
  const other: Lang = lang === 'zh' ? 'en' : 'zh';
  return (
    <footer className="foot">
      <div className="w">
        <nav aria-label={say.footNav}>
          <ul>
            <li>
              <a href={`tel:${telephone}`}>{say.callAllDay(telephone)}</a>
            </li>
            {nav.map((n) => (
              <li key={n.key} className="narrow">
                <a href={n.href}>{n.text}</a>
              </li>
            ))}
            {foot.map((n) => (
              <li key={n.key}>
                <a href={n.href}>{n.text}</a>
              </li>
            ))}
            <li>
              <a href={switchHref(here, 'contrast', contrast ? '0' : '1')}>{contrast ? say.ordinaryColours : say.contrast}</a>
            </li>
            <li>
              <a href={switchHref(here, 'lang', other)} lang={other === 'en' ? 'en' : 'zh-CN'}>
                {say.otherLanguage}
              </a>
            </li>
          </ul>
        </nav>
        <p>
          {say.hostedBy(city.host)}
          {city.demo && (lang === 'zh' ? say.demo : ` ${say.demo}`)}
        </p>
      </div>
    </footer>
  );
}
