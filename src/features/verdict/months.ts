/** Months written `2026-03` compare as strings. */

/** CPT 99457 exists from here on. */
export const FIRST_MONTH = '2019-01';

export function monthAfter(month: string): string {
  return shifted(month, 1);
}

export function monthBefore(month: string): string {
  return shifted(month, -1);
}

/** All months that can be shown, the newest first. */
export function monthsUntil(current: string): string[] {
  const months: string[] = [];
  for (let month = current; month >= FIRST_MONTH; month = monthBefore(month)) months.push(month);
  return months;
}

/** The month on the calendar of the time zone at an instant in epoch milliseconds. */
export function monthAt(at: number, timeZone: string): string {
  // The Swedish locale writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { year: 'numeric', month: '2-digit', timeZone }).format(at);
}

/** The month of an address, if it is one that can be shown. */
export function validMonth(text: string, current: string): string | null {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text) && text >= FIRST_MONTH && text <= current ? text : null;
}

function shifted(month: string, by: number): string {
  const date = new Date(`${month}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + by);
  return date.toISOString().slice(0, 7);
}
