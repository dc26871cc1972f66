import { describe, expect, it } from 'vitest';
import { SettingsError } from '../fhir/settings.ts';
import { parseConfig } from './config.ts';
import { meantBy } from './nearest.ts';

const RIGHT = {
  timeZone: 'America/New_York',
  issuers: [{ iss: 'https://ehr.example/fhir', name: 'Example EHR', clientId: 'rpm-tally' }],
};

function meantIn(config: unknown): (string | null)[] {
  try {
    parseConfig(JSON.stringify(config));
  } catch (error) {
    if (error instanceof SettingsError) return error.problems.map(meantBy);
    throw error;
  }
  return [];
}

describe('what was probably meant', () => {
  it.each<[string, unknown, string | null]>([
    ['timezone', { ...RIGHT, timezone: 'UTC' }, 'timeZone'],
    ['frame-ancestors', { ...RIGHT, 'frame-ancestors': [] }, 'frameAncestors'],
    ['isuers', { ...RIGHT, isuers: [] }, 'issuers'],
    ['an issuer’s client_id', { ...RIGHT, issuers: [{ ...RIGHT.issuers[0], client_id: 'a' }] }, 'clientId'],
    ['a payer’s serviceDates', withPayer({ serviceDates: 'month-end' }), 'serviceDate'],
    ['a note’s Label', { ...RIGHT, noteTemplates: { '*': [{ label: 'Seen', Hint: 'a' }] } }, 'hint'],
    ['Month-End', { ...RIGHT, policy: { serviceDate: 'Month-End' } }, 'month-end'],
    ['a key like nothing we know', { ...RIGHT, password: 'x' }, null],
    ['a value like nothing we know', { ...RIGHT, policy: { serviceDate: 'never' } }, null],
    ['a time zone that does not exist', { ...RIGHT, timeZone: 'Mars' }, null],
  ])('by %s', (_, config, meant) => {
    expect(meantIn(config)).toEqual([meant]);
  });
});

function withPayer(policy: unknown) {
  return { ...RIGHT, payers: [{ name: 'A', match: ['a'], policy }] };
}
