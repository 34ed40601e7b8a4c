import { describe, expect, it } from 'vitest';
import { officialCalendar } from '#platform/calendar';
import { closingTime, hoursSentence, openState, readHours, serviceHours } from './hours.ts';

const calendar = officialCalendar();
const noonClosed = readHours({ 'mon-fri': '08:30-12:00, 13:30-17:30', sat: '09:00-12:00' });
const at = (iso: string): Date => new Date(`${iso}+08:00`);

describe('hours of a place', () => {
  it('open and close, noon included', () => {
    expect(openState(noonClosed, at('2026-11-25T09:30:00'), calendar)).toEqual({ open: true, closes: '12:00', next: null });
    expect(openState(noonClosed, at('2026-11-25T12:30:00'), calendar)).toEqual({
      open: false,
      closes: null,
      next: { day: '2026-11-25', opens: '13:30' },
    });
    expect(openState(noonClosed, at('2026-11-25T17:30:00'), calendar).next).toEqual({ day: '2026-11-26', opens: '08:30' });
    expect(openState(noonClosed, at('2026-11-28T13:00:00'), calendar).next).toEqual({ day: '2026-11-30', opens: '08:30' });
  });
  it('rest on public holidays, weekends inside them too, and work make-up days', () => {
    expect(openState(noonClosed, at('2026-10-01T10:00:00'), calendar).open).toBe(false);
    expect(openState(noonClosed, at('2026-10-03T10:00:00'), calendar).open).toBe(false);
    expect(openState(noonClosed, at('2026-10-10T15:00:00'), calendar)).toMatchObject({ open: true, closes: '17:30' });
    expect(closingTime(noonClosed, '2026-11-29', calendar)).toBeNull();
    expect(closingTime(noonClosed, '2026-11-28', calendar)).toBe('12:00');
  });
  it('read as a sentence', () => {
    expect(hoursSentence(noonClosed).zh).toBe('周一至周五8:30至12:00、13:30至17:30；周六9:00至12:00。法定节假日休息。');
    expect(hoursSentence(readHours({ 'mon-sat': '08:30-17:30' })).en).toBe(
      'Monday to Saturday 8:30–17:30, open over noon. Closed on public holidays.',
    );
    expect(hoursSentence({}).zh).toContain('电话');
    expect(serviceHours(noonClosed)).toEqual({ opens: '08:30', closes: '17:30' });
  });
  it('are refused when they are none', () => {
    const none: Record<string, string>[] = [
      { mon: '9-17' },
      { mon: '17:00-09:00' },
      { xyz: '09:00-17:00' },
      { 'fri-mon': '09:00-17:00' },
      { mon: '09:00-12:00, 11:00-17:00' },
    ];
    for (const bad of none) expect(() => readHours(bad)).toThrow(RangeError);
  });
});
