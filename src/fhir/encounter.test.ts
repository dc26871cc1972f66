import { describe, expect, test } from 'vitest';
import { ledgerOf, reasonsIn, seconds, visit } from '../../test/fhir-examples.ts';

const kind = (code: string) => ({ class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code } });
const START = seconds('2026-03-10T09:00:00-04:00');

test('a visit is read whole; the last second counts', () => {
  expect(ledgerOf([visit()]).visits).toEqual([
    { reference: 'Encounter/v1', kind: 'visit', start: START, end: START + 1801 },
  ]);
});

test.each([
  ['AMB', 'visit'],
  ['HH', 'visit'],
  ['IMP', 'inpatient'],
  ['ACUTE', 'inpatient'],
  ['NONAC', 'inpatient'],
  ['SS', 'inpatient'],
  ['VR', null],
  ['EMER', null],
  ['OBSENC', null],
])('class %s is %s', (code, expected) => {
  expect(ledgerOf([visit(kind(code))]).visits.map((each) => each.kind)).toEqual(expected === null ? [] : [expected]);
});

test.each(['planned', 'cancelled', 'entered-in-error', 'unknown'])('%s took no place', (status) => {
  const ledger = ledgerOf([visit({ status })]);
  expect([ledger.visits, ledger.setAside]).toEqual([[], []]);
});

describe('a visit without an end', () => {
  const period = { start: '2026-03-10T09:00:00-04:00' };
  test.each<[string, Record<string, unknown>, number | null]>([
    ['lasts to the end of its local day', {}, seconds('2026-03-11T00:00:00-04:00')],
    ['is an open stay when admitted', { ...kind('IMP'), status: 'in-progress' }, null],
  ])('%s', (_, changes, end) => {
    expect(ledgerOf([visit({ ...changes, period })]).visits).toMatchObject([{ start: START, end }]);
  });
});

test('days without times are whole days', () => {
  const period = { start: '2026-03-10', end: '2026-03-11' };
  expect(ledgerOf([visit({ period })]).visits).toMatchObject([
    { start: seconds('2026-03-10T04:00:00Z'), end: seconds('2026-03-12T04:00:00Z') },
  ]);
});

test.each<[string, Record<string, unknown>]>([
  ['no-period', { period: undefined }],
  ['no-end', { ...kind('IMP'), period: { start: '2026-03-10' } }],
  ['end-before-start', { period: { start: '2026-03-10', end: '2026-03-09' } }],
  ['unreadable', { period: { start: 'Tuesday' } }],
  ['unreadable', { period: { start: '2026-03-10', end: 'Wednesday' } }],
  ['wrong-patient', { subject: { reference: 'Patient/p2' } }],
])('is set aside as %s: %j', (reason, changes) => {
  expect(reasonsIn(ledgerOf([visit(changes)]))).toEqual([`Encounter/v1 ${reason}`]);
});

test.each([[undefined], [[{ coding: [] }]], ['AMB'], [{ code: 'AMB' }]])('class %j says nothing', (of) => {
  expect(ledgerOf([visit({ class: of })]).visits).toEqual([]);
});
