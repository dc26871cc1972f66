import { describe, expect, test } from 'vitest';
import { coded, reading as observation, seconds } from '../../test/fhir-examples.ts';
import type { Reading } from '../rules/ledger.ts';
import { type Measured, measure } from './measurement.ts';
import { measurementCodes } from './measurement-codes.ts';
import { DEFAULT_MEASUREMENT_SETTINGS, limitsOf, measurementSettings } from './measurement-settings.ts';
import { convert, rounded, SERIES } from './measurement-units.ts';

const at = seconds('2026-03-10T08:00:00-04:00');
const READING: Reading = {
  reference: 'Observation/r1',
  taken: { earliest: at, latest: at },
  device: 'Device/d1',
  selfReported: false,
};
const UCUM = 'http://unitsofmeasure.org';

const loinc = (code: string) => coded('http://loinc.org', code);
const quantity = (value: unknown, unit: string) => ({ value, unit, system: UCUM, code: unit });
const single = (code: string, valueQuantity: unknown) => ({ code: loinc(code), valueQuantity });
const component = single;

function measured(changes: Record<string, unknown>, settings = DEFAULT_MEASUREMENT_SETTINGS): Measured {
  const into: Measured = { measurements: [], unmeasured: [] };
  measure(READING, { resourceType: 'Observation', ...observation(changes) }, measurementCodes(settings), into);
  return into;
}

test('a blood pressure panel is one measurement with both values, and what the ledger says of the reading', () => {
  const panel = {
    code: loinc('85354-9'),
    component: [component('8480-6', quantity(138, 'mm[Hg]')), component('8462-4', quantity(84, 'mm[Hg]'))],
  };
  expect(measured(panel)).toEqual({
    measurements: [
      {
        ...READING,
        kind: 'blood-pressure',
        values: { systolic: { value: 138, unit: 'mm[Hg]' }, diastolic: { value: 84, unit: 'mm[Hg]' } },
      },
    ],
    unmeasured: [],
  });
});

test('a cuff that counts the pulse as well gives two measurements', () => {
  const panel = {
    code: loinc('85354-9'),
    component: [component('8480-6', quantity(138, 'mm[Hg]')), component('8867-4', quantity(71, '/min'))],
  };
  expect(measured(panel).measurements.map(({ kind, values }) => [kind, Object.keys(values)])).toEqual([
    ['blood-pressure', ['systolic']],
    ['pulse', ['pulse']],
  ]);
});

describe('a single value is known by its code and unit', () => {
  test.each<[string, string, unknown, string, number, string]>([
    ['systolic alone', '8480-6', quantity(131, 'mm[Hg]'), 'blood-pressure', 131, 'mm[Hg]'],
    ['weight in kilograms', '29463-7', quantity(90, 'kg'), 'weight', 90, 'kg'],
    ['weight in pounds stays in pounds', '29463-7', quantity(198.4, '[lb_av]'), 'weight', 198.4, '[lb_av]'],
    ['pulse', '8867-4', quantity(64, '/min'), 'pulse', 64, '/min'],
    ['pulse with an annotated unit', '8867-4', quantity(64, '{beats}/min'), 'pulse', 64, '/min'],
    ['oxygen saturation', '59408-5', quantity(97, '%'), 'spo2', 97, '%'],
    ['oxygen saturation by the older code', '2708-6', quantity(97, '%'), 'spo2', 97, '%'],
    ['glucose by weight', '2339-0', quantity(104, 'mg/dL'), 'glucose', 104, 'mg/dL'],
    ['glucose by amount', '15074-8', quantity(5.8, 'mmol/L'), 'glucose', 5.8, 'mmol/L'],
    ['a unit written in words only', '29463-7', { value: 198.4, unit: 'lbs' }, 'weight', 198.4, '[lb_av]'],
  ])('%s', (_, code, valueQuantity, kind, value, unit) => {
    const { measurements, unmeasured } = measured(single(code, valueQuantity));
    expect(unmeasured).toEqual([]);
    expect(measurements).toMatchObject([{ kind }]);
    expect(Object.values(measurements[0]?.values ?? {})).toEqual([{ value, unit }]);
  });
});

describe('is left out, with the reason', () => {
  test.each<[string, string, Record<string, unknown>]>([
    ['other-kind', 'its code is “Steps”', { code: { text: 'Steps' } }],
    ['other-kind', 'its code is missing', { code: undefined }],
    ['other-kind', 'its code is “8480-6”', { code: coded('urn:local', '8480-6') }],
    ['no-value', 'its weight value is missing', single('29463-7', undefined)],
    ['no-value', 'its weight value is “90”', single('29463-7', quantity('90', 'kg'))],
    ['no-value', 'it has no components', { code: loinc('85354-9') }],
    ['bound', 'its glucose value is “>” 600', single('2339-0', { ...quantity(600, 'mg/dL'), comparator: '>' })],
    ['unknown-unit', 'the unit of its weight value is “[stone_av]”', single('29463-7', quantity(14, '[stone_av]'))],
    ['unknown-unit', 'the unit of its weight value is missing', single('29463-7', { value: 90 })],
    ['unknown-unit', 'the unit of its glucose value is “kg”', single('2339-0', quantity(5, 'kg'))],
    ['implausible', 'its systolic value is 1380 mm[Hg]', single('8480-6', quantity(1380, 'mm[Hg]'))],
    ['implausible', 'its spo2 value is 104 %', single('59408-5', quantity(104, '%'))],
    ['implausible', 'its glucose value is 300 mmol/L', single('15074-8', quantity(300, 'mmol/L'))],
  ])('%s: %s', (reason, detail, changes) => {
    expect(measured(changes)).toEqual({
      measurements: [],
      unmeasured: [{ reference: 'Observation/r1', reason, detail }],
    });
  });

  test('one broken part does not take the other with it', () => {
    const panel = {
      code: loinc('85354-9'),
      component: [component('8480-6', quantity(138, 'mm[Hg]')), component('8462-4', quantity(null, 'mm[Hg]'))],
    };
    const { measurements, unmeasured } = measured(panel);
    expect(measurements[0]?.values).toEqual({ systolic: { value: 138, unit: 'mm[Hg]' } });
    expect(unmeasured).toMatchObject([{ reason: 'no-value' }]);
  });
});

test.each<unknown>([null, 7, 'x', [], [null], { code: 1 }, { code: { coding: [null, 3] } }])(
  'components that are none (%j) disturb nothing',
  (parts) => {
    expect(measured({ code: loinc('85354-9'), component: parts }).unmeasured).toMatchObject([{ reason: 'no-value' }]);
  },
);

test('a practice’s own code is read', () => {
  const settings = measurementSettings.parse({ codes: [{ system: 'urn:local', code: 'bg', series: 'glucose' }] });
  const own = { code: coded('urn:local', 'bg'), valueQuantity: quantity(104, 'mg/dL') };
  expect(measured(own, settings).measurements).toMatchObject([{ kind: 'glucose' }]);
});

describe('limits', () => {
  test('each series has starting values or none', () => {
    expect(SERIES.map((series) => [series, limitsOf(series, DEFAULT_MEASUREMENT_SETTINGS)?.high ?? null])).toEqual([
      ['systolic', 130],
      ['diastolic', 80],
      ['weight', null],
      ['pulse', 101],
      ['spo2', null],
      ['glucose', 181],
    ]);
  });

  test('a practice’s own replace them, in the unit that it names', () => {
    const settings = measurementSettings.parse({ limits: { glucose: { high: 9, unit: 'mmol/L' }, pulse: null } });
    expect(limitsOf('glucose', settings)).toEqual({ low: null, high: 9, unit: 'mmol/L', source: null });
    expect(limitsOf('pulse', settings)).toBeNull();
  });

  test('a unit that the series is not measured in is refused', () => {
    expect(() => measurementSettings.parse({ limits: { weight: { high: 9, unit: 'mmol/L' } } })).toThrow('[lb_av]');
  });
});

test.each<[(typeof SERIES)[number], number, string, string, string]>([
  ['weight', 198.4, '[lb_av]', 'kg', '90'],
  ['weight', 90, 'kg', '[lb_av]', '198.4'],
  ['weight', 90_500, 'g', 'kg', '90.5'],
  ['glucose', 100, 'mg/dL', 'mmol/L', '5.6'],
  ['glucose', 10, 'mmol/L', 'mg/dL', '180'],
  ['systolic', 138, 'mm[Hg]', 'mm[Hg]', '138'],
])('%s: %d %s in %s is %s', (series, value, unit, to, expected) => {
  expect(rounded(series, convert(series, { value, unit }, to), to)).toBe(expected);
});
