import { describe, expect, test } from 'vitest';
import { coded, contact, ledgerOf, PATIENT, reasonsIn, seconds } from '../../test/fhir-examples.ts';
import { PARTICIPATION_MODE_SYSTEM } from './codes.ts';
import { parseSettings } from './settings.ts';

const media = (...codes: string[]) => ({ medium: codes.map((code) => coded(PARTICIPATION_MODE_SYSTEM, code)) });
const NURSE = { reference: 'Practitioner/n1' };

test('a contact is read whole', () => {
  const at = seconds('2026-03-11T10:00:00-04:00');
  expect(ledgerOf([contact()]).contacts).toEqual([
    {
      reference: 'Communication/c1',
      medium: 'live',
      sent: { earliest: at, latest: at },
      note: 'Synthetic: talked about the trend.',
      partOf: ['Procedure/e1'],
    },
  ]);
});

describe('by its medium a contact is', () => {
  test.each<[string, string | null, Record<string, unknown>]>([
    ['live: telephone', 'live', media('PHONE')],
    ['live: video', 'live', media('VIDEOCONF')],
    ['live: telephone among others', 'live', media('EMAIL', 'PHONE')],
    ['in person: face to face', 'in-person', media('FACE')],
    ['unstated: none', 'unstated', { medium: undefined }],
    ['unstated: an empty list', 'unstated', { medium: [] }],
    ['unstated: words without a code', 'unstated', { medium: [{ text: 'called' }] }],
    ['no contact: e-mail', null, media('EMAIL')],
    ['no contact: a code of another system', null, { medium: [coded('urn:other', 'PHONE')] }],
  ])('%s', (_, medium, changes) => {
    const ledger = ledgerOf([contact(changes)]);
    expect(ledger.contacts.map((each) => each.medium)).toEqual(medium === null ? [] : [medium]);
    expect(ledger.setAside).toEqual([]);
  });

  test('what the practice’s own code means', () => {
    const settings = parseSettings({ codes: { contactMedia: [{ system: 'urn:local', code: 'TEL', medium: 'live' }] } });
    expect(ledgerOf([contact({ medium: [coded('urn:local', 'TEL')] })], settings).contacts).toHaveLength(1);
  });
});

describe('a contact is between the patient’s side and the practice', () => {
  const contained = [{ resourceType: 'RelatedPerson', id: 'daughter' }];
  test.each<[string, boolean, Record<string, unknown>]>([
    ['nurse to patient', true, {}],
    ['patient to nurse', true, { sender: PATIENT, recipient: [NURSE] }],
    [
      'care team to a relative',
      true,
      { sender: { reference: 'CareTeam/t1' }, recipient: [{ reference: 'RelatedPerson/r1' }] },
    ],
    ['both among the recipients', true, { sender: undefined, recipient: [PATIENT, NURSE] }],
    ['a contained relative', true, { contained, recipient: [{ reference: '#daughter' }] }],
    ['a contained nobody', false, { contained, recipient: [{ reference: '#son' }] }],
    [
      'by absolute address and version',
      true,
      { sender: { reference: 'https://ehr.example/fhir/Organization/o1/_history/4' } },
    ],
    ['by type alone', true, { sender: { type: 'PractitionerRole', display: 'Synthetic nurse' } }],
    ['by name alone', false, { sender: { display: 'Synthetic nurse' } }],
    ['nurse to physician', false, { recipient: [{ reference: 'Practitioner/d1' }] }],
    ['device to patient', false, { sender: { reference: 'Device/d1' } }],
    ['nurse to another patient', false, { recipient: [{ reference: 'Patient/p2' }] }],
    ['nobody', false, { sender: undefined, recipient: undefined }],
  ])('%s: %s', (_, is, changes) => {
    const ledger = ledgerOf([contact(changes)]);
    expect([ledger.contacts.length === 1, ledger.setAside]).toEqual([is, []]);
  });
});

test.each(['not-done', 'entered-in-error'])('%s is no contact and leaves no trace', (status) => {
  const ledger = ledgerOf([contact({ status })]);
  expect([ledger.contacts, ledger.setAside]).toEqual([[], []]);
});

test('a contact may be known by its day', () => {
  expect(ledgerOf([contact({ sent: '2026-03-11' })]).contacts[0]?.sent).toEqual({
    earliest: seconds('2026-03-11T00:00:00-04:00'),
    latest: seconds('2026-03-11T23:59:59-04:00'),
  });
});

describe('a contact is set aside as', () => {
  test.each<[string, Record<string, unknown>]>([
    ['not-completed', { status: 'in-progress' }],
    ['no-period', { sent: undefined }],
    ['imprecise-time', { sent: '2026-03' }],
    ['imprecise-time', { sent: '2026' }],
    ['no-time-zone-offset', { sent: '2026-03-11T10:00:00' }],
    ['unreadable', { sent: '11 March' }],
    ['unreadable', { payload: 'talked' }],
    ['wrong-patient', { subject: { reference: 'Patient/p2' }, recipient: [{ reference: 'Patient/p2' }] }],
  ])('%s: %j', (reason, changes) => {
    const ledger = ledgerOf([contact(changes)]);
    expect([reasonsIn(ledger), ledger.contacts]).toEqual([[`Communication/c1 ${reason}`], []]);
  });
});

test('a contact without a subject is of the one patient who took part', () => {
  expect(ledgerOf([contact({ subject: undefined })]).contacts).toHaveLength(1);
});
