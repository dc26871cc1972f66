import { duration } from '../../rules/words.ts';
import type { Effort } from './effort.ts';
import { TAKES, WORDS } from './words.ts';

/** `4 min 10 s of clinical time and a live contact`. */
export function effortWords({ seconds, criteria }: Effort): string {
  const parts = [
    ...(seconds === 0 ? [] : [WORDS.clinicalTime(duration(seconds))]),
    ...criteria.map((criterion) => TAKES[criterion]),
  ];
  if (parts.length < 2) return parts[0] ?? WORDS.atOnce;
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** `for 99457` and, where so, that it waits for the month's end. */
export function gainWords({ gains, atMonthEnd }: Effort): string {
  const codes = gains.map(({ code, units }) => (units === 1 ? code : `${code} × ${units}`)).join(', ');
  return atMonthEnd ? `${WORDS.gains(codes)}, ${WORDS.atMonthEnd}` : WORDS.gains(codes);
}
