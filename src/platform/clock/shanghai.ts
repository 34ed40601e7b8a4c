import { type Day, isDay } from './day.ts';

// China keeps one zone and has had no summer time since 1991: arithmetic is exact and needs no host zone data.
const offset = 8 * 3_600_000;

/** The legal day (Asia/Shanghai) of an instant, whatever the zone of the host. */
export function shanghaiDate(at: Date): Day {
  return new Date(at.getTime() + offset).toISOString().slice(0, 10);
}

/** The legal time of day (Asia/Shanghai) as HH:mm. */
export function shanghaiTime(at: Date): string {
  return new Date(at.getTime() + offset).toISOString().slice(11, 16);
}

/** The instant at which a clock on the wall in China shows this day and time (HH:mm or HH:mm:ss). */
export function shanghaiInstant(day: Day, time = '00:00'): Date {
  const at =
    isDay(day) && /^\d{2}:\d{2}(:\d{2})?$/.test(time) ? Date.parse(`${day}T${time.length === 5 ? `${time}:00` : time}Z`) : Number.NaN;
  if (Number.isNaN(at)) throw new RangeError(`not a day and time: ${day} ${time}`);
  return new Date(at - offset);
}
