import { listParties, mustBeStaff } from '#identity';
import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import type { CalendarYears } from '#platform/calendar';
import { addDays, type Day, shanghaiDate, weekday } from '#platform/clock';
import { runCommand } from '#platform/command';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import type { CalendarView } from '../contract.ts';
import { countFlagged, findPublishedYear, insertYear, listPublishedYears } from './calendar-year.sql.ts';

/** A year to be published, with the revision that was seen. */
export type PublishYear = { year: number; rev: number; off: Day[]; on: Day[]; notice: string };

/** Tells the calendar of this process every year that was published; processes ask again now and then. */
export async function learnCalendar(house: Pick<House, 'db' | 'calendar'>): Promise<void> {
  const years: CalendarYears = {};
  for (const y of await listPublishedYears(house.db)) years[String(y.year)] = { off: y.off.join(' '), on: y.on.join(' ') };
  house.calendar.learn(years);
}

/** A year as it counts now. @throws Problem notFound for a year nobody can plan yet. */
export async function viewYear(actor: Actor, house: House, input: { year: number }): Promise<CalendarView> {
  mustBeStaff(actor, 'sysadmin');
  const today = shanghaiDate(house.clock.now());
  const years = yearsOf(house, today);
  if (!years.includes(input.year)) throw noYear(years);
  const stored = await findPublishedYear(house.db, input.year);
  const list = house.calendar.years()[String(input.year)];
  const full = (text: string | undefined): Day[] =>
    (text ?? '')
      .split(' ')
      .filter(Boolean)
      .map((day) => `${input.year}-${day}`);
  const by = stored?.publishedBy == null ? undefined : (await listParties(house.db, [stored.publishedBy]))[0];
  return {
    year: input.year,
    years,
    published: list !== undefined,
    rev: stored?.rev ?? 0,
    off: full(stored === undefined ? list?.off : stored.off.join(' ')),
    on: full(stored === undefined ? list?.on : stored.on.join(' ')),
    notice: stored?.notice ?? null,
    publishedAt: stored?.publishedAt.toISOString() ?? null,
    by: by?.name ?? null,
    from: addDays(today, 1),
    flagged: await countFlagged(house.db),
  };
}

/** Years with a list, this one and the next. */
function yearsOf(house: House, today: Day): number[] {
  const now = Number(today.slice(0, 4));
  return [...new Set([...Object.keys(house.calendar.years()).map(Number), now, now + 1])].sort((a, b) => a - b);
}

/**
 * Publishes or corrects a year by its notice. Days up to today stay as they were counted; dates already promised stay
 * with their cases (they were flagged), what is counted from now on goes by the new list.
 */
export async function publishYear(actor: Actor, house: House, key: string, input: PublishYear): Promise<{ year: number; rev: number }> {
  const { personId } = mustBeStaff(actor, 'sysadmin');
  const at = house.clock.now();
  const today = shanghaiDate(at);
  const years = yearsOf(house, today);
  if (!years.includes(input.year)) throw noYear(years);
  check(house, input, today);
  const { outcome } = await runCommand(actor, house, { verb: 'cases.publishYear', key, content: { ...input } }, async (tx) => {
    const stored = await findPublishedYear(tx, input.year);
    const rev = (stored?.rev ?? 0) + 1;
    const short = (list: readonly Day[]): string[] => list.map((day) => day.slice(5)).sort();
    const row = {
      year: input.year,
      rev,
      off: short(input.off),
      on: short(input.on),
      notice: input.notice.trim(),
      publishedBy: personId,
      publishedAt: at,
    };
    if (input.rev !== rev - 1 || !(await insertYear(tx, row))) throw stale();
    await audit(tx, actor, at, { word: 'CALENDAR_PUBLISH', details: { year: input.year, rev, off: row.off, on: row.on } });
    return { year: input.year, rev };
  });
  await learnCalendar(house);
  return outcome;
}

function check(house: House, input: PublishYear, today: Day): void {
  const all = [...input.off.map((day) => ({ day, worked: false })), ...input.on.map((day) => ({ day, worked: true }))];
  const seen = new Set<Day>();
  for (const { day, worked } of all) {
    if (!day.startsWith(`${input.year}-`)) throw wrongDay(day, '不在这一年', 'is not in this year');
    if (seen.has(day)) throw wrongDay(day, '写了两次', 'stands twice');
    if (weekday(day) <= 5 === worked)
      throw worked ? wrongDay(day, '本来就上班', 'is worked anyway') : wrongDay(day, '本来就是周末', 'is a weekend anyway');
    seen.add(day);
  }
  const worked = new Map(all.map((one) => [one.day, one.worked]));
  for (let day: Day = `${input.year}-01-01`; day <= today && day.startsWith(`${input.year}-`); day = addDays(day, 1))
    if ((worked.get(day) ?? weekday(day) <= 5) !== house.calendar.isWorkday(day)) throw past(day);
}

const wrongDay = (day: Day, zh: string, en: string) =>
  problem(
    'invalid',
    'cases.calendar-day',
    { zh: `${day}${zh}。`, en: `${day} ${en}.` },
    { zh: '请对照通知改好再公布。', en: 'Compare with the notice and publish again.' },
  );
const past = (day: Day) =>
  problem(
    'conflict',
    'cases.calendar-past',
    { zh: `${day}已经过去，期限按它数过了，不能再改。`, en: `${day} has passed and limits were counted by it; it stays.` },
    { zh: '只能改明天以后的日子。', en: 'Only days from tomorrow on may change.' },
  );
const stale = () =>
  problem(
    'conflict',
    'cases.calendar-stale',
    { zh: '这一年刚被别人改过。', en: 'Somebody has just changed this year.' },
    { zh: '请刷新，看过新的再改。', en: 'Reload and look at the newer list first.' },
  );
const noYear = (years: readonly number[]) =>
  problem(
    'notFound',
    'cases.no-calendar-year',
    { zh: '没有这一年的日历。', en: 'There is no calendar of that year.' },
    { zh: `可以看${years[0]}到${years.at(-1)}年。`, en: `There are ${years[0]} to ${years.at(-1)}.` },
  );
