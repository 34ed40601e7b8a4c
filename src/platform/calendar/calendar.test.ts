import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Calendar,
  dueAfterDays,
  dueAfterMonths,
  dueDay,
  hasPassed,
  makeCalendar,
  officialCalendar,
  pausedDays,
  pausedWorkdays,
  receivedDay,
} from '#platform/calendar';
import { addDays, shanghaiInstant } from '#platform/clock';
import { reached } from '../../../tools/counts.ts';
import { plant } from '../../../tools/plant.ts';
import days from './days.fixtures.json' with { type: 'json' };
import official from './workdays.json' with { type: 'json' };

const calendar = officialCalendar();
const someDay = fc.integer({ min: 0, max: 2300 }).map((n) => addDays('2020-01-01', n));

describe('working days', () => {
  test.each([
    ['2023-09-22', 5, '2023-10-07'],
    ['2023-09-22', 10, '2023-10-12'],
    ['2023-09-22', 20, '2023-10-26'],
    ['2026-02-10', 20, '2026-03-16'],
  ])('accepted %s, %i days: due %s', (accept, n, due) => {
    expect(calendar.addWorkdays(accept, n)).toEqual({ due, flagged: false });
    expect(calendar.workdaysBetween(accept, due)).toBe(n);
  });

  test('counting there and back agrees', () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: 0, max: 120 }), (day, n) => {
        const { due } = calendar.addWorkdays(day, n);
        expect(calendar.workdaysBetween(day, due)).toBe(n);
        expect(calendar.workdaysBetween(due, day)).toBe(n === 0 ? 0 : -n);
      }),
    );
  });

  test('an unpublished year is counted by weekdays and flagged', () => {
    expect(calendar.known(2026)).toBe(true);
    expect(calendar.known(2027)).toBe(false);
    expect(calendar.isWorkday('2027-01-01')).toBe(true);
    expect(calendar.addWorkdays('2026-12-30', 1)).toEqual({ due: '2026-12-31', flagged: false });
    expect(calendar.addWorkdays('2026-12-30', 2)).toEqual({ due: '2027-01-01', flagged: true });
    expect(dueAfterDays(calendar, '2026-12-30', 60).flagged).toBe(true);
  });

  test('before a day', () => {
    expect(calendar.addWorkdays('2023-10-07', -1).due).toBe('2023-09-28');
  });

  test('a line that changes nothing is refused', () => {
    expect(() => makeCalendar({ 2030: { off: '01-05', on: '' } })).toThrow(/2030-01-05/);
    expect(() => makeCalendar({ 2030: { off: '02-30', on: '' } })).toThrow(/no day/);
    expect(() => makeCalendar({ 2030: { off: '01-01 01-01', on: '' } })).toThrow(/twice/);
  });

  // Every day one letter, and nothing but counting letters: no exceptions, no weekdays, no calendar.
  const every = Object.entries(days.years).flatMap(([year, letters]) =>
    Array.from(letters, (works, i) => ({ day: addDays(`${year}-01-01`, i), works: works === '1' })),
  );
  const counted = (from: number, n: number): string | undefined =>
    every.slice(from + 1, from + 1 + 3 * n + 30).filter((d) => d.works)[n - 1]?.day;
  const differences = (look: Pick<Calendar, 'isWorkday' | 'addWorkdays'>, from: number, n: number): string[] => {
    const { day, works } = every[from] as (typeof every)[number];
    const due = counted(from, n);
    return [
      ...(look.isWorkday(day) === works ? [] : [`${day} is ${works ? 'a working day' : 'off'}`]),
      ...(due === undefined || look.addWorkdays(day, n).due === due ? [] : [`${day} and ${n} days: ${due}`]),
    ];
  };

  test('every official day of 2020 to 2026, and 200 random limits counted letter by letter', () => {
    expect([every.length, every.at(-1)?.day]).toEqual([2557, '2026-12-31']);
    expect(every.flatMap((_, i) => differences(calendar, i, 1))).toEqual([]);
    const runs = Number(process.env['TONGBAN_CALENDAR_RUNS'] ?? 200);
    fc.assert(
      fc.property(fc.nat(every.length - 1), fc.integer({ min: 1, max: 45 }), (from, n) => {
        expect(differences(calendar, from, n)).toEqual([]);
      }),
      { numRuns: runs },
    );
    reached('random working-day limits against the day-by-day table', runs);
  });

  test('a holiday left out of the calendar, and one worked too much, are seen', async () => {
    const without = (year: string, list: 'off' | 'on', day: string): Calendar =>
      makeCalendar({
        ...official.years,
        [year]: { ...official.years['2023'], [list]: official.years['2023'][list].replace(day, '').trim() },
      });
    const [less, more] = [without('2023', 'off', '10-02'), without('2023', 'on', '10-07')];
    await plant('a holiday left out', () => every.flatMap((_, i) => differences(less, i, 1)));
    await plant('a Saturday not worked', () => every.flatMap((_, i) => differences(more, i, 1)));
  });
});

describe('pauses', () => {
  test('eight working days of expert review move the last day by eight', () => {
    const pauses = [{ from: '2023-10-11', to: '2023-10-20' }];
    expect(pausedWorkdays(calendar, pauses)).toBe(8);
    expect(dueDay(calendar, '2023-09-22', 20, pauses)).toEqual({ due: '2023-11-07', flagged: false });
  });

  const at = shanghaiInstant;
  test.each([
    [
      'begun after opening, ended before closing',
      at('2026-11-23', '10:00'),
      at('2026-11-25', '10:00'),
      { from: '2026-11-24', to: '2026-11-24' },
    ],
    ['begun at opening', at('2026-11-23', '09:00'), at('2026-11-25', '10:00'), { from: '2026-11-23', to: '2026-11-24' }],
    ['ended at closing', at('2026-11-23', '10:00'), at('2026-11-25', '17:30'), { from: '2026-11-24', to: '2026-11-25' }],
    ['begun in the evening, ended the next morning', at('2026-11-23', '18:00'), at('2026-11-24', '08:00'), null],
    ['over one night and day', at('2026-11-23', '18:00'), at('2026-11-24', '18:00'), { from: '2026-11-24', to: '2026-11-24' }],
    ['begun and ended the same day', at('2026-11-23', '08:00'), at('2026-11-23', '18:00'), null],
    ['ended before it began', at('2026-11-25', '08:00'), at('2026-11-23', '18:00'), null],
  ])('%s', (_, begun, ended, days) => {
    expect(pausedDays(begun, ended, { opens: '09:00', closes: '17:30' })).toEqual(days);
  });

  test('a limit with pauses ends exactly the paused working days later', () => {
    const pause = fc.tuple(someDay, fc.integer({ min: 0, max: 15 })).map(([from, n]) => ({ from, to: addDays(from, n) }));
    fc.assert(
      fc.property(someDay, fc.integer({ min: 1, max: 45 }), fc.array(pause, { maxLength: 4 }), (start, n, pauses) => {
        const { due } = dueDay(calendar, start, n, pauses);
        const within = pauses
          .filter((p) => p.to > start && p.from <= due)
          .map((p) => ({ from: p.from > start ? p.from : addDays(start, 1), to: p.to < due ? p.to : due }));
        expect(calendar.workdaysBetween(start, due)).toBe(n + pausedWorkdays(calendar, within));
      }),
    );
  });
});

describe('natural days, months, hours', () => {
  test('a last day on a holiday moves to the next working day', () => {
    expect(dueAfterDays(calendar, '2023-09-25', 5).due).toBe('2023-10-07');
    expect(dueAfterDays(calendar, '2026-11-20', 1).due).toBe('2026-11-23');
    expect(dueAfterMonths(calendar, '2023-08-31', 1).due).toBe('2023-10-07');
    expect(dueAfterMonths(calendar, '2024-01-31', 1).due).toBe('2024-02-29');
  });

  test('after closing: dated that day, day 1 is the next working day', () => {
    expect(receivedDay(calendar, shanghaiInstant('2026-11-20', '17:31'), '17:30')).toEqual({
      day: '2026-11-20',
      afterHours: true,
      dayOne: '2026-11-23',
      flagged: false,
    });
    expect(receivedDay(calendar, shanghaiInstant('2026-11-20', '17:30'), '17:30')).toEqual({
      day: '2026-11-20',
      afterHours: false,
      dayOne: '2026-11-23',
      flagged: false,
    });
    expect(receivedDay(calendar, shanghaiInstant('2026-11-21', '10:00'), '17:30')).toMatchObject({
      day: '2026-11-21',
      afterHours: true,
      dayOne: '2026-11-23',
    });
  });

  test('business hours end the last day where they are given', () => {
    expect(hasPassed(shanghaiInstant('2026-11-20', '17:31'), '2026-11-20', '17:30')).toBe(true);
    expect(hasPassed(shanghaiInstant('2026-11-20', '17:31'), '2026-11-20')).toBe(false);
    expect(hasPassed(shanghaiInstant('2026-11-21', '00:00'), '2026-11-20')).toBe(true);
  });
});
