import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { parseCapabilities } from '../../ehr/capability.ts';
import { fhirServer } from '../../ehr/server.ts';
import type { Connection } from '../../ehr/types.ts';
import { forgetAllDrafts, keysIn } from './draftKeys.ts';
import { draftKinds, findDraft, forgetDraft, keepDraft } from './drafts.ts';

/** A tab's storage. */
function storageOf(most = Number.POSITIVE_INFINITY): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (at) => [...kept.keys()][at] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => {
      if (value.length > most) throw new DOMException('full', 'QuotaExceededError');
      kept.set(key, value);
    },
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  };
}

function connection(change: Partial<Connection> = {}): Connection {
  return {
    issuer: { iss: 'https://ehr.example/fhir', name: 'Example', clientId: 'rpm-tally' },
    server: fhirServer('https://ehr.example/fhir'),
    patient: 'Patient/p1',
    user: 'Practitioner/n1',
    encounter: null,
    needPatientBanner: false,
    styleUrl: null,
    scopes: [],
    expiresAt: () => null,
    capabilities: async () => parseCapabilities({ resourceType: 'CapabilityStatement', rest: [] }),
    ...change,
  };
}

const schema = z.object({ note: z.string() });
const draft = { key: 'k1', id: 'r1', value: { note: 'SYNTHETIC' }, progress: { route: 'procedure', steps: {} } };

describe('a draft', () => {
  it('is given back after a reload, with how far its writing had come', () => {
    const storage = storageOf();
    expect(keepDraft(connection(), 'entry', draft, storage)).toBe(true);
    expect(findDraft(connection(), 'entry', schema, storage)).toEqual(draft);
    expect(draftKinds(connection(), storage)).toEqual(['entry']);
    forgetDraft('k1', storage);
    expect(findDraft(connection(), 'entry', schema, storage)).toBeNull();
  });

  it.each<[string, Partial<Connection>]>([
    ['another patient', { patient: 'Patient/p2' }],
    ['another user', { user: 'Practitioner/n2' }],
    ['another EHR', { issuer: { iss: 'https://other.example/fhir', name: 'Other', clientId: 'rpm-tally' } }],
  ])('is never shown to %s', (_, change) => {
    const storage = storageOf();
    keepDraft(connection(), 'entry', draft, storage);
    expect(findDraft(connection(change), 'entry', schema, storage)).toBeNull();
    expect(draftKinds(connection(change), storage)).toEqual([]);
  });

  it('has a key that says nothing of the patient', () => {
    const storage = storageOf();
    keepDraft(connection(), 'change Procedure/e1', draft, storage);
    expect(keysIn(storage)).toEqual(['rpm-tally-draft/k1']);
  });

  it('is forgotten when the person signs out, and nothing else is', () => {
    const storage = storageOf();
    storage.setItem('SMART_KEY', '"x"');
    keepDraft(connection(), 'entry', draft, storage);
    forgetAllDrafts(storage);
    expect([storage.length, storage.getItem('SMART_KEY')]).toEqual([1, '"x"']);
  });

  it.each([
    ['is no JSON', '{'],
    ['is of an older version of the app', JSON.stringify({ note: 1 })],
  ])('that %s is no draft', (_, text) => {
    const storage = storageOf();
    storage.setItem('rpm-tally-draft/k1', text);
    expect(findDraft(connection(), 'entry', schema, storage)).toBeNull();
  });

  it('that the browser cannot keep is said to be lost with the page', () => {
    expect(keepDraft(connection(), 'entry', draft, storageOf(10))).toBe(false);
  });
});
