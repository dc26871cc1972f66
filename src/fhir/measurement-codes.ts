import type { MeasurementSettings } from './measurement-settings.ts';
import type { Series } from './measurement-units.ts';

const LOINC = 'http://loinc.org';

/** What a code means here: one series, or a panel whose components carry the values. */
type Meaning = Series | 'panel';

/** By code, then by system, as `codebook.ts` has them. */
export type MeasurementCodes = ReadonlyMap<string, readonly { system: string; means: Meaning }[]>;

/**
 * LOINC codes of the vital signs profiles (https://hl7.org/fhir/R4/observation-vitalsigns.html), of US Core pulse oximetry, and of blood
 * glucose by any of the usual specimens. SpO2 is 59408-5; 2708-6 is what the profile has beside it.
 */
const STANDARD: Record<string, Meaning> = {
  '85354-9': 'panel',
  '55284-4': 'panel',
  '35094-2': 'panel',
  '55417-0': 'panel',
  '8480-6': 'systolic',
  '8462-4': 'diastolic',
  '29463-7': 'weight',
  '3141-9': 'weight',
  '8867-4': 'pulse',
  '59408-5': 'spo2',
  '2708-6': 'spo2',
  '2339-0': 'glucose',
  '2340-8': 'glucose',
  '2341-6': 'glucose',
  '2345-7': 'glucose',
  '41653-7': 'glucose',
  '14743-9': 'glucose',
  '14749-6': 'glucose',
  '15074-8': 'glucose',
  '99504-3': 'glucose',
};

/** The codes that are understood: the practice's own first, for they may give a standard code another meaning. */
export function measurementCodes(settings: MeasurementSettings): MeasurementCodes {
  const codes = new Map<string, { system: string; means: Meaning }[]>();
  const add = (system: string, code: string, means: Meaning) =>
    codes.set(code, [...(codes.get(code) ?? []), { system, means }]);
  for (const { system, code, series } of settings.codes) add(system, code, series);
  for (const [code, means] of Object.entries(STANDARD)) add(LOINC, code, means);
  return codes;
}
