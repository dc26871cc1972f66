import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SettingsError } from '../fhir/settings.ts';
import { ConfigUnreadable, now, parseConfig } from './config.ts';

const RIGHT = {
  timeZone: 'America/New_York',
  issuers: [{ iss: 'https://ehr.example/fhir', name: 'Example EHR', clientId: 'rpm-tally' }],
};

const problem = (config: unknown) => {
  try {
    parseConfig(JSON.stringify(config));
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
  return 'no problem';
};

describe('config.json', () => {
  it('as shipped is right', () => {
    expect(parseConfig(readFileSync('public/config.json', 'utf8')).issuers.length).toBeGreaterThan(0);
  });

  it('needs an issuer and a time zone, all else has a default', () => {
    expect(parseConfig(JSON.stringify(RIGHT))).toMatchObject({
      branding: { name: 'RPM Tally' },
      payers: [],
      worklist: { requestsAtOnce: 16, views: [] },
      session: { idleMinutes: 15 },
      frameAncestors: [],
    });
  });

  it.each([
    ['an unknown time zone', { ...RIGHT, timeZone: 'Mars' }, 'timeZone is "Mars"; allowed: an IANA time zone'],
    ['no time zone', { issuers: RIGHT.issuers }, 'timeZone is nothing; allowed: an IANA time zone'],
    ['no issuer', { ...RIGHT, issuers: [] }, 'issuers is []; allowed: at least 1'],
    [
      'an issuer without encryption',
      { ...RIGHT, issuers: [{ ...RIGHT.issuers[0], iss: 'http://ehr.example/fhir' }] },
      'issuers.0.iss is "http://ehr.example/fhir"; allowed: an https address',
    ],
    [
      'an issuer that is no address',
      { ...RIGHT, issuers: [{ ...RIGHT.issuers[0], iss: 'ehr' }] },
      'issuers.0.iss is "ehr"; allowed: an address such as',
    ],
    ['a misspelt key', { ...RIGHT, isuers: [] }, 'isuers is []; allowed: no such key; known: '],
    [
      'a role that no user has',
      { ...RIGHT, roles: { mayCharge: ['billers'] } },
      'roles.mayCharge.0 is "billers"; allowed: a kind of user such as PractitionerRole',
    ],
    ['no time to be idle', { ...RIGHT, session: { idleMinutes: 0 } }, 'session.idleMinutes is 0; allowed: at least 1'],
    [
      'a group that is none',
      { ...RIGHT, worklist: { group: 'rpm' } },
      'worklist.group is "rpm"; allowed: a reference such as Group/',
    ],
    [
      'a frame that is no origin',
      { ...RIGHT, frameAncestors: ['https://ehr.example; script-src *'] },
      'frameAncestors.0 is ',
    ],
    [
      'an origin with a path',
      { ...RIGHT, issuers: [{ ...RIGHT.issuers[0], origins: ['https://ehr.example/oauth'] }] },
      'issuers.0.origins.0 is "https://ehr.example/oauth"; allowed: an origin such as',
    ],
    [
      'half of the endpoints',
      { ...RIGHT, issuers: [{ ...RIGHT.issuers[0], endpoints: { authorize: 'https://login.example/a' } }] },
      'issuers.0.endpoints.token is nothing',
    ],
    ['a clock that is no moment', { ...RIGHT, clock: 'noon' }, 'clock is "noon"; allowed: a moment such as'],
  ])('names the key, the value and what is allowed for %s', (_, config, message) => {
    expect(problem(config)).toContain(message);
  });

  it('that is no JSON is said to be unreadable', () => {
    expect(() => parseConfig('{ timeZone: ')).toThrow(ConfigUnreadable);
  });

  it('may let the clock stand still', () => {
    const config = parseConfig(JSON.stringify({ ...RIGHT, clock: '2026-04-02T10:00:00-04:00' }));
    expect(new Date(now(config)).toISOString()).toBe('2026-04-02T14:00:00.000Z');
  });
});
