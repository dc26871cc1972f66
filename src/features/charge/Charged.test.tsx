import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { parseCapabilities } from '../../ehr/capability.ts';
import { fhirServer } from '../../ehr/server.ts';
import type { Connection } from '../../ehr/types.ts';
import { emptyLedger } from '../../rules/ledger.ts';
import type { Verdict } from '../../rules/verdict.ts';
import { VERDICT } from '../verdict/verdict.fixture.ts';
import Charged from './Charged.tsx';

const CONNECTION: Connection = {
  issuer: { iss: 'https://ehr.example/fhir', name: 'Example EHR', clientId: 'rpm-tally' },
  server: fhirServer('https://ehr.example/fhir'),
  patient: 'Patient/p1',
  user: 'Practitioner/biller',
  encounter: null,
  needPatientBanner: false,
  styleUrl: null,
  scopes: [],
  expiresAt: () => null,
  capabilities: async () => parseCapabilities({}),
};

const MET: Verdict = {
  ...VERDICT,
  criteria: VERDICT.criteria.map((criterion) => ({ ...criterion, state: 'met' })),
  lines: VERDICT.lines.map((line) => ({ ...line, charged: 'ChargeItem/c1', chargedUnits: 1 })),
};

const charge = (id: string, more: object = {}) => ({
  resourceType: 'ChargeItem',
  id,
  status: 'billable',
  code: { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code: '99457' }] },
  subject: { reference: 'Patient/p1' },
  occurrenceDateTime: '2026-03-17',
  quantity: { value: 1 },
  enteredDate: `2026-03-2${id.slice(-1)}T12:00:00Z`,
  ...more,
});

function shown(resources: object[], verdict = MET, whyNot: string | null = null): string {
  const { patient, month } = verdict;
  const summary = { reference: patient, name: null, birthDate: null, sex: null, recordNumber: null };
  const read = { patient, month, summary, resources, unread: [], unreadTypes: [], notices: [], billedBy: null };
  const result = { read, verdict, ledger: emptyLedger(patient) };
  const nothing = () => undefined;
  return renderToStaticMarkup(<Charged connection={CONNECTION} result={result} whyNot={whyNot} reload={nothing} />)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
}

describe('the charges of a month', () => {
  it('stand, and may be taken back all the same', () => {
    const words = shown([charge('c1')]);
    expect(words).toContain('99457 × 1');
    expect(words).toContain('Stands');
    expect(words).toContain('Take back 99457…');
  });

  it('are reported loudly where one stands twice, the newer one to be taken back', () => {
    const words = shown([charge('c2'), charge('c1')]);
    expect(words).toContain('A charge of this month stands twice.');
    expect(words.indexOf('Stands')).toBeLessThan(words.indexOf('Charged twice'));
  });

  it('are to be corrected where the line has other units now', () => {
    const lines = MET.lines.map((line) => ({ ...line, units: 2 }));
    expect(shown([charge('c1')], { ...MET, lines })).toContain('Correct 99457…');
  });

  it('say when the evidence no longer holds them', () => {
    expect(shown([charge('c1')], { ...MET, lines: [] })).toContain('No longer supported');
  });

  it('are not there once they were taken back', () => {
    expect(shown([charge('c1', { status: 'entered-in-error' })])).toBe('');
  });

  it('say why somebody may take none back', () => {
    expect(shown([charge('c1')], MET, 'Your role does not charge.')).toContain('Your role does not charge.');
  });
});
