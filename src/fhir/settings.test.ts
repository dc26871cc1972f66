import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS, parseSettings, SettingsError } from './settings.ts';

test('nothing need be set', () => {
  expect(parseSettings({})).toEqual(DEFAULT_SETTINGS);
  expect(DEFAULT_SETTINGS).toMatchObject({ timeZone: null, policy: {}, payers: [], billingParties: [], fees: {} });
});

test('what only the app reads is skipped', () => {
  const app = { $schema: 'x', issuers: 5, clock: null, branding: {} };
  expect(parseSettings({ ...app, timeZone: 'Asia/Kolkata' }).timeZone).toBe('Asia/Kolkata');
});

describe('a wrong setting is named with what was found and what is allowed', () => {
  test.each<[string, unknown, unknown]>([
    ['timeZone', { timeZone: 'Mars/Olympus' }, ['an IANA time zone such as America/New_York']],
    ['policy.serviceDate', { policy: { serviceDate: 'never' } }, ['threshold-met', 'month-end']],
    ['policy.readingsRequired', { policy: { readingsRequired: -1 } }, ['at least 0']],
    ['policy.readingsRequired', { policy: { readingsRequired: 1.5 } }, ['a whole number']],
    ['policy', { policy: [] }, ['an object']],
    ['payers.0.name', { payers: [{ match: ['x'], policy: {} }] }, ['a text']],
    ['payers.0.match', { payers: [{ name: 'A', match: [], policy: {} }] }, ['at least 1 item']],
    ['billingParties.0', { billingParties: [5] }, ['a text']],
    ['fees.99457', { fees: { '99457': -1 } }, ['at least 0']],
    ['fees.abc', { fees: { abc: 1 } }, ['a five-character code as key']],
    [
      'codes.contactMedia.0.medium',
      { codes: { contactMedia: [{ system: 's', code: 'c', medium: 'fax' }] } },
      ['live', 'in-person'],
    ],
    [
      'codes.bill.1.code',
      { codes: { bill: ['99457', '99458'].map((cpt) => ({ cpt, system: 's', code: 'c' })) } },
      ['a code that stands for one CPT code only; it stands for 99457 as well'],
    ],
    ['', [], ['an object']],
    ['', null, ['an object']],
    ['', 'text', ['an object']],
  ])('%s in %j', (key, json, allowed) => {
    expect(problemsOf(json)).toMatchObject([{ key, allowed }]);
  });

  test.each<[string, unknown, string]>([
    ['timezone', { timezone: 'UTC' }, 'timeZone'],
    ['policy.serviceDates', { policy: { serviceDates: 'month-end' } }, 'serviceDate'],
    ['payers.0.policy.x', { payers: [{ name: 'A', match: ['a'], policy: { x: 1 } }] }, 'consentTiming'],
    [
      'codes.activities.0.counts',
      { codes: { activities: [{ system: 's', code: 'c', activity: 'scheduling', counts: 1 }] } },
      'counting',
    ],
    ['__proto__', JSON.parse('{"__proto__": 1}'), 'timeZone'],
  ])('the unknown key %s', (key, json, known) => {
    expect(problemsOf(json)).toMatchObject([{ key, allowed: [expect.stringContaining(known)] }]);
  });

  test('an activity outside the standard list must say how it counts', () => {
    const activities = [{ system: 's', code: 'c', activity: 'knitting' }];
    expect(problemsOf({ codes: { activities } })).toMatchObject([
      { key: 'codes.activities.0.activity', value: 'knitting', allowed: expect.arrayContaining(['scheduling']) },
    ]);
  });

  test('all at once, one a line', () => {
    const settings = { timeZone: 5, policy: { serviceDate: 'x'.repeat(200) } };
    expect(() => parseSettings(settings)).toThrow(
      /^timeZone is 5; allowed: .*\npolicy\.serviceDate is "x{78}…; allowed: threshold-met, month-end$/,
    );
  });
});

function problemsOf(json: unknown): unknown {
  try {
    parseSettings(json);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
}
