import type { ReactNode } from 'react';
import { Icon, type IconName } from '../icon/icon.tsx';

/** Life events as a grid of links: bold word, a line of examples. */
export function Topics({ topics }: { topics: readonly { href: string; name: string; line?: string }[] }): ReactNode {
  return (
    <ul className="topics">
      {topics.map((t) => (
        <li key={t.href}>
          <a href={t.href}>
            <b>{t.name}</b>
            {t.line && <span>{t.line}</span>}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** The reader's own cases on the home page: name, where it stands, one button. */
export function OwnCases({
  title,
  cases,
  id = 'mine',
}: {
  title: string;
  cases: readonly { key: string; name: string; state: ReactNode; action: ReactNode }[];
  id?: string;
}): ReactNode {
  return (
    <section className="mine" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul>
        {cases.map((c) => (
          <li key={c.key}>
            <b>{c.name}</b>
            <span className="state">{c.state}</span>
            <span className="do">{c.action}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Places near by: name, how it is now at the right, a line beneath. */
export function PlaceRows({ places }: { places: readonly { href: string; name: string; now?: ReactNode; line: ReactNode }[] }): ReactNode {
  return (
    <ul className="rows">
      {places.map((p) => (
        <li className="place" key={p.href}>
          <b>
            <a href={p.href}>{p.name}</a>
          </b>
          {p.now && <span className="q num">{p.now}</span>}
          <span className="hint">{p.line}</span>
        </li>
      ))}
    </ul>
  );
}

/** The ways without internet, each with an icon: 打12345, 直接去窗口, 请代办员上门. */
export function OfflineWays({ ways }: { ways: readonly { icon: IconName; name: ReactNode; line: ReactNode }[] }): ReactNode {
  return (
    <ul className="off">
      {ways.map((w, i) => (
        <li key={i}>
          <Icon name={w.icon} />
          <span>
            <b>{w.name}</b>
            <span className="hint">{w.line}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Two sections side by side when wide. */
export function Pair({ children }: { children: ReactNode }): ReactNode {
  return <div className="two">{children}</div>;
}
