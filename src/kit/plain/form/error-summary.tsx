import type { ReactNode } from 'react';
import type { Lang } from '#platform/text';
import { Icon } from '../icon/icon.tsx';
import { words } from '../messages.ts';

/** Red frame on top of a page whose form could not be taken: how many, what is safe, a link to each. Takes the focus. */
export function ErrorSummary({
  lang,
  items,
  safe,
}: {
  lang: Lang;
  items: readonly { href: string; text: string }[];
  safe?: string;
}): ReactNode {
  const say = words(lang);
  if (items.length === 0) return null;
  return (
    <div className="sum" role="alert" tabIndex={-1} id="errors" aria-labelledby="errors-h" autoFocus>
      <h2 id="errors-h">
        <Icon name="circle-alert" />
        <span>{say.toFixTitle(items.length)}</span>
      </h2>
      <p>{safe ?? say.restKept}</p>
      <ul>
        {items.map((item) => (
          <li key={item.href + item.text}>
            <a href={item.href}>{item.text}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}
