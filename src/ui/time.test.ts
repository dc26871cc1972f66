import { describe, expect, it } from 'vitest';
import { dateWords, dayWords, duration, instantWords, momentWords, monthWords, spanWords } from './time.ts';

const seconds = (iso: string) => Date.parse(iso) / 1000;
/** Intl puts narrow and thin spaces around times; people read them as spaces. */
const plain = (text: string) => text.replace(/[\u2009\u202f]/g, ' ');

describe('durations', () => {
  it.each([
    [0, '0 s'],
    [45, '45 s'],
    [60, '1 min'],
    [1199, '19 min 59 s'],
    [1200, '20 min'],
    [5405, '90 min 5 s'],
  ])('%i seconds read %s: never rounded, never in hours', (count, words) => {
    expect(duration(count)).toBe(words);
  });
});

describe('dates and times', () => {
  it('a local date stays what it is in every time zone', () => {
    expect(dateWords('2026-03-17')).toBe('Mar 17, 2026');
    expect(monthWords('2026-01')).toBe('January 2026');
  });

  it('an instant reads on the clock of the practice', () => {
    const late = seconds('2026-04-01T03:59:59Z');
    expect(plain(instantWords(late, 'America/New_York'))).toBe('Tue, Mar 31, 11:59:59 PM');
    expect(dayWords(late, 'America/New_York')).toBe('Mar 31, 2026');
    expect(dayWords(late, 'Asia/Kolkata')).toBe('Apr 1, 2026');
    expect(plain(momentWords('2026-04-01T12:00:00Z', 'America/New_York'))).toBe('Apr 1, 2026, 8:00:00 AM EDT');
  });

  it('a stretch names its day once', () => {
    const words = spanWords(seconds('2026-03-17T13:00:00Z'), seconds('2026-03-17T13:18:20Z'), 'America/New_York');
    expect(plain(words)).toBe('Mar 17, 9:00:00 AM – 9:18:20 AM');
  });
});
