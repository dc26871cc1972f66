import { describe, expect, test } from 'vitest';
import { ledgerOf, PATIENT, reasonsIn } from '../../test/fhir-examples.ts';

const device = (changes: Record<string, unknown> = {}) => ({
  resourceType: 'Device',
  id: 'd1',
  status: 'active',
  patient: PATIENT,
  ...changes,
});
const use = (id: string, changes: Record<string, unknown>) => ({
  resourceType: 'DeviceUseStatement',
  id,
  status: 'active',
  subject: PATIENT,
  device: { reference: 'Device/d1' },
  ...changes,
});

describe('a device is in use', () => {
  test.each<[string, unknown[], string | null]>([
    ['nobody says since when', [device()], null],
    ['since the day of its period', [device(), use('u1', { timingPeriod: { start: '2026-02-09' } })], '2026-02-09'],
    ['since a local day', [use('u1', { timingDateTime: '2026-02-10T03:00:00Z' })], '2026-02-09'],
    ['since no day that a month names', [use('u1', { timingPeriod: { start: '2026-02' } })], null],
    [
      'since the earliest',
      [use('u1', { timingDateTime: '2026-02-11' }), device(), use('u2', { timingDateTime: '2026-02-09' })],
      '2026-02-09',
    ],
  ])('%s', (_, resources, since) => {
    expect(ledgerOf(resources).devices).toEqual([{ reference: 'Device/d1', since }]);
  });
});

test.each([
  ['out of use', device({ status: 'inactive' })],
  ['entered in error', device({ status: 'entered-in-error' })],
  ['nobody’s', device({ patient: undefined })],
  ['only intended', use('u1', { status: 'intended' })],
])('%s: no device, no trace', (_, resource) => {
  const ledger = ledgerOf([resource]);
  expect([ledger.devices, ledger.setAside]).toEqual([[], []]);
});

test.each([
  ['Device/d1 wrong-patient', device({ patient: { reference: 'Patient/p2' } })],
  ['DeviceUseStatement/u1 unreadable', use('u1', { device: 'cuff' })],
])('%s', (expected, resource) => {
  expect(reasonsIn(ledgerOf([resource]))).toEqual([expected]);
});
