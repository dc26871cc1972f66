import { type Measured, measure } from '../../fhir/measurement.ts';
import { measurementCodes } from '../../fhir/measurement-codes.ts';
import type { MeasurementSettings } from '../../fhir/measurement-settings.ts';
import { isResource, type Resource, referenceOf } from '../../fhir/resource.ts';
import type { Reading, Reference } from '../../rules/ledger.ts';

/** So many readings take a few milliseconds; then the browser gets its turn. */
const AT_ONCE = 500;

/** Measures readings without holding up the screen. Readings whose resource is not among them are passed over. */
export async function measureAll(
  readings: readonly Reading[],
  resources: readonly unknown[],
  settings: MeasurementSettings,
  pause: () => Promise<void> = nextTask,
): Promise<Measured> {
  const codes = measurementCodes(settings);
  const byReference = new Map<Reference, Resource>();
  for (const resource of resources) {
    if (!isResource(resource) || resource.resourceType !== 'Observation') continue;
    const reference = referenceOf(resource);
    if (reference !== null) byReference.set(reference, resource);
  }
  const measured: Measured = { measurements: [], unmeasured: [] };
  for (const [number, reading] of readings.entries()) {
    if (number % AT_ONCE === 0) await pause();
    const resource = byReference.get(reading.reference);
    if (resource !== undefined) measure(reading, resource, codes, measured);
  }
  return measured;
}

/** Lets everything else that waits go first. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
