import {
  countInvitations,
  countLevels,
  findByReceipt,
  findContactByLink,
  isLevel,
  levels,
  type Indicators,
  listOpenRows,
  rate,
  readIndicators,
  reasons,
  receiptHash,
} from '#feedback';
import { Button, LinkButton, Notice, Rating, sayDate, Section, Table } from '#kit/plain';
import { newId } from '#platform/ids';
import { say } from '#platform/text';
import { frame } from '../frame.tsx';
import { mineWords } from '../mine/words.ts';
import { page, type PageRequest, wholeNumber } from '../page.ts';
import { serviceWords } from './words.ts';

/** 公开数字: gross totals anyone can recount. */
export const ratingsPage = page('GET', '/ratings', 'public', async ({ visitor, house, query }) => {
  const { lang } = visitor;
  const words = serviceWords(lang);
  const [counts, invited, figures] = await Promise.all([countLevels(house.db), countInvitations(house.db), readIndicators(house)]);
  const of = (level: number): number => counts.find((c) => c.level === level)?.count ?? 0;
  const all = counts.reduce((sum, c) => sum + c.count, 0);
  const asked = (query['receipt'] ?? '').trim();
  const found = asked === '' ? undefined : await findByReceipt(house.db, receiptHash(asked));
  const levelName = (level: number): string => say(levels.find((l) => l.level === level)?.name ?? { zh: '' }, lang);
  return {
    draw: frame(
      visitor,
      house,
      { title: words.ratingsTitle, current: 'numbers', frame: 'task' },
      <>
        <h1>{words.ratingsTitle}</h1>
        <p className="lead">{words.ratingsLead}</p>
        <Section id="totals" title={words.levelColumn} side={words.total(all, invited)}>
          <Table
            columns={[
              { key: 'level', name: words.levelColumn },
              { key: 'count', name: words.countColumn, figure: true },
            ]}
            rows={levels.map((l) => ({
              key: String(l.level),
              cells: { level: say(l.name, lang), count: <span id={`total-${l.level}`}>{of(l.level)}</span> },
            }))}
          />
          <p className="hint">{words.positive(of(5) + of(4) + of(3), all)}</p>
        </Section>
        <Section id="indicators" title={words.indicators}>
          <p>{words.indicatorsLine(sayDate(figures.since, lang))}</p>
          <Table
            columns={[
              { key: 'name', name: words.indicatorColumn },
              { key: 'formula', name: words.formulaColumn },
              { key: 'value', name: words.valueColumn, figure: true },
            ]}
            rows={fractions(figures).map(([key, part, whole]) => ({
              key,
              cells: {
                name: words.ofThese[key]?.[0] ?? key,
                formula: words.ofThese[key]?.[1] ?? '',
                value: (
                  <span id={`indicator-${key}`} data-part={part} data-whole={whole}>
                    {whole === 0 ? words.nothingYet : `${part} ÷ ${whole} = ${((100 * part) / whole).toFixed(1)}%`}
                  </span>
                ),
              },
            }))}
          />
          <p className="seeall">
            <a href="/api/ratings/indicators">/api/ratings/indicators</a>
          </p>
        </Section>
        <Section id="recount" title={words.recount}>
          <p>{words.recountLine}</p>
          <LinkButton href="/ratings/open.csv" look="ghost">
            {words.download}
          </LinkButton>
        </Section>
        <Section id="mine" title={words.findMine}>
          {asked !== '' && (
            <Notice
              tone={found === undefined ? 'warn' : 'ok'}
              status
              title={found === undefined ? words.mineLost : words.mineFound(levelName(found.level), found.month)}
            />
          )}
          <form method="get" action="/ratings" className="form">
            <div className="field">
              <label htmlFor="receipt">{words.receipt}</label>
              <div className="ctl">
                <input className="in" id="receipt" name="receipt" maxLength={20} autoComplete="off" defaultValue={asked} />
              </div>
            </div>
            <Button look="ghost">{words.find}</Button>
          </form>
        </Section>
      </>,
    ),
  };
});

/** Each indicator with its two numbers, in the order they are read. */
function fractions({ counts: n }: Indicators): [key: string, part: number, whole: number][] {
  return [
    ['coverage', n.itemsRated, n.itemsServed],
    ['ratingRate', n.ratings, n.contacts],
    ['positiveRate', n.positive, n.ratings],
    ['negativeRate', n.negative, n.ratings],
    ['netNegativeRate', n.negative - n.upheld, n.ratings],
    ['callBackRate', n.called, n.followups],
    ['inTimeRate', n.answeredInTime, n.dueAnswers],
    ['satisfiedAgainRate', n.againPositive, n.again],
  ];
}

/** The open export: one rating a row, nobody in it. */
export const openRatingsPage = page('GET', '/ratings/open.csv', 'public', async ({ house }) => {
  const rows = await listOpenRows(house.db);
  const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [
    'period,level,item,region,door,reasons,after,receipt_sm3',
    ...rows.map((r) =>
      [r.period, String(r.level), r.itemKey ?? '', r.regionCode, r.door, r.reasons.join(' '), r.secondsClass, r.receipt]
        .map(cell)
        .join(','),
    ),
  ];
  return { file: Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`), type: 'text/csv; charset=utf-8', name: 'ratings.csv' };
});

/** The page behind the link on a receipt or a window's device: the same five rows. */
export const rateByLinkPage = page('GET', '/r/:token', 'public', async (request) => drawByLink(request));

async function drawByLink({ visitor, house, params }: PageRequest, unrated?: { reasons: string[]; comment: string }) {
  const { lang } = visitor;
  const words = serviceWords(lang);
  const contact = await findContactByLink(house, params['token'] ?? '');
  return {
    status: unrated === undefined ? 200 : 422,
    draw: frame(
      visitor,
      house,
      { title: words.rateThis, frame: 'task', noindex: true, ...(unrated === undefined ? {} : { errors: 1 }) },
      <>
        <h1>{words.rateThis}</h1>
        {contact.itemName !== null && <p className="lead">{contact.itemName}</p>}
        {contact.rated ? (
          <Notice tone="ok" title={words.thanks} />
        ) : (
          <Rating
            lang={lang}
            action={`/r/${params['token']}`}
            hidden={{ _key: newId() }}
            values={levels.map((l) => String(l.level))}
            reasons={reasons.map((r) => ({ value: r.code, text: say(r.name, lang) }))}
            {...(unrated === undefined ? {} : { error: mineWords(lang).chooseLevel, typed: unrated })}
          />
        )}
      </>,
    ),
  };
}

/** Takes a rating by link: the one verb, every level alike. */
export const ratedByLinkPage = page('POST', '/r/:token', 'public', async (request) => {
  const { visitor, house, params, posted } = request;
  const words = serviceWords(visitor.lang);
  const chosen = [posted['reason'] ?? []].flat();
  const comment = String(posted['comment'] ?? '');
  if (!isLevel(wholeNumber(posted['level']))) return drawByLink(request, { reasons: chosen, comment });
  const rated = await rate(
    visitor.actor,
    {
      contact: { token: params['token'] ?? '' },
      level: wholeNumber(posted['level']),
      reasons: chosen,
      comment,
      key: String(posted['_key'] ?? ''),
    },
    house,
  );
  return {
    draw: frame(
      visitor,
      house,
      { title: words.thanks, frame: 'task', noindex: true },
      <>
        <h1>{words.thanks}</h1>
        <p>{words.receipt}</p>
        <p className="rcpno num" id="rating-receipt">
          {rated.receipt}
        </p>
        <p className="seeall">
          <a href="/ratings">{words.ratingsTitle}</a>
        </p>
      </>,
    ),
  };
});
