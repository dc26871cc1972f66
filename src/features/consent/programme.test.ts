import { describe, expect, test } from 'vitest';
import { consent, ledgerOf, PATIENT, reading, seconds } from '../../../test/fhir-examples.ts';
import { orderOf, programmeOf } from './programme.ts';

const now = seconds('2026-03-25T15:00:00-04:00');
const device = { resourceType: 'Device', id: 'd1', status: 'active', patient: PATIENT, deviceName: [{ name: 'Cuff' }] };
const use = (since: string) => ({
  resourceType: 'DeviceUseStatement',
  id: 'u1',
  status: 'active',
  subject: PATIENT,
  device: { reference: 'Device/d1' },
  timingPeriod: { start: since },
});
const withdrawal = (dateTime: string) =>
  consent({ id: 'w1', status: 'inactive', dateTime, provision: { type: 'deny' } });
const programme = (...resources: unknown[]) => programmeOf(ledgerOf(resources), resources, now);

describe('the programme is', () => {
  test.each<[string, string, unknown[]]>([
    ['not entered without a consent', 'not-enrolled', [device]],
    ['consented, before a reading has come', 'consented', [consent(), device]],
    ['active once readings come from a device', 'active', [consent(), device, reading()]],
    ['not active by readings that the patient typed', 'consented', [consent(), reading({ device: undefined })]],
    ['declined', 'declined', [consent({ status: 'rejected' }), reading()]],
    ['withdrawn by a record of its own', 'withdrawn', [consent(), withdrawal('2026-03-13'), reading()]],
    [
      'withdrawn by a refusal after a consent',
      'withdrawn',
      [consent(), consent({ id: 'k2', status: 'rejected', dateTime: '2026-03-09' })],
    ],
    ['withdrawn, and nobody wrote since when', 'withdrawn', [consent({ status: 'inactive' })]],
    [
      'active again after a new consent',
      'active',
      [consent(), withdrawal('2026-03-13'), consent({ id: 'k2', dateTime: '2026-03-20' }), reading()],
    ],
    ['still active until the day of a withdrawal to come', 'active', [consent(), withdrawal('2026-04-13'), reading()]],
    ['not yet entered by a consent to come', 'not-enrolled', [consent({ dateTime: '2026-04-01' })]],
    ['unknown when the only consent has no date', 'unknown', [consent({ dateTime: undefined })]],
  ])('%s', (_, state, resources) => {
    expect(programme(...resources).state).toBe(state);
  });

  test('unknown when the consents could not be read', () => {
    const ledger = { ...ledgerOf([]), unread: ['consents' as const] };
    expect(programmeOf(ledger, [], now).state).toBe('unknown');
  });
});

describe('monitoring began', () => {
  test.each<[string, unknown, unknown[]]>([
    [
      'with the consent, where the device was there before',
      seconds('2026-03-02T00:00:00-05:00'),
      [consent(), device, use('2026-02-01')],
    ],
    ['with the device, where it came after the consent', '2026-03-05', [consent(), device, use('2026-03-05')]],
    ['nobody knows when, without the device’s date', null, [consent(), device]],
    ['not at all without consent', null, [device, use('2026-02-01')]],
  ])('%s', (_, start, resources) => {
    expect(programme(...resources).start).toEqual(start);
  });
});

test.each<[string, unknown[], unknown[]]>([
  ['both', [], ['consent', 'device']],
  ['the device', [consent()], ['device']],
  ['the consent', [device], ['consent']],
  ['nothing', [consent(), device], []],
])('missing to start: %s', (_, resources, missing) => {
  expect(programme(...resources).missing).toEqual(missing);
});

test('a device is called by its name', () => {
  expect(programme(device, use('2026-02-01')).devices).toEqual([
    { reference: 'Device/d1', name: 'Cuff', since: '2026-02-01' },
  ]);
});

describe('the ordering practitioner is', () => {
  const requester = { reference: 'Practitioner/p1', display: 'Synthetic Physician' };
  const order = (changes: Record<string, unknown> = {}) => ({
    resourceType: 'ServiceRequest',
    id: 's1',
    status: 'active',
    code: { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code: '99454' }] },
    requester,
    ...changes,
  });
  const encounter = (changes: Record<string, unknown> = {}) => ({
    resourceType: 'Encounter',
    id: 'v1',
    class: { code: 'VR' },
    participant: [{ individual: { reference: 'Practitioner/p2' } }],
    ...changes,
  });

  test.each<[string, unknown[], unknown]>([
    [
      'who ordered it',
      [encounter(), order()],
      { practitioner: 'Practitioner/p1', name: 'Synthetic Physician', by: 'order' },
    ],
    [
      'named by its encounter',
      [encounter(), order({ status: 'revoked' })],
      { practitioner: 'Practitioner/p2', name: null, by: 'encounter' },
    ],
    ['not who ordered something else', [order({ code: { coding: [{ code: '80053' }] } })], null],
    ['not somebody of a visit', [encounter({ class: { code: 'AMB' } })], null],
    [
      'named by the encounter in which the app was opened',
      [encounter({ id: 'here', class: { code: 'AMB' } })],
      { practitioner: 'Practitioner/p2', name: null, by: 'encounter' },
    ],
  ])('%s', (_, resources, expected) => {
    expect(orderOf(resources, 'Encounter/here')).toEqual(expected);
  });
});
