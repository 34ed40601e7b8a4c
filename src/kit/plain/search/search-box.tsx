import type { ReactNode } from 'react';
import type { Lang } from '#platform/text';
import { words } from '../messages.ts';

/** One box and a solid button; a plain GET. `asks` are real questions of people, as links. */
export function SearchBox({
  lang,
  action,
  value,
  asks = [],
  hidden = {},
  id = 'q',
  label,
}: {
  lang: Lang;
  action: string;
  value?: string;
  asks?: readonly { href: string; text: string }[];
  hidden?: Readonly<Record<string, string>>;
  id?: string;
  label?: string;
}): ReactNode {
  const say = words(lang);
  return (
    <>
      <form className="search" role="search" method="get" action={action}>
        {Object.entries(hidden).map(([name, v]) => (
          <input key={name} type="hidden" name={name} value={v} />
        ))}
        <label className="vh" htmlFor={id}>
          {label ?? say.searchLabel}
        </label>
        <input
          id={id}
          name="q"
          type="search"
          autoComplete="off"
          enterKeyHint="search"
          maxLength={100}
          placeholder={say.searchHint}
          defaultValue={value}
        />
        <button type="submit">{say.search}</button>
      </form>
      {asks.length > 0 && (
        <div className="try hint">
          <span>{say.peopleAsk}</span>
          {asks.map((a) => (
            <a key={a.href} href={a.href}>
              {a.text}
            </a>
          ))}
        </div>
      )}
    </>
  );
}

/** The cotton band at the top of the home page: question and search. */
export function Hero({ children }: { children: ReactNode }): ReactNode {
  return (
    <div className="hero">
      <div className="w">{children}</div>
    </div>
  );
}
