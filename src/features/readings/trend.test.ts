import { describe, expect, test } from 'vitest';
import { serviceMonth } from '../../fhir/calendar.ts';
import type { Kind, Measurement } from '../../fhir/measurement.ts';
import { DEFAULT_MEASUREMENT_SETTINGS, measurementSettings } from '../../fhir/measurement-settings.ts';
import { plotOf } from './plot.ts';
import { type Trend, trendOf } from './trend.ts';
import { limitWords, takenWords, trendText, valueWords } from './words.ts';

const MARCH = serviceMonth('2026-03', 'America/New_York');
const ZONE = 'America/New_York';

let number = 0;
function measurement(
  kind: Kind,
  time: string,
  values: Measurement['values'],
  changes: Partial<Measurement> = {},
): Measurement {
  const at = Date.parse(time) / 1000;
  number += 1;
  return {
    reference: `Observation/m${number}`,
    taken: { earliest: at, latest: at },
    device: 'Device/d1',
    selfReported: false,
    kind,
    values,
    ...changes,
  };
}

const mmHg = (value: number) => ({ value, unit: 'mm[Hg]' });
const pressure = (day: number, systolic: number, diastolic?: number) =>
  measurement('blood-pressure', `2026-03-${String(day).padStart(2, '0')}T13:00:00Z`, {
    systolic: mmHg(systolic),
    ...(diastolic === undefined ? {} : { diastolic: mmHg(diastolic) }),
  });
const weight = (day: number, value: number, unit = 'kg') =>
  measurement('weight', `2026-03-${String(day).padStart(2, '0')}T13:00:00Z`, { weight: { value, unit } });

async function trend(kind: Kind, all: Measurement[], settings = DEFAULT_MEASUREMENT_SETTINGS): Promise<Trend> {
  const made = await trendOf(kind, all, MARCH, settings);
  if (made === null) throw new Error('no trend');
  return made;
}

test('a kind that was not measured has no trend', async () => {
  expect(await trendOf('weight', [pressure(3, 128, 76)], MARCH, DEFAULT_MEASUREMENT_SETTINGS)).toBeNull();
});

test('the figures are those of the readings in order of time, whatever order they came in', async () => {
  const { lines, rows } = await trend('blood-pressure', [
    pressure(9, 134, 79),
    pressure(3, 128, 82),
    pressure(5, 141, 76),
  ]);
  expect(rows.map(({ date }) => date)).toEqual(['2026-03-03', '2026-03-05', '2026-03-09']);
  expect(lines).toMatchObject([
    { series: 'systolic', latest: 134, lowest: 128, highest: 141 },
    { series: 'diastolic', latest: 79, lowest: 76, highest: 82 },
  ]);
});

test('a value that the latest reading lacks is the one before, with its own time', async () => {
  const [systolic, diastolic] = (await trend('blood-pressure', [pressure(3, 128, 76), pressure(5, 131)])).lines;
  expect([systolic?.latest, diastolic?.latest]).toEqual([131, 76]);
  expect(diastolic?.latestAt).toBeLessThan(systolic?.latestAt ?? 0);
});

describe('a reading is beyond a limit', () => {
  test.each<[string, number, number | undefined, 'low' | 'high' | null]>([
    ['from the high limit on', 130, 70, 'high'],
    ['not just under it', 129, 79, null],
    ['by either of its values', 120, 80, 'high'],
    ['under the low limit', 89, 70, 'low'],
    ['not at it', 90, 60, null],
    ['by the only value that it has', 151, undefined, 'high'],
  ])('%s', async (_, systolic, diastolic, level) => {
    const { rows } = await trend('blood-pressure', [pressure(3, systolic, diastolic)]);
    expect(rows[0]?.level).toBe(level);
  });

  test('days are counted once, however many of their readings are', async () => {
    const { days, daysBeyond } = await trend('blood-pressure', [pressure(3, 150), pressure(3, 151), pressure(4, 120)]);
    expect([days, daysBeyond]).toEqual([2, 1]);
  });

  test('a limit in another unit is converted, not the values', async () => {
    const settings = measurementSettings.parse({ limits: { weight: { high: 200, unit: '[lb_av]' } } });
    const { unit, rows, lines } = await trend('weight', [weight(3, 90.7), weight(4, 90.8)], settings);
    expect([unit, ...rows.map(({ level }) => level)]).toEqual(['kg', null, 'high']);
    expect(limitWords('weight', lines[0]?.limits ?? null)).toBe('≥\u00a090.7');
  });
});

describe('units', () => {
  const mixed = () => trend('weight', [weight(3, 90), weight(4, 198.4, '[lb_av]'), weight(5, 91)]);

  test('a trend is in the unit of most readings; the others are converted and counted', async () => {
    const { unit, converted, rows } = await mixed();
    expect([unit, converted]).toEqual(['kg', 1]);
    expect(rows[1]?.points.weight?.value).toBeCloseTo(89.99, 2);
  });

  test('each reading is listed as it was written, with what is drawn beside it', async () => {
    const made = await mixed();
    expect(made.rows.map((row) => valueWords(row, made))).toEqual(['90 kg', '198.4 lb (90 kg)', '91 kg']);
  });

  test('a missing value is a dash', async () => {
    const made = await trend('blood-pressure', [pressure(3, 128, 76), pressure(4, 131)]);
    expect(made.rows.map((row) => valueWords(row, made))).toEqual(['128/76 mmHg', '131/– mmHg']);
  });
});

describe('what is drawn', () => {
  test('of few readings: each, and which the patient told', async () => {
    const told = { ...pressure(4, 131), device: null, selfReported: true };
    const plot = plotOf(await trend('blood-pressure', [pressure(3, 128, 76), told]), MARCH);
    expect([plot.of, plot.told, plot.lines[1]?.middle]).toEqual(['readings', [false, true], [76, null]]);
  });

  test('of ten thousand: each day’s middle value and its range', async () => {
    const all = Array.from({ length: 10_000 }, (_, index) =>
      pressure(1 + (index % 25), 100 + (Math.floor(index / 25) % 51)),
    );
    const plot = plotOf(await trend('blood-pressure', all), MARCH);
    expect([plot.of, plot.at.length]).toEqual(['days', 25]);
    expect([plot.lines[0]?.low[0], plot.lines[0]?.middle[0], plot.lines[0]?.high[0]]).toEqual([100, 125, 150]);
  });
});

describe('in words', () => {
  test.each<[string, { earliest: number; latest: number }, string]>([
    ['the first 01:30 of a long night', at('2026-11-01T01:30:00-04:00'), '1\u00a0Nov, 01:30\u00a0EDT'],
    ['the second', at('2026-11-01T01:30:00-05:00'), '1\u00a0Nov, 01:30\u00a0EST'],
    [
      'a day without a time',
      { ...at('2026-03-10T00:00:00-04:00'), latest: Date.parse('2026-03-11T03:59:59Z') / 1000 },
      '10\u00a0Mar, time not recorded',
    ],
  ])('%s', (_, when, words) => {
    expect(takenWords(when, ZONE)).toBe(words);
  });

  test('a trend says what it shows', async () => {
    expect(
      trendText(await trend('blood-pressure', [pressure(3, 128, 76), pressure(5, 141, 79)]), ZONE).replaceAll(
        '\u00a0',
        ' ',
      ),
    ).toBe(
      'Blood pressure, 2 readings until 5 Mar, 08:00 EST. Systolic 128 to 141 mmHg, latest 141. Diastolic 76 to 79 mmHg, latest 79. Beyond a limit on 1 of 2 days with readings.',
    );
  });
});

function at(text: string) {
  const instant = Date.parse(text) / 1000;
  return { earliest: instant, latest: instant };
}
