import { type Measured, measure } from '../../fhir/measurement.ts';
import { measurementCodes } from '../../fhir/measurement-codes.ts';
import type { MeasurementSettings } from '../../fhir/measurement-settings.ts';
import { isResource, type Resource, referenceOf } from '../../fhir/resource.ts';
import type { Reading, Reference } from '../../rules/ledger.ts';
import { eachUnhurried } from '../../ui/unhurried.ts';

/** Measures readings without holding up the screen. Readings whose resource is not among them are passed over. */
export async function measureAll(
  readings: readonly Reading[],
  resources: readonly unknown[],
  settings: MeasurementSettings,
): Promise<Measured> {
  const codes = measurementCodes(settings);
  const byReference = new Map<Reference, Resource>();
  await eachUnhurried(resources, (resource) => {
    if (!isResource(resource) || resource.resourceType !== 'Observation') return;
    const reference = referenceOf(resource);
    if (reference !== null) byReference.set(reference, resource);
  });
  const measured: Measured = { measurements: [], unmeasured: [] };
  await eachUnhurried(readings, (reading) => {
    const resource = byReference.get(reading.reference);
    if (resource !== undefined) measure(reading, resource, codes, measured);
  });
  return measured;
}
