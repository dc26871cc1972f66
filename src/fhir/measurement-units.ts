import { isObject } from './resource.ts';

/** What is measured: one line of a trend. */
export const SERIES = ['systolic', 'diastolic', 'weight', 'pulse', 'spo2', 'glucose'] as const;
export type Series = (typeof SERIES)[number];

/** A number in a UCUM unit, as it was written. */
export interface Quantity {
  value: number;
  /** A code of `UNITS`: `mm[Hg]`. */
  unit: string;
}

interface Unit {
  /** https://ucum.org; codes for vital signs: https://hl7.org/fhir/R4/observation-vitalsigns.html */
  ucum: string;
  /** What people read. */
  words: string;
  /** Other ways to write it, in lower case. */
  alias: readonly string[];
  /** A value times this is the value in the first unit of the list. */
  factor: number;
  /** Digits after the point when a converted value is shown. */
  decimals: number;
}

const MM_HG: Unit = { ucum: 'mm[Hg]', words: 'mmHg', alias: ['mmhg', 'mm hg'], factor: 1, decimals: 0 };

/** The units of each series that can be read; the first is the one that the others are compared in. */
export const UNITS: Record<Series, readonly [Unit, ...Unit[]]> = {
  systolic: [MM_HG],
  diastolic: [MM_HG],
  weight: [
    { ucum: 'kg', words: 'kg', alias: ['kgs', 'kilogram', 'kilograms'], factor: 1, decimals: 1 },
    // The international pound, exactly: NIST Handbook 44, appendix C.
    { ucum: '[lb_av]', words: 'lb', alias: ['lb', 'lbs', 'pound', 'pounds'], factor: 0.45359237, decimals: 1 },
    { ucum: 'g', words: 'g', alias: ['gram', 'grams'], factor: 0.001, decimals: 0 },
  ],
  pulse: [
    {
      ucum: '/min',
      words: 'bpm',
      alias: ['{beats}/min', '{beat}/min', 'beats/min', 'beats/minute', 'bpm', 'beats per minute', '1/min'],
      factor: 1,
      decimals: 0,
    },
  ],
  spo2: [{ ucum: '%', words: '%', alias: ['percent', '%{o2}'], factor: 1, decimals: 0 }],
  glucose: [
    { ucum: 'mg/dL', words: 'mg/dL', alias: ['mg/dl'], factor: 1, decimals: 0 },
    // Glucose weighs 180.156 g/mol: https://loinc.org/LG7967-5/
    { ucum: 'mmol/L', words: 'mmol/L', alias: ['mmol/l'], factor: 18.0156, decimals: 1 },
  ],
};

const UCUM_SYSTEM = 'http://unitsofmeasure.org';

/** The unit of a FHIR Quantity: its UCUM code, or else the text shown; null when it is none that the series is measured in. */
export function unitOf(series: Series, quantity: unknown): string | null {
  if (!isObject(quantity)) return null;
  const { system, code, unit } = quantity;
  const coded = typeof code === 'string' && (system === undefined || system === UCUM_SYSTEM) ? code : unit;
  if (typeof coded !== 'string') return null;
  const lower = coded.trim().toLowerCase();
  return UNITS[series].find(({ ucum, alias }) => ucum === coded || alias.includes(lower))?.ucum ?? null;
}

/** The value in another unit of the series, exact to the last bit: round it for show only. */
export function convert(series: Series, { value, unit }: Quantity, to: string): number {
  return unit === to ? value : (value * known(series, unit).factor) / known(series, to).factor;
}

export function unitWords(series: Series, unit: string): string {
  return known(series, unit).words;
}

/** A converted value with as many digits as make sense in its unit: `98.4`. */
export function rounded(series: Series, value: number, unit: string): string {
  const { decimals } = known(series, unit);
  return String(Number(value.toFixed(decimals)));
}

function known(series: Series, unit: string): Unit {
  return UNITS[series].find(({ ucum }) => ucum === unit) ?? UNITS[series][0];
}
