import * as z from 'zod/mini';
import { SERIES, type Series, UNITS } from './measurement-units.ts';

const text = z.string().check(z.minLength(1), z.maxLength(500));

function limits(series: Series) {
  const units = UNITS[series].map(({ ucum }) => ucum);
  return z.exactOptional(
    z.nullable(
      z.strictObject({
        /** Values under it are low. */
        low: z._default(z.nullable(z.number()), null),
        /** Values from it on are high. */
        high: z._default(z.nullable(z.number()), null),
        unit: z.enum(units),
        /** Where they come from, in words; shown beside the trend. */
        source: z._default(z.nullable(text), null),
      }),
    ),
  );
}

/** A practice's own choices for the values of readings: the key `measurements` of `config.json`. */
export const measurementSettings = z.strictObject({
  /** Codes that this practice's devices send, beside those of `measurement-codes.ts`. */
  codes: z._default(z.array(z.strictObject({ system: text, code: text, series: z.enum(SERIES) })), []),
  /** In place of the starting values below; null: no limits. */
  limits: z._default(
    z.strictObject({
      systolic: limits('systolic'),
      diastolic: limits('diastolic'),
      weight: limits('weight'),
      pulse: limits('pulse'),
      spo2: limits('spo2'),
      glucose: limits('glucose'),
    }),
    {},
  ),
});

export type MeasurementSettings = z.infer<typeof measurementSettings>;
export const DEFAULT_MEASUREMENT_SETTINGS: MeasurementSettings = measurementSettings.parse({});

/** From where on values of a series deserve a look. They colour a trend and decide nothing. */
export interface Limits {
  low: number | null;
  high: number | null;
  unit: string;
  /** Where they come from; null: starting values of this app, without a source. */
  source: string | null;
}

const ACC_AHA =
  'High: stage 1 hypertension begins here (2017 ACC/AHA guideline for high blood pressure in adults). Low: a starting value of this app.';

/** Starting values for adults. What a patient's own limits are is for the clinician to say. */
const STARTING_LIMITS: Record<Series, Limits | null> = {
  systolic: { low: 90, high: 130, unit: 'mm[Hg]', source: ACC_AHA },
  diastolic: { low: 60, high: 80, unit: 'mm[Hg]', source: ACC_AHA },
  // A weight is high or low only for one person.
  weight: null,
  pulse: { low: 60, high: 101, unit: '/min', source: null },
  spo2: { low: 90, high: null, unit: '%', source: null },
  glucose: {
    low: 70,
    high: 181,
    unit: 'mg/dL',
    source:
      'Target range 70–180 mg/dL: international consensus on time in range, Diabetes Care 2019; 42(8):1593. Made for continuous glucose monitoring.',
  },
};

/** The limits of a series: the practice's, or else the starting values. */
export function limitsOf(series: Series, settings: MeasurementSettings): Limits | null {
  const own = settings.limits[series];
  return own === undefined ? STARTING_LIMITS[series] : own;
}
