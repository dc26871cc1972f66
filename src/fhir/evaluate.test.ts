import { expect, test } from 'vitest';
import { coded, consent, contact, entry, reading, seconds } from '../../test/fhir-examples.ts';
import { evaluateResources } from './evaluate.ts';
import { DEFAULT_SETTINGS, parseSettings } from './settings.ts';

const question = {
  month: '2026-03',
  timeZone: 'America/New_York',
  asOf: seconds('2026-04-02T12:00:00Z'),
  settings: DEFAULT_SETTINGS,
};
const chart = [entry(), contact(), consent(), reading()];

test('a chart that has all that is needed is billable', () => {
  const { status, countedSeconds, lines } = evaluateResources(chart, 'Patient/p1', question);
  expect({ status, countedSeconds }).toEqual({ status: 'billable', countedSeconds: 1200 });
  expect(lines).toMatchObject([{ code: '99457', serviceDate: '2026-03-11' }]);
});

test('the payer’s policy decides where the rules leave room', () => {
  const settings = parseSettings({
    payers: [{ name: 'Synthetic', match: ['Synthetic'], policy: { serviceDate: 'month-end' } }],
  });
  const coverage = {
    resourceType: 'Coverage',
    id: 'y1',
    status: 'active',
    beneficiary: { reference: 'Patient/p1' },
    payor: [{ display: 'Synthetic' }],
  };
  const { lines } = evaluateResources([...chart, coverage], 'Patient/p1', { ...question, settings });
  expect(lines).toMatchObject([{ code: '99457', serviceDate: '2026-03-31' }]);
});

test('what could not be asked for is unknown', () => {
  const { criteria } = evaluateResources([entry(), contact(), reading()], 'Patient/p1', {
    ...question,
    unread: ['consents'],
  });
  expect(criteria[0]).toMatchObject({ id: 'consent', state: 'unknown' });
});

test('a consent that can’t be read is unknown, not absent, and reduces no time', () => {
  const broken = consent({ status: 5 });
  const verdict = evaluateResources([entry(), contact(), reading(), broken], 'Patient/p1', question);
  expect(verdict.criteria[0]).toMatchObject({ id: 'consent', state: 'unknown' });
  expect([verdict.countedSeconds, verdict.status]).toEqual([1200, 'needs-review']);
});

test('an office measurement is no reading', () => {
  const office = reading({ device: undefined, performer: [{ reference: 'Practitioner/n1' }], code: coded('x', 'y') });
  const { readings } = evaluateResources([entry(), office], 'Patient/p1', question);
  expect(readings).toEqual({ days: 0, count: 0 });
});
