import type { ReactNode } from 'react';
import type { Lang } from '#platform/text';
import { Icon, type IconName } from '../icon/icon.tsx';
import { words } from '../messages.ts';
import { Section } from '../section/section.tsx';
import { groupListNumber } from '../value/group.ts';

export interface BringThing {
  id?: string;
  name: string;
  hint?: ReactNode;
  icon?: IconName;
  /** One of a group, with the names of all that would do: 身份证、社保卡，有一样就行. */
  oneOf?: { names: readonly string[]; min: number } | undefined;
}
export interface WaivedThing {
  id?: string;
  name: string;
  /** Why nobody asks for it: 向公安核对。 */
  reason: ReactNode;
}

/** 要您准备 in a heavy box. */
export function BringList({
  lang,
  things,
  count,
  id = 'bring',
}: {
  lang: Lang;
  things: readonly BringThing[];
  /** How many of them have to come along; groups and open answers make it another number than that of the rows. */
  count?: { least: number; most: number };
  id?: string;
}): ReactNode {
  const say = words(lang);
  const { least, most } = count ?? { least: things.length, most: things.length };
  return (
    <Section id={id} title={say.prepare} side={say.things(least, most)}>
      {things.length === 0 ? (
        <p>{say.prepareNothing}</p>
      ) : (
        <ul className="bigbox">
          {things.map((t) => (
            <li key={t.name} id={t.id}>
              <Icon name={t.icon ?? 'file-text'} />
              <div>
                <b>{t.name}</b>
                {t.oneOf && <p className="hint">{say.oneOf(t.oneOf.names.join(say.comma), t.oneOf.min)}</p>}
                {t.hint && <p className="hint">{t.hint}</p>}
              </div>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** 不用交, each with the reason. */
export function WaivedList({ lang, things, id = 'waived' }: { lang: Lang; things: readonly WaivedThing[]; id?: string }): ReactNode {
  const say = words(lang);
  if (things.length === 0) return null;
  return (
    <Section id={id} title={say.noNeed} side={say.weCheck(things.length)}>
      <ul className="noneed">
        {things.map((t) => (
          <li key={t.name} id={t.id}>
            <Icon name="check" />
            <div>
              <b>{t.name}</b>
              <p className="hint">{t.reason}</p>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The list's number large, the QR beside it as an extra; losing it costs nothing. */
export function ListNumber({ lang, number, days, qr }: { lang: Lang; number: string; days: number; qr?: string }): ReactNode {
  const say = words(lang);
  return (
    <div className="listno">
      {qr && <QrCode svg={qr} label={say.qr} />}
      <div>
        <span className="hint">{say.listNumberAtWindow}</span>
        <strong className="num" id="list-number">
          {groupListNumber(number)}
        </strong>
        <span className="hint">{say.listValid(days)}</span>
      </div>
    </div>
  );
}

/** A QR code as SVG markup made by the server (qrSvg of #kit/server); trusted, never from a request. */
export function QrCode({ svg, label }: { svg: string; label: string }): ReactNode {
  return <span className="qr" role="img" aria-label={label} dangerouslySetInnerHTML={{ __html: svg }} />;
}
