import { expect, test } from 'vitest';
import { coded, ledgerOf, reading } from '../../../test/fhir-examples.ts';
import { DEFAULT_MEASUREMENT_SETTINGS } from '../../fhir/measurement-settings.ts';
import { measureAll } from './measured.ts';

function weights(count: number): Record<string, unknown>[] {
  return Array.from({ length: count }, (_, index) =>
    reading({
      id: `w${index}`,
      code: coded('http://loinc.org', '29463-7'),
      valueQuantity: { value: 80 + (index % 10), code: 'kg', system: 'http://unitsofmeasure.org' },
    }),
  );
}

test('ten thousand readings are measured, each once', async () => {
  const resources = weights(10_000);
  const { readings } = ledgerOf(resources);
  const { measurements, unmeasured } = await measureAll(readings, resources, DEFAULT_MEASUREMENT_SETTINGS);
  expect([new Set(measurements.map(({ reference }) => reference)).size, unmeasured.length]).toEqual([10_000, 0]);
});

test('what the ledger did not take for a reading is not measured', async () => {
  const office = reading({ id: 'office', device: undefined, performer: [{ reference: 'Practitioner/n1' }] });
  const resources = [...weights(1), office, null, 7, { resourceType: 'Observation' }];
  const { measurements, unmeasured } = await measureAll(
    ledgerOf(resources).readings,
    resources,
    DEFAULT_MEASUREMENT_SETTINGS,
  );
  expect([measurements.map(({ reference }) => reference), unmeasured]).toEqual([['Observation/w0'], []]);
});
