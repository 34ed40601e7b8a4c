import type { ReactNode } from 'react';
import type { Lang } from '#platform/text';
import { Lamp, LampShape, type LampKind } from '../lamp/lamp.tsx';
import { words } from '../messages.ts';
import { Words } from '../text/words.tsx';

/** Working days as cells: used full, today hatched, left empty; more than ten become a bar with numbers. */
export interface ClockProps {
  lang: Lang;
  /** Day of the count today, from 1; of how many. */
  day: number;
  of: number;
  lamp: LampKind;
  /** The sentence that carries it; 今天是第2天，共5天 by default. */
  say?: string;
  /** The clock stands still: no cell is today. */
  stopped?: boolean;
}

/** The clock of a case; the cells are for the eye, the sentence says it. */
export function Clock({ lang, day, of, lamp, say: sentence, stopped }: ClockProps): ReactNode {
  const say = words(lang);
  const used = Math.max(0, Math.min(of, day - 1));
  return (
    <div className="clock">
      {of <= 10 ? (
        <ol aria-hidden="true" className={`n${of}`}>
          {Array.from({ length: of }, (_, i) => (
            <li key={i} className={i < used ? 'u' : i === used && !stopped && day <= of ? 't' : undefined} />
          ))}
        </ol>
      ) : (
        <svg className="clockbar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
          <rect className="all" x="0" y="0" width="100" height="6" />
          <rect className="used" x="0" y="0" width={Math.min(100, (day / of) * 100)} height="6" />
        </svg>
      )}
      <p>
        <Lamp kind={lamp}>{sentence ?? say.clockDay(day, of)}</Lamp>
        <span className="hint">{say.workdaysOnly}</span>
      </p>
    </div>
  );
}

/** Box on top of a case: in whose hands, until when, the clock. */
export function NowBox({
  who,
  parts,
  until,
  children,
}: {
  who: string;
  parts?: readonly string[];
  until?: ReactNode;
  children?: ReactNode;
}): ReactNode {
  return (
    <div className="now">
      <p className="nowwho">
        <Words text={who} parts={parts} />
      </p>
      {until && <p className="until">{until}</p>}
      {children}
    </div>
  );
}

export interface TimelineEvent {
  key: string;
  /** Not yet: dashed. */
  todo?: boolean;
  lamp: LampKind;
  name: ReactNode;
  /** When and at which door: 11月20日09:12在3号窗口，李雯. */
  when?: ReactNode;
  dateTime?: string;
  line?: ReactNode;
  links?: readonly { href: string; text: string }[];
}

/** What happened, newest first; next steps dashed on top. */
export function Timeline({ events, label }: { events: readonly TimelineEvent[]; label: string }): ReactNode {
  return (
    <ol className="tl" aria-label={label}>
      {events.map((e) => (
        <li key={e.key} className={e.todo ? 'todo' : undefined}>
          <span className={`dot lamp ${e.lamp === 'done' ? 'ok' : e.lamp === 'over' ? 'bad' : e.lamp}`}>
            <LampShape kind={e.lamp} />
          </span>
          <b>{e.name}</b>
          {e.when && <time dateTime={e.dateTime}>{e.when}</time>}
          {e.line && <span className="hint">{e.line}</span>}
          {e.links?.map((l) => (
            <a key={l.href} href={l.href}>
              {l.text}
            </a>
          ))}
        </li>
      ))}
    </ol>
  );
}
