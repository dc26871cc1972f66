import { describe, expect, test } from 'vitest';
import { serviceMonth } from '../../fhir/calendar.ts';
import type { Reading } from '../../rules/ledger.ts';
import { dayReadings, stateOf } from './days.ts';

const seconds = (text: string) => Date.parse(text) / 1000;

function taken(text: string, device: string | null = 'Device/d1'): Reading {
  const at = seconds(text);
  return {
    reference: `Observation/${text}`,
    taken: { earliest: at, latest: at },
    device,
    selfReported: device === null,
  };
}

const MARCH = serviceMonth('2026-03', 'America/New_York');
const NOON = seconds('2026-03-25T12:00:00-04:00');

const stateOn = (date: string, ...readings: Reading[]) => {
  const day = dayReadings(MARCH, readings, NOON).find((each) => each.date === date);
  return day && stateOf(day);
};

describe('a day is', () => {
  test.each<[string, string, Reading[]]>([
    ['a device day with one reading of a device', 'device', [taken('2026-03-10T08:00:00-04:00')]],
    [
      'a device day even when the patient told more',
      'device',
      [
        taken('2026-03-10T08:00:00-04:00'),
        taken('2026-03-10T09:00:00-04:00', null),
        taken('2026-03-10T10:00:00-04:00', null),
      ],
    ],
    ['self-reported when only the patient told', 'self-reported', [taken('2026-03-10T09:00:00-04:00', null)]],
    ['empty without a reading', 'none', []],
    ['empty when the readings are of the days around it', 'none', [taken('2026-03-11T00:00:00-04:00')]],
  ])('%s', (_, state, readings) => {
    expect(stateOn('2026-03-10', ...readings)).toBe(state);
  });
});

test('today is not ahead, tomorrow is', () => {
  expect([stateOn('2026-03-25'), stateOn('2026-03-26')]).toEqual(['none', 'ahead']);
});

describe('days are those of the practice, also where the clocks change', () => {
  test.each<[string, string, string]>([
    ['the last second of the short day', '2026-03-08T23:59:59-04:00', '2026-03-08'],
    ['the first second after it', '2026-03-09T00:00:00-04:00', '2026-03-09'],
    ['an evening that is tomorrow in London', '2026-03-07T21:00:00-05:00', '2026-03-07'],
  ])('%s', (_, at, date) => {
    const days = dayReadings(MARCH, [taken(at)], NOON).filter(({ device }) => device > 0);
    expect(days).toEqual([{ date, device: 1, selfReported: 0, ahead: false }]);
  });

  test('both hours of the long night are of one day', () => {
    const november = serviceMonth('2026-11', 'America/New_York');
    const night = [taken('2026-11-01T01:30:00-04:00'), taken('2026-11-01T01:30:00-05:00')];
    expect(dayReadings(november, night, november.end)[0]).toMatchObject({ date: '2026-11-01', device: 2 });
  });

  test('a month has its own number of days', () => {
    expect(dayReadings(serviceMonth('2028-02', 'Asia/Kolkata'), [], 0)).toHaveLength(29);
  });
});
