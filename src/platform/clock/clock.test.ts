import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  daysBetween,
  fixedClock,
  isDay,
  shanghaiDate,
  shanghaiInstant,
  shanghaiTime,
  systemClock,
  weekday,
  yearsBetween,
} from '#platform/clock';

const day = fc
  .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2199-12-31T00:00:00Z'), noInvalidDate: true })
  .map((d) => d.toISOString().slice(0, 10));

describe('the clock', () => {
  test('a fixed clock stands, advances and is set', () => {
    const clock = fixedClock('2026-11-24T10:21:00+08:00');
    expect(clock.now().toISOString()).toBe('2026-11-24T02:21:00.000Z');
    clock.advance(60_000);
    expect(shanghaiTime(clock.now())).toBe('10:22');
    clock.set('2026-11-25T00:00:00+08:00');
    expect(shanghaiDate(clock.now())).toBe('2026-11-25');
  });

  test('an instant without a zone is refused, because the host would decide the legal day', () => {
    expect(() => fixedClock('2026-11-24T10:21:00')).toThrow(RangeError);
  });

  test('the system clock can be shifted', () => {
    const shifted = systemClock(86_400_000).now().getTime() - systemClock().now().getTime();
    expect(Math.abs(shifted - 86_400_000)).toBeLessThan(1000);
  });

  test('the legal day turns at midnight in China', () => {
    expect(shanghaiDate(new Date('2026-11-24T15:59:59Z'))).toBe('2026-11-24');
    expect(shanghaiDate(new Date('2026-11-24T16:00:00Z'))).toBe('2026-11-25');
  });

  test('day and time in China lead to an instant and back', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 1439 }), (d, minute) => {
        const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
        const at = shanghaiInstant(d, time);
        expect([shanghaiDate(at), shanghaiTime(at)]).toEqual([d, time]);
      }),
    );
  });
});

describe('days', () => {
  test('only days of the calendar are days', () => {
    expect(['2024-02-29', '2026-11-24', '0004-02-29'].every(isDay)).toBe(true);
    expect(['2026-02-30', '2026-13-01', '2026-1-1', '20261124', '', null, 20261124, '2023-02-29', '0000-01-01'].some(isDay)).toBe(false);
  });

  test('adding and counting days agree', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -20_000, max: 20_000 }), (d, n) => {
        expect(daysBetween(d, addDays(d, n))).toBe(n);
      }),
    );
  });

  test('weekdays', () => {
    expect(weekday('2026-11-24')).toBe(2);
    expect(weekday('2026-11-22')).toBe(7);
  });

  test('a month without the day ends on its last day', () => {
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2023-01-31', 1)).toBe('2023-02-28');
    expect(addMonths('2024-02-29', -12)).toBe('2023-02-28');
    expect(addMonths('2026-11-24', 3)).toBe('2027-02-24');
  });

  test('full years', () => {
    expect(yearsBetween('1944-11-24', '2026-11-23')).toBe(81);
    expect(yearsBetween('1944-11-24', '2026-11-24')).toBe(82);
    expect(yearsBetween('2004-02-29', '2022-02-28')).toBe(17);
    expect(yearsBetween('2004-02-29', '2022-03-01')).toBe(18);
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 100 }), (birth, n) => {
        expect(yearsBetween(birth, addDays(addMonths(birth, 12 * n), 1))).toBe(n);
        expect(yearsBetween(birth, addDays(addMonths(birth, 12 * n), -1))).toBe(n - 1);
      }),
    );
  });
});
