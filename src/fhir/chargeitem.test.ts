import { describe, expect, test } from 'vitest';
import { charge, coded, ledgerOf, PATIENT, reasonsIn, seconds } from '../../test/fhir-examples.ts';
import { CHARGE_EXTENSION, CHARGE_IDENTIFIER_SYSTEM } from './charge-codes.ts';
import { parseSettings } from './settings.ts';

const LAST_DAY = { earliest: seconds('2026-03-31T04:00:00Z'), latest: seconds('2026-04-01T03:59:59Z') };

test('a charge is read whole', () => {
  expect(ledgerOf([charge()]).charges).toEqual([
    {
      reference: 'ChargeItem/x1',
      code: '99457',
      units: 1,
      occurrence: LAST_DAY,
      parties: ['Practitioner/n1', 'Organization/o1'],
    },
  ]);
});

test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
  ['one unit where none are given', { quantity: undefined }, { units: 1 }],
  ['as many units as are given', { quantity: { value: 3 } }, { units: 3 }],
  [
    'the start of a period',
    { occurrenceDateTime: undefined, occurrencePeriod: { start: '2026-03-31' } },
    { occurrence: LAST_DAY },
  ],
  ['a CPT code by its OID', { code: coded('urn:oid:2.16.840.1.113883.6.12', '99091') }, { code: '99091' }],
  ['the state unknown, as one EHR asks for', { status: 'unknown' }, { code: '99457' }],
  [
    'a code of the house, by our identifier',
    { code: { text: 'house code' }, identifier: [{ system: CHARGE_IDENTIFIER_SYSTEM, value: 'p1:2026-03:99458' }] },
    { code: '99458' },
  ],
  [
    'parties by identifier and by name',
    {
      performer: [{ actor: { identifier: { system: 'urn:npi', value: '1' } } }, { actor: { display: 'Synthetic' } }],
      performingOrganization: undefined,
    },
    { parties: ['urn:npi|1', 'Synthetic'] },
  ],
])('a charge has %s', (_, changes, expected) => {
  expect(ledgerOf([charge(changes)]).charges).toMatchObject([expected]);
});

test('a party is called as the practice’s settings call it', () => {
  const settings = parseSettings({ billingParties: ['urn:npi|1'] });
  const actor = { reference: 'Practitioner/n1', identifier: { system: 'urn:npi', value: '1' } };
  expect(ledgerOf([charge({ performer: [{ actor }] })], settings).charges[0]?.parties).toContain('urn:npi|1');
});

test.each<[string, Record<string, unknown>]>([
  ['aborted', { status: 'aborted' }],
  ['not billable', { status: 'not-billable' }],
  ['entered in error', { status: 'entered-in-error' }],
  ['of no CPT code', { code: coded('urn:house', '99457') }],
])('%s: no charge, no trace', (_, changes) => {
  const ledger = ledgerOf([charge(changes)]);
  expect([ledger.charges, ledger.setAside]).toEqual([[], []]);
});

test.each<[string, Record<string, unknown>]>([
  ['no-period', { occurrenceDateTime: undefined }],
  ['no-period', { occurrenceDateTime: undefined, occurrenceTiming: {} }],
  ['unreadable', { occurrenceDateTime: 'end of March' }],
  ['unreadable', { quantity: { value: 0 } }],
  ['unreadable', { quantity: { value: -1 } }],
  ['unreadable', { quantity: { value: '1' } }],
  ['unreadable', { status: undefined }],
  ['wrong-patient', { subject: { reference: 'Patient/p2' } }],
])('a charge is set aside as %s: %j', (reason, changes) => {
  const ledger = ledgerOf([charge(changes)]);
  expect([reasonsIn(ledger), ledger.charges]).toEqual([[`ChargeItem/x1 ${reason}`], []]);
});

describe.each([
  ['Task', { status: 'requested', for: PATIENT }],
  ['DocumentReference', { status: 'current', subject: PATIENT }],
  [
    'Communication',
    { status: 'completed', subject: PATIENT, sender: { reference: 'Practitioner/n1' }, recipient: [PATIENT] },
  ],
])('a charge that a %s carries', (resourceType, own) => {
  const identifier = [{ system: CHARGE_IDENTIFIER_SYSTEM, value: 'p1:2026-03:99458' }];
  const extension = [
    {
      url: CHARGE_EXTENSION,
      extension: [
        { url: 'code', valueCoding: { system: 'http://www.ama-assn.org/go/cpt', code: '99458' } },
        { url: 'units', valuePositiveInt: 2 },
        { url: 'occurrence', valueDate: '2026-03-31' },
        { url: 'party', valueReference: { reference: 'Practitioner/n1' } },
      ],
    },
  ];
  const request = (changes: Record<string, unknown> = {}) => ({
    resourceType,
    id: 'x1',
    ...own,
    identifier,
    extension,
    ...changes,
  });

  test('is read whole, and is nothing else', () => {
    const ledger = ledgerOf([request()]);
    expect(ledger.charges).toEqual([
      { reference: `${resourceType}/x1`, code: '99458', units: 2, occurrence: LAST_DAY, parties: ['Practitioner/n1'] },
    ]);
    expect([ledger.contacts, ledger.setAside]).toEqual([[], []]);
  });

  test('says patient, month and code by its identifier alone', () => {
    expect(ledgerOf([request({ extension: undefined })]).charges).toMatchObject([
      {
        code: '99458',
        units: 1,
        occurrence: { earliest: seconds('2026-03-01T05:00:00Z'), latest: seconds('2026-04-01T03:59:59Z') },
      },
    ]);
  });

  test.each(['entered-in-error', 'cancelled', 'rejected', 'superseded'])('is gone when %s', (status) => {
    expect(ledgerOf([request({ status })]).charges).toEqual([]);
  });

  test('of another patient’s identifier is set aside', () => {
    const other = [{ system: CHARGE_IDENTIFIER_SYSTEM, value: 'p2:2026-03:99458' }];
    expect(reasonsIn(ledgerOf([request({ identifier: other })]))).toEqual([`${resourceType}/x1 wrong-patient`]);
  });

  test('without our identifier is none of ours', () => {
    expect(ledgerOf([request({ identifier: [{ system: 'urn:other', value: '1' }, null] })]).charges).toEqual([]);
  });
});

test('a DocumentReference may carry the identifier as its master', () => {
  const document = {
    resourceType: 'DocumentReference',
    id: 'x1',
    status: 'current',
    subject: PATIENT,
    masterIdentifier: { system: CHARGE_IDENTIFIER_SYSTEM, value: 'p1:2026-03:99457' },
  };
  expect(ledgerOf([document]).charges).toMatchObject([{ code: '99457' }]);
});
