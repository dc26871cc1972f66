import { describe, expect, test } from 'vitest';
import { coded, ledgerOf, PATIENT, reading, reasonsIn, seconds } from '../../test/fhir-examples.ts';
import { parseSettings } from './settings.ts';

const LAB = { category: [coded('http://terminology.hl7.org/CodeSystem/observation-category', 'laboratory')] };
const PATAST = { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'PATAST' };
const AT = seconds('2026-03-10T08:00:00-04:00');

test('a reading is read whole', () => {
  expect(ledgerOf([reading()]).readings).toEqual([
    { reference: 'Observation/r1', taken: { earliest: AT, latest: AT }, device: 'Device/d1', selfReported: false },
  ]);
});

describe('a reading is self-reported', () => {
  test.each<[string, boolean, Record<string, unknown>]>([
    ['not when a device sent it', false, { performer: [PATIENT] }],
    ['when tagged as the patient’s', true, { meta: { tag: [{ code: 'patient-supplied' }] } }],
    ['when asserted by the patient', true, { meta: { security: [PATAST] } }],
    ['when the patient told it without a device', true, { device: undefined, performer: [PATIENT] }],
    ['when a relative told it', true, { device: undefined, performer: [{ reference: 'RelatedPerson/r1' }] }],
    ['not for other tags', false, { meta: { tag: [{ code: 'HTEST' }], security: [{ code: 'R' }] } }],
  ])('%s', (_, selfReported, changes) => {
    expect(ledgerOf([reading(changes)]).readings).toMatchObject([{ selfReported }]);
  });
});

describe('a reading is known by', () => {
  const noon = seconds('2026-03-10T12:00:00Z');
  test.each<[string, Record<string, unknown>, number, number]>([
    ['its instant', { effectiveInstant: '2026-03-10T12:00:00.5Z' }, noon, noon],
    ['the start of its period', { effectivePeriod: { start: '2026-03-10T12:00Z' } }, noon, noon],
    ['its day', { effectiveDateTime: '2026-03-10' }, seconds('2026-03-10T04:00:00Z'), seconds('2026-03-11T03:59:59Z')],
  ])('%s', (_, changes, earliest, latest) => {
    const [read] = ledgerOf([reading({ effectiveDateTime: undefined, ...changes })]).readings;
    expect(read?.taken).toEqual({ earliest, latest });
  });
});

test.each<[string, Record<string, unknown>]>([
  ['preliminary', { status: 'preliminary' }],
  ['entered in error', { status: 'entered-in-error' }],
  ['cancelled', { status: 'cancelled' }],
  ['laboratory', LAB],
  ['measured in the office by a nurse', { device: undefined, performer: [{ reference: 'Practitioner/n1' }] }],
  ['of no known origin', { device: undefined }],
])('%s: none of ours', (_, changes) => {
  const ledger = ledgerOf([reading(changes)]);
  expect([ledger.readings, ledger.setAside]).toEqual([[], []]);
});

test.each(['amended', 'corrected'])('%s counts as final does', (status) => {
  expect(ledgerOf([reading({ status })]).readings).toHaveLength(1);
});

test('a practice’s own codes make readings, by code or category', () => {
  const settings = parseSettings({
    codes: {
      readings: [
        { system: 'http://loinc.org', code: '15074-8' },
        { system: 'urn:local', code: 'home' },
      ],
    },
  });
  const resources = [
    reading({ ...LAB, code: coded('http://loinc.org', '15074-8') }),
    reading({ id: 'r2', category: [coded('urn:local', 'home')] }),
    reading({ id: 'r3', ...LAB }),
  ];
  expect(ledgerOf(resources, settings).readings.map(({ reference }) => reference)).toEqual([
    'Observation/r1',
    'Observation/r2',
  ]);
});

test.each<[string, Record<string, unknown>]>([
  ['no-period', { effectiveDateTime: undefined }],
  ['no-period', { effectiveDateTime: undefined, effectiveTiming: { event: ['2026-03-10'] } }],
  ['unreadable', { effectiveDateTime: '10/03/2026' }],
  ['no-time-zone-offset', { effectiveDateTime: '2026-03-10T08:00:00' }],
  ['unreadable', { device: 'cuff' }],
  ['wrong-patient', { subject: { reference: 'Patient/p2' } }],
])('is set aside as %s: %j', (reason, changes) => {
  expect(reasonsIn(ledgerOf([reading(changes)]))).toEqual([`Observation/r1 ${reason}`]);
});
