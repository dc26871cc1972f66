import type { Reading, Reference } from '../rules/ledger.ts';
import { firstMeaning } from './codebook.ts';
import type { MeasurementCodes } from './measurement-codes.ts';
import { convert, type Quantity, type Series, UNITS, unitOf } from './measurement-units.ts';
import { shown } from './reader.ts';
import { isObject, listOf, type Resource } from './resource.ts';

/** What people look at together: one trend. */
export const KINDS = ['blood-pressure', 'weight', 'pulse', 'spo2', 'glucose'] as const;
export type Kind = (typeof KINDS)[number];

export const SERIES_OF: Record<Kind, readonly Series[]> = {
  'blood-pressure': ['systolic', 'diastolic'],
  weight: ['weight'],
  pulse: ['pulse'],
  spo2: ['spo2'],
  glucose: ['glucose'],
};

/** The values of one kind in one reading, as they were written. A cuff that also counts the pulse gives two of them. */
export interface Measurement extends Reading {
  kind: Kind;
  values: Partial<Record<Series, Quantity>>;
}

export type UnmeasuredReason =
  /** Its code is of none of the kinds, or of one that this app does not know. */
  | 'other-kind'
  | 'no-value'
  /** `<`, `>` and the like: a bound, not a value. */
  | 'bound'
  | 'unknown-unit'
  /** No body has such a value; it would only flatten the trend. */
  | 'implausible';

/** A reading, or a part of it, that could not be measured. `detail` says in plain words what is wrong with it. */
export interface Unmeasured {
  reference: Reference;
  reason: UnmeasuredReason;
  detail: string;
}

export interface Measured {
  measurements: Measurement[];
  unmeasured: Unmeasured[];
}

/** Nobody alive is outside of these, in the series' first unit. */
const PLAUSIBLE: Record<Series, readonly [least: number, most: number]> = {
  systolic: [20, 400],
  diastolic: [5, 300],
  weight: [0.2, 700],
  pulse: [5, 400],
  spo2: [1, 100],
  glucose: [1, 3000],
};

/**
 * Reads the values of one reading: of the Observation itself and of its components. When it was taken, by what and by whom is what the
 * ledger already says. A value that can't be read is left out and told in `unmeasured`. Never throws, whatever the resource is.
 */
export function measure(reading: Reading, resource: Resource, codes: MeasurementCodes, into: Measured): void {
  const leave = (reason: UnmeasuredReason, detail: string) =>
    into.unmeasured.push({ reference: reading.reference, reason, detail });
  const found: Measurement[] = [];
  let known = false;
  for (const part of [resource, ...listOf(resource.component)]) {
    if (!isObject(part)) continue;
    const series = firstMeaning(part.code, codes);
    if (series === undefined) continue;
    known = true;
    if (series === 'panel') continue;
    const value = readValue(series, part.valueQuantity, leave);
    if (value === null) continue;
    const kind = kindOf(series);
    const same = found.find((measurement) => measurement.kind === kind);
    if (same) same.values[series] ??= value;
    else found.push({ ...reading, kind, values: { [series]: value } });
  }
  if (!known) leave('other-kind', `its code is ${shown(nameOf(resource.code))}`);
  else if (found.length === 0 && into.unmeasured.at(-1)?.reference !== reading.reference)
    leave('no-value', 'it has no components');
  into.measurements.push(...found);
}

function readValue(
  series: Series,
  quantity: unknown,
  leave: (reason: UnmeasuredReason, detail: string) => void,
): Quantity | null {
  if (!isObject(quantity) || typeof quantity.value !== 'number' || !Number.isFinite(quantity.value)) {
    leave('no-value', `its ${series} value is ${shown(isObject(quantity) ? quantity.value : quantity)}`);
    return null;
  }
  const { value, comparator } = quantity;
  if (comparator !== undefined) {
    leave('bound', `its ${series} value is ${shown(comparator)} ${value}`);
    return null;
  }
  const unit = unitOf(series, quantity);
  if (unit === null) {
    leave('unknown-unit', `the unit of its ${series} value is ${shown(quantity.code ?? quantity.unit)}`);
    return null;
  }
  const [least, most] = PLAUSIBLE[series];
  const comparable = convert(series, { value, unit }, UNITS[series][0].ucum);
  if (comparable < least || comparable > most) {
    leave('implausible', `its ${series} value is ${value} ${unit}`);
    return null;
  }
  return { value, unit };
}

function kindOf(series: Series): Kind {
  return series === 'systolic' || series === 'diastolic' ? 'blood-pressure' : series;
}

/** What a code is called, or else the code. */
function nameOf(code: unknown): unknown {
  if (!isObject(code)) return code;
  if (typeof code.text === 'string') return code.text;
  const coding = listOf(code.coding).find(isObject);
  return coding?.display ?? coding?.code;
}
