import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { Sandbox } from '../../mocks/sandbox.ts';
import { chargeOf } from '../../src/ehr/charge/charge.ts';
import { chargeRequests } from '../../src/ehr/charge/lines.ts';
import type { Attestation, Connection } from '../../src/ehr/types.ts';
import { sealed } from '../../src/fhir/write/charge-request.ts';
import { basisOf } from '../../src/rules/canonical.ts';
import { ATTESTATION, chargeAll, look, requestsOf } from './charge-user.ts';
import { connectionTo } from './connection.ts';

const sandbox = new Sandbox({ origin: 'http://ehr.test' });
beforeEach(() => sandbox.reset());

const written = () => sandbox.log().filter(({ method }) => method !== 'GET');

async function confirm(connection: Connection, attestation?: Attestation) {
  const [request] = await requestsOf(sandbox, connection);
  if (request === undefined) throw new Error('nothing to charge');
  return chargeOf(connection, request, () => look(sandbox, connection)).confirm(attestation);
}

describe('nothing is written', () => {
  it.each<[string, Attestation | undefined]>([
    ['that nobody attested to', undefined],
    ['that somebody attested to without words', { ...ATTESTATION, text: ' ' }],
  ])('%s', async (_, attestation) => {
    expect(await confirm(connectionTo(sandbox), attestation)).toMatchObject({ stop: { reason: 'not-allowed' } });
    expect(written()).toEqual([]);
  });

  it.each(['Procedure', 'Consent', 'ChargeItem', 'Encounter', 'Task', 'DocumentReference'])(
    'of a month whose %s could not be read',
    async (type) => {
      sandbox.fault({ match: { type, method: 'GET' }, fault: '500' });
      const connection = connectionTo(sandbox);
      const { verdict, read } = await look(sandbox, connection);
      expect(chargeRequests(connection, verdict, read)).toEqual([]);
    },
  );

  it('of a month that could be read when it was shown, and not when it was confirmed', async () => {
    const connection = connectionTo(sandbox);
    const [request] = await requestsOf(sandbox, connection);
    if (request === undefined) return;
    sandbox.fault({ match: { type: 'Encounter', method: 'GET' }, fault: '500' });
    const end = await chargeOf(connection, request, () => look(sandbox, connection)).confirm(ATTESTATION);
    expect(end).toMatchObject({ step: 'stopped', stop: { reason: 'changed' } });
    expect(written()).toEqual([]);
  });

  it('where an entry was changed since, though it counts the same', async () => {
    const connection = connectionTo(sandbox);
    const [request] = await requestsOf(sandbox, connection);
    const [entry] = sandbox
      .store('full')
      .all('Procedure')
      .filter(({ id }) => request?.evidence.includes(`Procedure/${id}`));
    if (request === undefined || entry === undefined) throw new Error('nothing to change');
    sandbox.store('full').update(entry);
    const end = await chargeOf(connection, request, () => look(sandbox, connection)).confirm(ATTESTATION);
    expect(end).toMatchObject({ stop: { reason: 'changed', detail: `Changed: Procedure/${entry.id}.` } });
  });
});

describe('a month with a high risk', () => {
  it('is charged for a reason only, which the charge and its Provenance tell', async () => {
    const connection = connectionTo(sandbox, { patient: 'inpatient-stay' });
    const [request] = await requestsOf(sandbox, connection);
    expect(request?.highRisks).toEqual(['inpatient-stay']);
    expect(await confirm(connection, ATTESTATION)).toMatchObject({ stop: { reason: 'not-allowed' } });
    expect(written()).toEqual([]);
    const overrides = [{ risk: 'inpatient-stay' as const, reason: 'The call was after the discharge.' }];
    expect(await confirm(connection, { ...ATTESTATION, overrides })).toMatchObject({ step: 'done', by: 'written' });
    for (const type of ['ChargeItem', 'Provenance'])
      expect(JSON.stringify(sandbox.store('full').all(type))).toContain('The call was after the discharge.');
  });

  it('is not charged where something is unknown as well', async () => {
    expect(await requestsOf(sandbox, connectionTo(sandbox, { patient: 'undocumented-contact' }))).toEqual([]);
  });
});

describe('what supports a charge', () => {
  it('is the same before and after the charge, and tomorrow', async () => {
    const connection = connectionTo(sandbox);
    const before = basisOf((await look(sandbox, connection)).verdict);
    await chargeAll(sandbox, connection);
    expect(basisOf((await look(sandbox, connection)).verdict)).toBe(before);
    expect(basisOf((await look(sandbox, connection, '2026-03', '2026-04-02T12:00:00Z')).verdict)).toBe(before);
  });

  it('has the hash that docs/write-back.md tells an auditor to compute', async () => {
    const connection = connectionTo(sandbox);
    const { verdict } = await look(sandbox, connection);
    const [request] = await requestsOf(sandbox, connection);
    if (request === undefined) return;
    const filter = /jq -cjS '([^']+)'/.exec(
      readFileSync(new URL('../../docs/write-back.md', import.meta.url), 'utf8'),
    )?.[1];
    const jq = spawnSync('sh', ['-c', `jq -cjS '${filter}'`], { input: JSON.stringify(verdict), encoding: 'utf8' });
    // Not everybody has jq (127); where it is, it comes to the same text.
    if (jq.status !== 127) expect(jq.stdout).toBe(request.basis);
    expect((await sealed(request)).basisHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('names no more than forty readings, and how many there are beside', async () => {
    const connection = connectionTo(sandbox, { patient: 'many-readings' });
    const { verdict } = await look(sandbox, connection);
    const readings = verdict.criteria.find(({ id }) => id === 'physiologic-data')?.evidence.length ?? 0;
    const [request] = await requestsOf(sandbox, connection);
    if (request === undefined) throw new Error(verdict.summary);
    expect(request.evidence.filter((reference) => reference.startsWith('Observation/'))).toHaveLength(40);
    expect(request.moreReadings).toBe(readings - 40);
  });
});
