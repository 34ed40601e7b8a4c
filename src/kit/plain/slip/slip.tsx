import type { ReactNode } from 'react';
import type { Lang } from '#platform/text';
import { Icon } from '../icon/icon.tsx';
import { htmlLang } from '../text/language.ts';
import { words } from '../messages.ts';
import { QrCode } from '../my-list/my-list.tsx';
import { Wordmark } from '../page/wordmark.tsx';
import { Words } from '../text/words.tsx';
import { groupListNumber } from '../value/group.ts';

export interface SlipProps {
  lang: Lang;
  cityName: string;
  styles: readonly string[];
  item: string;
  parts?: readonly string[];
  /** Masked: 陈桂*，家人周建*代办. */
  who?: string;
  number: string;
  /** SVG markup of the QR code, from the server. */
  qr?: string;
  printed: string;
  bring: readonly { name: string; hint?: string }[];
  /** How many have to come along, where groups and open answers make it another number than that of the rows. */
  count?: { least: number; most: number };
  /** May follow later. */
  later?: readonly { name: string; hint?: string }[];
  waived: readonly { name: string; hint?: string }[];
  where?: ReactNode;
  cannotGo?: ReactNode;
  howLong: ReactNode;
  foot: string;
  /** a5 (default) or the thermal strip of 80 mm. */
  paper?: 'a5' | 'strip';
  /** Prints 18 pt text on A4 for old eyes. */
  large?: boolean;
}

/** The personal list on one sheet of paper, black only; body never below 12.4 pt. */
export function Slip(props: SlipProps): ReactNode {
  const { lang, item, number, bring, waived, later = [], paper = 'a5', large } = props;
  const say = words(lang);
  const { least, most } = props.count ?? { least: bring.length, most: bring.length };
  const rows: [string, ReactNode][] = [
    [say.whereTo, props.where],
    [say.cannotGo, props.cannotGo],
    [say.howLong, props.howLong],
  ];
  return (
    <html lang={htmlLang(lang)} className={`slip ${paper}${large ? ' large' : ''}`}>
      <head>
        <meta charSet="utf-8" />
        <title>{`${item} ${groupListNumber(number)} — ${props.cityName}`}</title>
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="robots" content="noindex" />
        {props.styles.map((href) => (
          <link key={href} rel="stylesheet" href={href} />
        ))}
      </head>
      <body>
        <main>
          <div className="sliphead">
            <span className="mark">
              <Wordmark name={props.cityName} />
            </span>
            <span>{say.printedAt(props.printed)}</span>
          </div>
          <div className="sliptop">
            <div>
              <h1>
                <Words text={item} parts={props.parts} />
              </h1>
              {props.who && <p className="slipwho">{props.who}</p>}
              <p className="slipno">
                {say.atWindowSay}
                <strong className="num" id="list-number">
                  {groupListNumber(number)}
                </strong>
              </p>
            </div>
            {props.qr && <QrCode svg={props.qr} label={say.qr} />}
          </div>
          <h2>{most > 0 ? say.prepareTitle(least, most) : say.prepareNothing}</h2>
          <Ticks rows={bring} />
          {later.length > 0 && (
            <>
              <h2>{say.laterOk}</h2>
              <Ticks rows={later} />
            </>
          )}
          {waived.length > 0 && (
            <>
              <h2>{say.noNeedTitle}</h2>
              <ul className="slipno-need">
                {waived.map((w) => (
                  <li key={w.name}>
                    <Icon name="check" />
                    <span>
                      <b>{w.name}</b>
                      {w.hint && (lang === 'zh' ? `（${w.hint}）` : ` (${w.hint})`)}
                    </span>
                  </li>
                ))}
              </ul>
            </>
          )}
          <table>
            <tbody>
              {rows.map(([name, value]) =>
                value ? (
                  <tr key={name}>
                    <th scope="row">{name}</th>
                    <td>{value}</td>
                  </tr>
                ) : null,
              )}
            </tbody>
          </table>
          <p className="slipfoot">{props.foot}</p>
        </main>
      </body>
    </html>
  );
}

/** Rows with a box to tick. */
function Ticks({ rows }: { rows: readonly { name: string; hint?: string }[] }): ReactNode {
  return rows.map((b) => (
    <div className="need" key={b.name}>
      <span className="tick" aria-hidden="true" />
      <div>
        <b>{b.name}</b>
        {b.hint && <p>{b.hint}</p>}
      </div>
    </div>
  ));
}
