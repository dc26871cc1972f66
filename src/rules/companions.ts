import type { Facts } from './facts.ts';
import type { Reading } from './ledger.ts';
import { dayOf, type LocalDate, type LocalDay } from './month.ts';
import type { Companion } from './verdict.ts';
import { english as words } from './words.ts';

const WINDOW_DAYS = 30;
const DAY_MS = 24 * 3600 * 1000;

/** Thirty local days of device supply, and the device readings in them. */
interface Window {
  from: LocalDate;
  to: LocalDate;
  readingDays: number;
  evidence: string[];
}

/**
 * What the chart shows of the codes beside ours. Information, never a line: the app doesn't bill them.
 * Sources: CPT 99453/99454/99445/99091; readings on distinct local days, in 30-day windows from the device's start.
 */
export function companionsOf(facts: Facts): Companion[] {
  const since = deviceStart(facts);
  const window = since === null ? null : windowEndingIn(facts, since);
  return [setUp(facts, since), supply(facts, '99454', window), supply(facts, '99445', window), review(facts)];
}

function setUp({ rulebook, month, ledger, asOf }: Facts, since: LocalDate | null): Companion {
  const needed = rulebook.deviceDays['99453'];
  if (needed === null) return { code: '99453', state: 'not-yet', summary: words.companion.none('99453'), evidence: [] };
  if (since === null || !month.days.some(({ date }) => date === since))
    return { code: '99453', state: 'not-yet', summary: words.companion.setupElsewhere, evidence: [] };
  const { days } = deviceDays(ledger.readings, month.days, since, asOf);
  const evidence = ledger.devices.filter((device) => device.since === since).map(({ reference }) => reference);
  return {
    code: '99453',
    state: days >= needed ? 'possible' : 'not-yet',
    summary: words.companion.setup(since, days, needed),
    evidence: evidence.sort(),
  };
}

/** 99454 from its number of days; 99445 from its own up to, but not including, that of 99454: they exclude each other. */
function supply({ rulebook }: Facts, code: '99454' | '99445', window: Window | null): Companion {
  const needed = rulebook.deviceDays[code];
  if (needed === null) return { code, state: 'not-yet', summary: words.companion.none(code), evidence: [] };
  if (window === null) return { code, state: 'not-yet', summary: words.companion.window(code), evidence: [] };
  const below = code === '99445' ? rulebook.deviceDays['99454'] : null;
  if (below !== null && window.readingDays >= below)
    return { code, state: 'superseded', summary: words.companion.superseded(window.readingDays), evidence: [] };
  const range = below === null ? String(needed) : `${needed} to ${below - 1}`;
  return {
    code,
    state: window.readingDays >= needed ? 'possible' : 'not-yet',
    summary: words.companion.device(code, window.readingDays, range, window.from, window.to),
    evidence: window.evidence,
  };
}

function review({ rulebook, ledger, time }: Facts): Companion {
  const needed = rulebook.dataReviewSeconds;
  if (needed === null) return { code: '99091', state: 'not-yet', summary: words.companion.none('99091'), evidence: [] };
  const shares = time.shares.filter(
    ({ activity, countedSeconds }) => activity === 'trend-interpretation' && countedSeconds > 0,
  );
  const seconds = shares.reduce((sum, { countedSeconds }) => sum + countedSeconds, 0);
  const charged = ledger.charges.filter(({ code }) => code === '99091');
  return {
    code: '99091',
    state: seconds >= needed ? 'possible' : 'not-yet',
    summary: words.companion.review(seconds, needed),
    evidence: [...shares, ...charged].map(({ reference }) => reference).sort(),
  };
}

/** The first day of the device: the earliest that is written down, else that of the first device reading that was read. */
function deviceStart({ ledger, month }: Facts): LocalDate | null {
  const known = ledger.devices.flatMap(({ since }) => since ?? []).sort()[0];
  if (known !== undefined) return known;
  const days = [...month.before, ...month.days];
  return (
    ledger.readings
      .flatMap(({ device, taken }) => (device === null ? [] : (dayOf(days, taken.earliest)?.date ?? [])))
      .sort()[0] ?? null
  );
}

/** The 30-day window, counted from the device's start, whose last day falls in this month. */
function windowEndingIn({ month, ledger, asOf }: Facts, since: LocalDate): Window | null {
  const days = [...month.before, ...month.days];
  // A month of 31 days can hold the ends of two windows: the later one is the current one.
  const last = month.days.findLastIndex(
    ({ date }) => date >= since && daysBetween(since, date) % WINDOW_DAYS === WINDOW_DAYS - 1,
  );
  if (last < 0) return null;
  const end = month.before.length + last + 1;
  const window = days.slice(Math.max(0, end - WINDOW_DAYS), end);
  const first = window[0];
  const final = window.at(-1);
  if (!first || !final) return null;
  const { days: readingDays, evidence } = deviceDays(ledger.readings, window, since, asOf);
  return { from: first.date, to: final.date, readingDays, evidence };
}

function deviceDays(
  readings: readonly Reading[],
  days: readonly LocalDay[],
  since: LocalDate,
  asOf: number,
): { days: number; evidence: string[] } {
  const dates = new Set<LocalDate>();
  const evidence: string[] = [];
  for (const { device, taken, reference } of readings) {
    const day = device === null || taken.earliest > asOf ? null : dayOf(days, taken.earliest);
    if (day === null || day.date < since) continue;
    dates.add(day.date);
    evidence.push(reference);
  }
  return { days: dates.size, evidence: evidence.sort() };
}

/** Whole days from one local date to another; local dates have no time zone, so they are counted as if in UTC. */
function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}
