/** A year of the working calendar is published by its notice: what is counted afterwards goes by it, what has passed stays. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#platform/actor';
import { livingCalendar, officialYears } from '#platform/calendar';
import { addDays, type Day, weekday } from '#platform/clock';
import { sql } from '#platform/db';
import { newId } from '#platform/ids';
import { openTestHouse } from '#platform/testing';
import { type CaseHouse, codeOf, furnishCity } from '../cases.fixtures.ts';
import { learnCalendar, publishYear, viewYear } from './publish-year.ts';

let t: CaseHouse;
let admin: Actor;
beforeAll(async () => {
  t = await furnishCity(await openTestHouse());
  admin = await t.staff('city-system-admin');
});
afterAll(() => t.close());

const notice = '国务院办公厅关于2027年部分节假日安排的通知（示例）';
const next = { year: 2027, rev: 0, off: ['2027-01-01', '2027-02-08', '2027-02-09'], on: ['2027-01-31'], notice };

describe('a year of the calendar', () => {
  test('that is not published is flagged; published, it counts at once, here and in every other process, and is on record', async () => {
    expect(await viewYear(admin, t.house, { year: 2027 })).toMatchObject({ published: false, rev: 0, off: [], on: [], from: '2026-11-26' });
    expect(t.house.calendar.addWorkdays('2026-12-31', 1)).toEqual({ due: '2027-01-01', flagged: true });
    expect(await publishYear(admin, t.house, newId(), next)).toEqual({ year: 2027, rev: 1 });
    expect(t.house.calendar.addWorkdays('2026-12-31', 1)).toEqual({ due: '2027-01-04', flagged: false });
    expect(t.house.calendar.isWorkday('2027-01-31')).toBe(true);
    const other = livingCalendar(officialYears);
    await learnCalendar({ db: t.house.db, calendar: other });
    expect(other.addWorkdays('2026-12-31', 1)).toEqual({ due: '2027-01-04', flagged: false });
    expect(await viewYear(admin, t.house, { year: 2027 })).toMatchObject({
      published: true,
      rev: 1,
      off: next.off,
      on: next.on,
      notice,
      by: admin.name,
    });
    const row = await t.house.db.one<{ details: unknown }>(sql`select details from platform.audit where word = 'CALENDAR_PUBLISH'`);
    expect(row.details).toMatchObject({ year: 2027, rev: 1, on: ['01-31'] });
  });

  test('is corrected only by whoever has seen the newest, and the earlier list is kept', async () => {
    expect(await codeOf(publishYear(admin, t.house, newId(), next))).toBe('cases.calendar-stale');
    await publishYear(admin, t.house, newId(), { ...next, rev: 1, off: [...next.off, '2027-02-10'] });
    expect(t.house.calendar.isWorkday('2027-02-10')).toBe(false);
    expect(await t.house.db.many(sql`select rev from cases.calendar_year where year = 2027 order by rev`)).toEqual([
      { rev: 1 },
      { rev: 2 },
    ]);
  });

  test('takes no day that changes nothing, stands twice or is of another year, and none that has passed', async () => {
    const of = (change: Partial<typeof next>) => codeOf(publishYear(admin, t.house, newId(), { ...next, rev: 2, ...change }));
    expect(await of({ off: ['2027-01-02'] })).toBe('cases.calendar-day');
    expect(await of({ on: ['2027-01-04'] })).toBe('cases.calendar-day');
    expect(await of({ off: ['2027-01-01', '2027-01-01'] })).toBe('cases.calendar-day');
    expect(await of({ off: ['2026-12-31'] })).toBe('cases.calendar-day');
    expect(await codeOf(publishYear(admin, t.house, newId(), { ...next, year: 2029, off: [], on: [] }))).toBe('cases.no-calendar-year');
    const now = await viewYear(admin, t.house, { year: 2026 });
    const { off, on } = now;
    expect(
      await codeOf(publishYear(admin, t.house, newId(), { year: 2026, rev: 0, off: off.filter((d) => d !== '2026-10-01'), on, notice })),
    ).toBe('cases.calendar-past');
    // A day still to come may be declared a holiday in the course of the year.
    await publishYear(admin, t.house, newId(), { year: 2026, rev: 0, off: [...off, '2026-12-30'], on, notice });
    expect(t.house.calendar.isWorkday('2026-12-30')).toBe(false);
    expect(t.house.calendar.isWorkday('2026-10-01')).toBe(false);
  });

  test('is nobody else’s to read or to publish', async () => {
    for (const key of ['city-admin', 'city-auditor', 'city-manager', 'linhe-window-5']) {
      const other = await t.staff(key);
      expect([
        await codeOf(viewYear(other, t.house, { year: 2027 })),
        await codeOf(publishYear(other, t.house, newId(), { ...next, rev: 2 })),
      ]).toEqual(Array(2).fill('identity.not-your-post'));
    }
  });

  test('whatever days it lists: exactly those differ from the weekday', () =>
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 364 }), { maxLength: 40 }), (picked) => {
        const days = picked.map((n) => addDays('2027-01-01', n));
        const short = (worked: boolean): string =>
          days
            .filter((d) => weekday(d) <= 5 !== worked)
            .map((d) => d.slice(5))
            .join(' ');
        const calendar = livingCalendar(officialYears);
        calendar.learn({ '2027': { off: short(false), on: short(true) } });
        for (let day: Day = '2027-01-01'; day <= '2027-12-31'; day = addDays(day, 1))
          if (calendar.isWorkday(day) !== (days.includes(day) ? weekday(day) > 5 : weekday(day) <= 5)) throw new Error(day);
        // A list that does not fit changes nothing.
        expect(() => calendar.learn({ '2027': { off: '02-30', on: '' } })).toThrow('no day');
        expect(calendar.known(2027)).toBe(true);
      }),
      { numRuns: 60 },
    ));
});
