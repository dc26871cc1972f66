import { Temporal } from 'temporal-polyfill';

/** The practice's time zone: every story's days and hours are meant in it. */
export const TIME_ZONE = 'America/New_York';

/** A moment of a story: a day of the story month (or of one before it, `month: -1`) at a wall-clock time, `10:00` or `10:00:30`. */
export interface Moment {
  month?: number;
  day: number;
  at: string;
}

/** What was worked out once: a population tells the same days again and again, and Temporal takes its time. */
const remembered = new Map<string, string>();

/** Gives the story's moments their place on the calendar, so that no story grows old. */
export class Calendar {
  readonly #month: Temporal.PlainYearMonth;

  /** `today` is an ISO instant, such as `2026-03-25T15:00:00-04:00`; its month is the story month. */
  constructor(today: string) {
    this.#month = Temporal.Instant.from(today).toZonedDateTimeISO(TIME_ZONE).toPlainDate().toPlainYearMonth();
  }

  /** `2026-03-03T10:00:00-05:00`, moved by so many seconds. A day past the end of its month is the month's last. */
  instant(moment: Moment, plusSeconds = 0): string {
    const { month = 0, day, at } = moment;
    const key = [this.#month, month, day, at, plusSeconds].join(' ');
    const known = remembered.get(key) ?? this.#instant(moment, plusSeconds);
    remembered.set(key, known);
    return known;
  }

  #instant({ month = 0, day, at }: Moment, plusSeconds: number): string {
    const date = this.#month.add({ months: month }).toPlainDate({ day });
    const start = date.toZonedDateTime({ timeZone: TIME_ZONE, plainTime: Temporal.PlainTime.from(at) });
    return start.add({ seconds: plusSeconds }).toString({ timeZoneName: 'never', smallestUnit: 'second' });
  }

  /** `2026-03-03` */
  date({ month = 0, day }: Pick<Moment, 'month' | 'day'>): string {
    return this.#month.add({ months: month }).toPlainDate({ day }).toString();
  }

  /** A time on the last day of the month before the story month. */
  endOfLastMonth(at: string): Moment {
    return { month: -1, day: this.#month.subtract({ months: 1 }).daysInMonth, at };
  }
}
