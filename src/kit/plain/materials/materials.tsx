import type { ReactNode } from 'react';
import type { Lang } from '#platform/text';
import { Icon } from '../icon/icon.tsx';
import { words } from '../messages.ts';
import { Tag, type TagTone } from '../tag/tag.tsx';

/** bring 要您准备 · waived 不用交 · onlyIf 有些人才要 · later 可以后补 · optional 不交也行. */
export type MaterialState = 'bring' | 'waived' | 'onlyIf' | 'later' | 'optional';

const tones: Record<MaterialState, TagTone> = { bring: 'you', waived: 'ok', onlyIf: 'still', later: 'warn', optional: 'still' };

export interface MaterialRowProps {
  lang: Lang;
  name: string;
  state: MaterialState;
  /** Other words on the tag: 家人代办才要. */
  tag?: string;
  why?: ReactNode;
  id?: string;
}

/** One row of 要准备什么. */
export function MaterialRow({ lang, name, state, tag, why, id }: MaterialRowProps): ReactNode {
  const say = words(lang);
  const text = { bring: say.prepare, waived: say.noNeed, onlyIf: say.onlyIf, later: say.laterOk, optional: say.optionalPaper };
  return (
    <tr id={id}>
      <th scope="row">
        <b>{name}</b>
      </th>
      <td>
        <Tag tone={tones[state]}>{tag ?? text[state]}</Tag>
      </td>
      <td>{why}</td>
    </tr>
  );
}

/** The table of materials; folds to lines on phones. */
export function MaterialTable({ lang, children }: { lang: Lang; children: ReactNode }): ReactNode {
  const say = words(lang);
  return (
    <table className="mat">
      <thead>
        <tr>
          <th scope="col">{say.material}</th>
          <th scope="col">{say.whatYouDo}</th>
          <th scope="col">{say.whyColumn}</th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

/** Who may apply: ticks, and crosses for what excludes. */
export function CanList({ rows }: { rows: readonly { ok: boolean; text: ReactNode; id?: string }[] }): ReactNode {
  return (
    <ul className="can">
      {rows.map((r, i) => (
        <li key={i} className={r.ok ? undefined : 'no'} id={r.id}>
          <Icon name={r.ok ? 'check' : 'x'} />
          <span>{r.text}</span>
        </li>
      ))}
    </ul>
  );
}
