import type { Calendar } from '#platform/calendar';
import { addDays, type Day, shanghaiDate, shanghaiInstant } from '#platform/clock';
import type { Draw } from '#platform/ids';

const two = (n: number): string => String(n).padStart(2, '0');
const clock = (minutes: number): string => `${two(Math.floor(minutes / 60))}:${two(Math.floor(minutes % 60))}`;

/** Moments at which people do things: offices on working days, mornings first; citizens also in the evening. */
export class OfficeHours {
  readonly #draw: Draw;
  readonly #calendar: Calendar;

  constructor(draw: Draw, calendar: Calendar) {
    this.#draw = draw;
    this.#calendar = calendar;
  }

  /** A moment of an office `days` working days after `at`; 0: within the hour, or the next morning when it is late. */
  after(at: Date, days: number): Date {
    const day = shanghaiDate(at);
    if (days === 0 && this.#calendar.isWorkday(day)) {
      const soon = new Date(at.getTime() + 60_000 * (3 + this.#draw.below(40)));
      if (soon >= shanghaiInstant(day, '09:00') && soon <= shanghaiInstant(day, '17:20')) return soon;
      if (soon < shanghaiInstant(day, '09:00')) return this.onDay(day);
    }
    return this.onDay(this.#calendar.addWorkdays(day, Math.max(1, days)).due);
  }

  /** A moment of a working day: two of three before half past eleven. */
  onDay(day: Day): Date {
    const minute = this.#draw.chance(0.66) ? 540 + this.#draw.below(150) : 690 + this.#draw.below(345);
    return new Date(shanghaiInstant(day, clock(minute)).getTime() + 1000 * this.#draw.below(60));
  }

  /** A moment at which somebody is at his phone: mornings, lunch and evenings of any day. */
  anyHour(at: Date, days: number): Date {
    return this.atHome(addDays(shanghaiDate(at), days));
  }

  /** Such a moment of one day. */
  atHome(day: Day): Date {
    const hour = this.#draw.of([8, 9, 9, 10, 10, 10, 11, 12, 13, 14, 15, 16, 19, 20, 20, 21, 22]);
    return new Date(shanghaiInstant(day, clock(hour * 60 + this.#draw.below(60))).getTime() + 1000 * this.#draw.below(60));
  }
}
