import { beforeEach, describe, expect, it } from 'vitest';
import { PROFILES } from '../../mocks/fhir/profiles.ts';
import { Sandbox } from '../../mocks/sandbox.ts';
import { EhrError } from '../../src/ehr/errors.ts';
import { readMonth } from '../../src/ehr/read.ts';
import type { ReadProgress } from '../../src/ehr/types.ts';
import { DEFAULT_SETTINGS, policyFor, readLedger, serviceMonth } from '../../src/fhir/index.ts';
import { evaluate } from '../../src/rules/evaluate.ts';
import { type ConnectionOptions, connectionTo } from './connection.ts';

const month = serviceMonth('2026-03', 'America/New_York');
const sandbox = new Sandbox({ origin: 'http://ehr.test' });
beforeEach(() => sandbox.reset());

const STORIES = ['voicemail-only', 'already-billed', 'charge-requested', 'messy-data', 'many-readings'];
const settings = { ...DEFAULT_SETTINGS, timeZone: 'America/New_York' };

async function verdictOf(options: ConnectionOptions) {
  const read = await readMonth(connectionTo(sandbox, options), month);
  const ledger = readLedger(read.resources, read.patient, month, settings, read.unread);
  const at = Date.parse(sandbox.today) / 1000;
  return { read, verdict: evaluate(ledger, month, policyFor(read.resources, settings, read.patient), at) };
}

describe.each(PROFILES)('a month on %s', (profile) => {
  it.each(STORIES)('%s: is read without a failure', async (patient) => {
    const { read } = await verdictOf({ profile, patient });
    expect(read.unreadTypes.filter(({ why }) => why === 'failed' || why === 'not-permitted')).toEqual([]);
    expect(read.summary.name).toEqual(expect.any(String));
  });

  it('gives the same verdict as on every other EHR', async () => {
    const { verdict } = await verdictOf({ profile });
    expect(verdict.status).toBe('billable');
    expect(verdict.lines[0]).toMatchObject({ code: '99457', charged: null });
  });
});

describe('the way to ask', () => {
  const asked = (type: string) =>
    sandbox
      .log()
      .filter((request) => request.type === type)
      .map(({ path, status }) => `${path.replace(/=[^&]*/g, '')} ${status}`);

  it('is at once one that the EHR has said it knows', async () => {
    const connection = connectionTo(sandbox, { profile: 'oracle-like' });
    await connection.capabilities();
    await readMonth(connection, month);
    expect(asked('QuestionnaireResponse')).toEqual(['QuestionnaireResponse?patient 200']);
  });

  it('is the best one as long as the EHR has said nothing, and the next when that is refused', async () => {
    const silent = () => Promise.reject(new EhrError('server', 'Not now.'));
    await readMonth({ ...connectionTo(sandbox, { profile: 'oracle-like' }), capabilities: silent }, month);
    expect(asked('QuestionnaireResponse')).toEqual([
      'QuestionnaireResponse?patient&questionnaire 400',
      'QuestionnaireResponse?patient 200',
    ]);
  });

  it('is the best one, though not declared, before one that can’t find everything', async () => {
    const connection = connectionTo(sandbox, { profile: 'oracle-like' });
    await connection.capabilities();
    await readMonth(connection, month);
    expect(asked('Communication')[0]).toBe('Communication?patient&sent&sent 400');
    expect(asked('Communication').at(-1)).toMatch(/^Communication\?recipient.* 200$/);
  });

  it('is the best one in the end, though not declared, where what is declared is refused', async () => {
    const connection = connectionTo(sandbox, { profile: 'full' });
    const declared = await connection.capabilities();
    const params = new Set(['patient']);
    const task = { ...declared.types.get('Task'), interactions: new Set(['search-type']), searchParams: params };
    const types = new Map([
      ...declared.types,
      ['Task', { operations: new Set<string>(), conditionalCreate: false, ...task }],
    ]);
    sandbox.fault({ match: { method: 'GET', type: 'Task', nth: 1 }, fault: '403' });
    await readMonth({ ...connection, capabilities: async () => ({ ...declared, types }) }, month);
    expect(asked('Task')).toEqual(['Task?patient 403', 'Task?patient&code 200']);
  });
});

describe('what can’t be read', () => {
  it.each(['Procedure', 'Communication', 'Consent', 'Observation', 'ChargeItem', 'Encounter', 'DocumentReference'])(
    '%s: is unknown and named, while all else is read',
    async (type) => {
      sandbox.fault({ match: { type, method: 'GET' }, fault: '500' });
      const { read, verdict } = await verdictOf({});
      expect(read.unreadTypes).toContainEqual(expect.objectContaining({ type, why: 'failed' }));
      expect(read.unread.length).toBeGreaterThan(0);
      expect(read.resources.length).toBeGreaterThan(5);
      expect(verdict.criteria.filter(({ state }) => state === 'unmet')).toEqual([]);
    },
  );

  it('a type that was not granted is not permitted, and never asked for', async () => {
    const { read } = await verdictOf({ scope: 'patient/Patient.r patient/Procedure.rs patient/Observation.rs' });
    expect(read.unreadTypes.map(({ type, why }) => `${type} ${why}`)).toContain('Consent not-permitted');
    expect(read.unread).toEqual(expect.arrayContaining(['consents', 'contacts', 'charges', 'visits']));
    expect(sandbox.log().some(({ path }) => path.includes('/Consent'))).toBe(false);
  });

  it('a type that the EHR does not have is not offered, which is no failure', async () => {
    const { read } = await verdictOf({ profile: 'epic-like' });
    expect(read.unreadTypes).toContainEqual(
      expect.objectContaining({ type: 'ChargeItem', why: 'not-offered', evidence: [] }),
    );
  });

  it('a second page that fails leaves the first one, and the type incomplete', async () => {
    sandbox.fault({ match: { type: 'Observation', method: 'GET', nth: 2 }, fault: '404' });
    const { read } = await verdictOf({ patient: 'many-readings' });
    expect(read.unreadTypes).toContainEqual(expect.objectContaining({ type: 'Observation', why: 'incomplete' }));
    expect(read.resources.length).toBeGreaterThan(100);
  });

  it('what the EHR says in the middle of its answer is passed on', async () => {
    sandbox.fault({ match: { type: 'Procedure', method: 'GET' }, fault: 'outcome-entry' });
    const { read } = await verdictOf({});
    expect(read.notices).toContainEqual(expect.objectContaining({ type: 'Procedure' }));
  });

  it('nothing at all is an error, not a month without anything', async () => {
    sandbox.fault({ fault: 'cut' });
    await expect(verdictOf({})).rejects.toMatchObject({ kind: 'network' });
  });

  it('a session that is over ends the reading', async () => {
    sandbox.fault({ match: { type: 'Consent' }, fault: '401' });
    await expect(verdictOf({})).rejects.toMatchObject({ kind: 'unauthorized' });
  });
});

describe('reading', () => {
  it('gives all pages of the month with 5,000 readings, each once', async () => {
    const { read } = await verdictOf({ patient: 'many-readings' });
    expect(read.unread).toEqual([]);
    expect(read.resources.length).toBeGreaterThan(4_000);
  });

  it('asks for everything in one go: nothing waits for what the EHR says about itself', async () => {
    let release: (() => void) | undefined;
    const held = new Promise<undefined>((resolve) => {
      release = () => resolve(undefined);
    });
    let searches = 0;
    const connection = connectionTo(sandbox, {
      intercept: (request) => {
        if (request.url.endsWith('/metadata')) return held;
        searches += 1;
        if (searches === 14) release?.();
        return undefined;
      },
    });
    const read = await readMonth(connection, month);
    expect(read.unread).toEqual([]);
    expect(searches).toBeGreaterThanOrEqual(14);
  });

  it('says what is being read, and ends with every type read', async () => {
    const reports: ReadProgress[] = [];
    await readMonth(connectionTo(sandbox), month, { onProgress: (progress) => reports.push(progress) });
    expect(reports[0]?.some(({ state }) => state === 'reading')).toBe(true);
    expect(reports.at(-1)?.map(({ state }) => state)).toEqual(reports[0]?.map(() => 'read'));
    expect(reports.at(-1)?.find(({ type }) => type === 'Procedure')?.count).toBeGreaterThan(0);
  });

  it('can be cancelled', async () => {
    const cancel = new AbortController();
    const reading = readMonth(connectionTo(sandbox), month, { signal: cancel.signal });
    cancel.abort();
    await expect(reading).rejects.toMatchObject({ kind: 'aborted' });
  });
});
