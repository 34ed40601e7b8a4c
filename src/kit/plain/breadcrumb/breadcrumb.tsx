import type { ReactNode } from 'react';
import type { Lang } from '#platform/text';
import { Icon } from '../icon/icon.tsx';
import { words } from '../messages.ts';

/** Where the reader is: 首页 › 养老. The page itself is not in it. */
export function Breadcrumb({ lang, crumbs }: { lang: Lang; crumbs: { href: string; text: string }[] }): ReactNode {
  return (
    <nav aria-label={words(lang).youAreHere}>
      <ol className="crumb">
        {crumbs.map((c) => (
          <li key={c.href}>
            <a href={c.href}>{c.text}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** One step back, named by where it leads. */
export function BackLink({ href, text }: { href: string; text: string }): ReactNode {
  return (
    <a className="back" href={href}>
      <Icon name="chevron-left" />
      <span>{text}</span>
    </a>
  );
}
