import { describe, expect, test } from 'vitest';
import { consent, entry } from '../../test/fhir-examples.ts';
import { resourcesOf } from './bundle.ts';

const bundle = (entries: unknown, type = 'searchset') => ({ resourceType: 'Bundle', type, entry: entries });
const ids = (json: unknown) => resourcesOf(json).resources.map(({ id }) => id);

describe('the resources of', () => {
  test.each<[string, unknown, unknown[]]>([
    ['a single resource', entry(), ['e1']],
    ['a Bundle, in its order', bundle([{ resource: entry() }, { resource: consent() }]), ['e1', 'k1']],
    [
      'a Bundle in a Bundle',
      bundle([{ resource: bundle([{ resource: entry() }]) }, { resource: consent() }]),
      ['e1', 'k1'],
    ],
    ['an empty Bundle', bundle(undefined), []],
    ['a Bundle whose entry is no list', bundle({ resource: entry() }), ['e1']],
    ['a response that brings no resource', bundle([{ response: { status: '201' } }], 'transaction-response'), []],
  ])('%s', (_, json, expected) => {
    expect(ids(json)).toEqual(expected);
  });

  test.each([[null], [5], ['text'], [[]], [{}], [{ resourceType: 5 }]])('%j are none', (json) => {
    expect(resourcesOf(json)).toEqual({ resources: [], outcomes: [], unreadable: 1 });
  });

  test('entries that are no resource are counted', () => {
    expect(resourcesOf(bundle([null, 5, { resource: null }, { resource: 'x' }])).unreadable).toBe(4);
  });
});

test('what the server says it left out is reported in its own words', () => {
  const outcome = {
    resourceType: 'OperationOutcome',
    issue: [
      { severity: 'warning', code: 'incomplete', details: { text: '4119: may be incomplete' } },
      { severity: 'error', diagnostics: 'resource left out' },
      null,
      {},
    ],
  };
  const json = bundle([
    { resource: outcome },
    { response: { outcome: { ...outcome, issue: [{ code: 'throttled' }] } } },
  ]);
  expect(resourcesOf(json).outcomes.sort()).toEqual([
    'error: resource left out',
    'issue: no details',
    'issue: throttled',
    'warning: 4119: may be incomplete',
  ]);
});

describe('an entry’s address', () => {
  const uuid = 'urn:uuid:0b0a7b3c-0000-4000-8000-000000000001';
  test('is what references by urn mean', () => {
    const patient = { resourceType: 'Patient', id: 'p1' };
    const json = bundle([{ fullUrl: uuid, resource: patient }, { resource: entry({ subject: { reference: uuid } }) }]);
    expect(resourcesOf(json).resources[1]).toMatchObject({ subject: { reference: 'Patient/p1' } });
  });

  test.each([
    [uuid, '0b0a7b3c-0000-4000-8000-000000000001'],
    ['https://ehr.example/fhir/Procedure/e7', 'e7'],
    ['nowhere', undefined],
  ])('%s gives an id to a resource without one', (fullUrl, id) => {
    expect(ids(bundle([{ fullUrl, resource: entry({ id: undefined }) }]))).toEqual([id]);
  });
});

describe('a history Bundle', () => {
  const deleted = (lastModified?: string) => ({
    request: { method: 'DELETE', url: 'Procedure/e1' },
    response: { lastModified },
  });
  const version = (lastUpdated: string) => ({ resource: entry({ meta: { lastUpdated } }) });
  test.each<[string, unknown[], number]>([
    ['leaves out what was deleted', [version('2026-03-10T10:00:00Z'), deleted('2026-03-11T10:00:00Z')], 0],
    ['keeps what was made again', [deleted('2026-03-09T10:00:00Z'), version('2026-03-10T10:00:00Z')], 1],
    ['leaves out what was deleted at no known time', [version('2026-03-10T10:00:00Z'), deleted()], 0],
  ])('%s', (_, entries, count) => {
    expect(ids(bundle(entries, 'history'))).toHaveLength(count);
  });
});

test('a Bundle of very many entries, or nested very deep, is no trouble', () => {
  expect(ids(bundle(Array.from({ length: 300_000 }, () => ({ resource: entry() }))))).toHaveLength(300_000);
  let deep: unknown = entry();
  for (let level = 0; level < 10_000; level += 1) deep = bundle([{ fullUrl: 'urn:uuid:x', resource: deep }]);
  expect(ids(deep)).toEqual(['e1']);
});
