import type { ReactNode } from 'react';
import type { Lang } from '#platform/text';

/** The city as the shell shows it. */
export interface City {
  /** Product name in the header and in titles: 云渚通办. */
  name: string;
  /** Small line beside it when wide: 云渚市一体化政务服务. */
  line?: string;
  /** Who runs it, in the footer. */
  host: string;
  /** Says in the footer that everything is made up. */
  demo?: boolean;
}

/** A link of the navigation or the footer. */
export interface PageLink {
  key: string;
  href: string;
  text: string;
}

export interface PageProps {
  lang: Lang;
  elder?: boolean;
  contrast?: boolean;
  /** Name of the page, without the city. */
  title: string;
  /** Number of things to correct; comes first in the title. */
  errors?: number;
  city: City;
  telephone: string;
  /** Path and query of this page: the switches for size, colours and language come back to it. */
  here: string;
  region?: { text: string; href: string };
  /** Name shown is never more than 我的; null when nobody has signed in. */
  signedIn?: boolean;
  mine?: { href: string; text?: string };
  nav?: readonly PageLink[];
  /** Key of the current nav link. */
  current?: string;
  foot?: readonly PageLink[];
  /** Stylesheet addresses, in order. */
  styles: readonly string[];
  /** Module scripts (islands); pages are whole without them. */
  scripts?: readonly string[];
  /** wide = 67.5rem frame (default), task = one 42rem column, bare = the page frames itself. */
  frame?: 'wide' | 'task' | 'bare';
  /** Seconds after which who does nothing is signed out; an island asks before. */
  idleSeconds?: number;
  /** Keep out of search engines (everything personal). */
  noindex?: boolean;
  children: ReactNode;
}
