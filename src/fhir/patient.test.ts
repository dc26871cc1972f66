import { describe, expect, test } from 'vitest';
import { ledgerOf, reasonsIn, seconds } from '../../test/fhir-examples.ts';
import { patientBanner } from './patient.ts';

const patient = (changes: Record<string, unknown> = {}) => ({ resourceType: 'Patient', id: 'p1', ...changes });

describe('a patient', () => {
  const at = seconds('2026-03-20T10:00:00Z');
  test.each<[string, Record<string, unknown>, unknown]>([
    ['lives', {}, false],
    ['lives, and the EHR says so', { deceasedBoolean: false }, false],
    ['died, nobody wrote when', { deceasedBoolean: true }, true],
    ['died at a time', { deceasedDateTime: '2026-03-20T10:00:00Z' }, { earliest: at, latest: at }],
    ['died, at no readable time', { deceasedDateTime: 'in March' }, true],
  ])('%s', (_, changes, deceased) => {
    expect(ledgerOf([patient(changes)]).deceased).toEqual(deceased);
  });

  test('other than this one says nothing', () => {
    const ledger = ledgerOf([patient({ id: 'p2', deceasedBoolean: true })]);
    expect([ledger.deceased, ledger.setAside]).toEqual([false, []]);
  });

  test('whose death is written as no FHIR is set aside', () => {
    expect(reasonsIn(ledgerOf([patient({ deceasedBoolean: 'no' })]))).toEqual(['Patient/p1 unreadable']);
  });
});

describe('a patient banner', () => {
  const mrn = { type: { coding: [{ code: 'MR' }] }, value: 'SYNTH-1' };
  test('has the official name, the birth date and the record number', () => {
    const resource = patient({
      name: [
        { use: 'nickname', text: 'Syn' },
        { use: 'official', given: ['Sample', 'S.'], family: 'Synthetic' },
      ],
      birthDate: '1950-04-02',
      identifier: [{ value: 'other' }, mrn],
    });
    expect(patientBanner(resource)).toEqual({
      reference: 'Patient/p1',
      name: 'Sample S. Synthetic',
      birthDate: '1950-04-02',
      mrn: 'SYNTH-1',
    });
  });

  test('shows what there is of a broken Patient', () => {
    const broken = patient({ name: [null, { given: [5, 'Sample'] }], birthDate: 1950, identifier: 'SYNTH-1' });
    expect(patientBanner(broken)).toEqual({ reference: 'Patient/p1', name: 'Sample', birthDate: null, mrn: null });
    expect(patientBanner(patient())).toEqual({ reference: 'Patient/p1', name: '', birthDate: null, mrn: null });
  });

  test.each([[null], [[]], ['Patient'], [{ resourceType: 'Group', id: 'p1' }], [{ resourceType: 'Patient' }]])(
    'is none for %j',
    (resource) => {
      expect(patientBanner(resource)).toBeNull();
    },
  );
});
