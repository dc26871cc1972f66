import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROFILES, type ProfileName } from '../../mocks/fhir/profiles.ts';
import { Sandbox } from '../../mocks/sandbox.ts';
import { preflight } from '../../src/ehr/preflight/preflight.ts';
import { preflightReport } from '../../src/ehr/preflight/report.ts';
import type { Grade, Preflight } from '../../src/ehr/preflight/types.ts';
import { serviceMonth } from '../../src/fhir/index.ts';
import { DEFAULT_SETTINGS } from '../../src/fhir/settings.ts';
import { type ConnectionOptions, connectionTo } from './connection.ts';

const ORIGIN = 'http://ehr.test';
const SMART = {
  authorization_endpoint: `${ORIGIN}/authorize`,
  token_endpoint: `${ORIGIN}/token`,
  revocation_endpoint: `${ORIGIN}/revoke`,
  capabilities: ['launch-ehr', 'launch-standalone', 'client-public', 'context-banner'],
  code_challenge_methods_supported: ['S256'],
};
const msw = setupServer();
beforeAll(() => msw.listen({ onUnhandledRequest: 'error' }));
afterAll(() => msw.close());

const ALL = 'patient/*.cruds online_access';

/** A profile that is looked at as it is, once. */
const known = new Map<ProfileName, Promise<Preflight>>();
function plainLook(profile: ProfileName): Promise<Preflight> {
  const seen = known.get(profile) ?? look({ profile });
  known.set(profile, seen);
  return seen;
}

async function look(options: ConnectionOptions, smart: object | null = SMART) {
  const sandbox = new Sandbox({ origin: ORIGIN });
  const writes: string[] = [];
  const connection = connectionTo(sandbox, {
    scope: ALL,
    encounter: 'billable-rpm',
    ...options,
    intercept: (request) => {
      if (request.method !== 'GET') writes.push(`${request.method} ${request.url}`);
      return options.intercept?.(request);
    },
  });
  msw.resetHandlers(
    http.get(`${connection.server.base}/.well-known/smart-configuration`, () =>
      smart === null ? new HttpResponse(null, { status: 404 }) : HttpResponse.json(smart),
    ),
  );
  const seen = await preflight(connection, {
    month: serviceMonth('2026-03', 'America/New_York'),
    settings: { codes: DEFAULT_SETTINGS.codes, worklist: {} },
    clock: () => Date.now() / 1000,
  });
  expect(writes).toEqual([]);
  return seen;
}

function grades(seen: Preflight, part: 'features' | 'signIn' | 'server'): Record<string, Grade> {
  return Object.fromEntries(seen[part].map(({ title, grade }) => [title, grade]));
}

function typeGrade(seen: Preflight, type: string): Grade | undefined {
  return seen.types.find((one) => one.type === type)?.grade;
}

describe('a look at an EHR only reads, and says what people can do with the app there', () => {
  it.each<[ProfileName, Record<string, Grade>]>([
    ['full', { Verdict: 'good', 'Time log': 'good', 'Live contact': 'good', Consent: 'good', Charge: 'good' }],
    ['epic-like', { Verdict: 'good', 'Time log': 'good', 'Live contact': 'good', Consent: 'good', Charge: 'limited' }],
    [
      'oracle-like',
      { Verdict: 'limited', 'Time log': 'limited', 'Live contact': 'good', Consent: 'good', Charge: 'good' },
    ],
  ])('%s', async (profile, features) => {
    expect(grades(await plainLook(profile), 'features')).toMatchObject(features);
  });

  it.each<[ProfileName, string, Grade]>([
    ['full', 'ChargeItem', 'good'],
    ['epic-like', 'ChargeItem', 'missing'],
    ['epic-like', 'Consent', 'limited'],
    ['oracle-like', 'Procedure', 'limited'],
    ['oracle-like', 'Task', 'missing'],
    ['oracle-like', 'ChargeItem', 'good'],
  ])('in %s, %s is %s', async (profile, type, grade) => {
    expect(typeGrade(await plainLook(profile), type)).toBe(grade);
  });
});

describe('what is tried counts more than what is declared', () => {
  it('a search that the EHR refuses although it declares it', async () => {
    const seen = await look({
      intercept: ({ url }) =>
        new URL(url).pathname.endsWith('/Communication') ? new Response(null, { status: 403 }) : undefined,
    });
    expect(typeGrade(seen, 'Communication')).toBe('limited');
    expect(grades(seen, 'features').Verdict).toBe('limited');
  });

  it('a right that was not granted is named', async () => {
    const seen = await look({ scope: 'patient/*.rs online_access' });
    expect(seen.signIn.find(({ title }) => title === 'Granted rights')?.found).toContain('Procedure create');
    expect(grades(seen, 'features')).toMatchObject({ Verdict: 'good', 'Time log': 'missing', Charge: 'limited' });
  });
});

describe('the sign-in', () => {
  it.each<[string, object | null, string, Grade]>([
    ['is all there', SMART, 'Sign-in endpoints', 'good'],
    ['has no discovery document', null, 'Discovery document', 'unknown'],
    [
      'has its tokens elsewhere',
      { ...SMART, token_endpoint: 'https://login.example/token' },
      'Sign-in endpoints',
      'limited',
    ],
    ['names no endpoints', { ...SMART, token_endpoint: undefined }, 'Sign-in endpoints', 'missing'],
    ['can’t end a session', { ...SMART, revocation_endpoint: undefined }, 'Ending the session', 'limited'],
  ])('%s', async (_, smart, title, grade) => {
    expect(grades(await look({}, smart), 'signIn')[title]).toBe(grade);
  });
});

describe('the server', () => {
  const dated = (seconds: number) => ({
    intercept: async ({ url }: Request) =>
      url.endsWith('/metadata')
        ? Response.json(
            {
              resourceType: 'CapabilityStatement',
              fhirVersion: seconds === 0 ? '4.0.1' : '3.0.2',
              rest: [{ mode: 'server' }],
            },
            { headers: { date: new Date(Date.now() + seconds * 1000).toUTCString() } },
          )
        : undefined,
  });

  it.each<[number, Grade, Grade]>([
    [0, 'good', 'good'],
    [600, 'limited', 'missing'],
    [-600, 'limited', 'missing'],
  ])('whose clock is %i s ahead', async (seconds, clock, version) => {
    expect(grades(await look(dated(seconds)), 'server')).toMatchObject({ Clock: clock, 'FHIR version': version });
  });

  it('that doesn’t show its clock leaves it unknown', async () => {
    expect(grades(await look({}), 'server').Clock).toBe('unknown');
  });

  it.each(PROFILES)('%s gives a second page', async (profile) => {
    expect(grades(await plainLook(profile), 'server').Paging).toBe('good');
  });

  it.each<[ProfileName, Grade]>([
    ['full', 'good'],
    ['epic-like', 'limited'],
  ])('%s keeps a charge single', async (profile, grade) => {
    expect(grades(await plainLook(profile), 'server')['A charge exactly once']).toBe(grade);
  });

  it('that doesn’t describe itself is told apart from one that can do nothing', async () => {
    const seen = await look({
      intercept: ({ url }) => (url.endsWith('/metadata') ? new Response(null, { status: 404 }) : undefined),
    });
    expect(grades(seen, 'server').CapabilityStatement).toBe('missing');
    expect(seen.types.find(({ type }) => type === 'Consent')?.interactions.map(({ declared }) => declared)).toEqual([
      null,
      null,
      null,
    ]);
  });
});

it.each(PROFILES)('the report about %s names no patient', async (profile) => {
  const report = preflightReport(await plainLook(profile), '25 Mar 2026');
  expect(report).toContain(
    '| Observation | device readings | search-type | yes | yes | worked: by patient, category, date',
  );
  expect(report).not.toMatch(/billable|Synthetic/i);
});
