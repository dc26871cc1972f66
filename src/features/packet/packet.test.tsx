import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { parseCapabilities } from '../../ehr/capability.ts';
import { chargeRequests } from '../../ehr/charge/lines.ts';
import { fhirServer } from '../../ehr/server.ts';
import type { ChargeRequest, Connection, MonthRead, UnreadType } from '../../ehr/types.ts';
import { serviceMonth } from '../../fhir/calendar.ts';
import { ACTIVITY_SYSTEM, CONSENT_CATEGORY_SYSTEM } from '../../fhir/codes.ts';
import { policyFor, readLedger } from '../../fhir/read.ts';
import { DEFAULT_SETTINGS } from '../../fhir/settings.ts';
import { chargeItem } from '../../fhir/write/charge-item.ts';
import { chargeProvenance } from '../../fhir/write/charge-provenance.ts';
import { sealed } from '../../fhir/write/charge-request.ts';
import { evaluate } from '../../rules/evaluate.ts';
import { PacketPaper } from './Packet.tsx';
import { evidenceWords, type Packet, packetOf } from './packet.ts';

const MARCH = serviceMonth('2026-03', 'America/New_York');
const at = (iso: string) => Date.parse(iso) / 1000;
const CHARGED_AT = '2026-03-25T19:00:00Z';

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

const subject = { reference: 'Patient/p1' };

function entry(id: string, start: string, end: string, more: object = {}) {
  return {
    resourceType: 'Procedure',
    id,
    meta: { versionId: '1' },
    status: 'completed',
    code: { coding: [{ system: ACTIVITY_SYSTEM, code: 'trend-interpretation' }] },
    subject,
    performer: [{ actor: { reference: 'Practitioner/n1', display: 'Nora Synthetic' } }],
    performedPeriod: { start, end },
    note: [{ text: `Seen: ${id}.` }],
    ...more,
  };
}

const RESOURCES = [
  {
    resourceType: 'Patient',
    id: 'p1',
    meta: { tag: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'HTEST' }] },
  },
  entry('e1', '2026-03-10T14:00:00Z', '2026-03-10T14:18:00Z'),
  entry('e2', '2026-03-10T14:10:00Z', '2026-03-10T14:25:00Z'),
  entry('e0', '2026-03-04T15:00:00Z', '2026-03-04T15:02:00Z', {
    code: { coding: [{ system: ACTIVITY_SYSTEM, code: 'scheduling' }] },
  }),
  entry('broken', 'yesterday', 'today'),
  {
    resourceType: 'Communication',
    id: 'k1',
    status: 'completed',
    subject,
    medium: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationMode', code: 'PHONE' }] }],
    sender: { reference: 'Practitioner/n1', display: 'Nora Synthetic' },
    recipient: [subject],
    sent: '2026-03-10T14:12:00Z',
    partOf: [{ reference: 'Procedure/e2' }],
    payload: [{ contentString: 'Dose kept.' }],
  },
  {
    resourceType: 'Consent',
    id: 'c1',
    status: 'active',
    patient: subject,
    category: [{ coding: [{ system: CONSENT_CATEGORY_SYSTEM, code: 'rpm' }] }],
    dateTime: '2026-02-02',
  },
  ...[138, 142].map((systolic, index) => ({
    resourceType: 'Observation',
    id: `o${index}`,
    status: 'final',
    category: [
      {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }],
      },
    ],
    code: { coding: [{ system: 'http://loinc.org', code: '8480-6' }] },
    subject,
    device: { reference: 'Device/d1' },
    effectiveDateTime: `2026-03-05T1${index}:00:00Z`,
    valueQuantity: { value: systolic, unit: 'mmHg', system: 'http://unitsofmeasure.org', code: 'mm[Hg]' },
  })),
];

function resultOf(resources: readonly object[], { asOf = CHARGED_AT, unreadTypes = [] as UnreadType[] } = {}) {
  const unread = unreadTypes.flatMap(({ evidence }) => evidence);
  const ledger = readLedger(resources, 'Patient/p1', MARCH, DEFAULT_SETTINGS, unread);
  const policy = policyFor(resources, DEFAULT_SETTINGS, 'Patient/p1');
  const verdict = evaluate(ledger, MARCH, policy, at(asOf));
  const summary = {
    reference: 'Patient/p1',
    name: 'Synthetic Patient',
    birthDate: '1950-01-01',
    sex: null,
    recordNumber: 'SYN-1',
  };
  const read: MonthRead = {
    patient: 'Patient/p1',
    month: '2026-03',
    summary,
    resources,
    unread,
    unreadTypes,
    notices: [],
    billedBy: null,
  };
  return { read, ledger, verdict, policy };
}

async function packet(resources: readonly object[], options = {}): Promise<Packet> {
  const { policy, ...result } = resultOf(resources, options);
  const made = { by: 'Synthetic Biller', ehr: 'Example EHR', version: '1.2.3' };
  return packetOf({ result, month: MARCH, policy, measurements: DEFAULT_SETTINGS.measurements, made });
}

/** What was asked for when the month was charged, with somebody's word. */
async function request(): Promise<ChargeRequest> {
  const { verdict, read } = resultOf(RESOURCES);
  const [first] = chargeRequests(CONNECTION, verdict, read, new Date(CHARGED_AT));
  if (first === undefined) throw new Error('The example can be charged.');
  const attestation = {
    text: 'I, Synthetic Biller, have checked it.',
    name: 'Synthetic Biller',
    overrides: [{ risk: 'inpatient-stay' as const, reason: 'Discharged before.' }],
  };
  return sealed({ ...first, attestation });
}

const stored = (resource: object, id: string) => ({ ...resource, id });

describe('what an evidence packet holds', () => {
  it('every logged second with its fate, each entry with a name of its own', async () => {
    const { entries, labels, verdict } = await packet(RESOURCES);
    expect(verdict.countedSeconds).toBe(1500);
    expect(entries).toEqual([
      {
        label: 'E1',
        reference: 'Procedure/e0',
        when: '4 Mar, 10:00:00–10:02:00',
        who: 'Nora Synthetic',
        activity: 'Scheduling',
        logged: '2 min',
        counted: '0 s',
        lost: ['Administrative: 2 min'],
        note: 'Seen: e0.',
      },
      expect.objectContaining({
        label: 'E2',
        reference: 'Procedure/e1',
        logged: '18 min',
        counted: '18 min',
        lost: [],
      }),
      expect.objectContaining({ label: 'E3', counted: '7 min', lost: ['Overlapping: 8 min'] }),
    ]);
    expect(evidenceWords(['Procedure/e1', 'Observation/o0', 'Observation/o1', 'Encounter/v'], labels)).toBe(
      'E2, Visit Encounter/v, 2 readings',
    );
  });

  it('contacts and consents with what they say, by the names that the packet uses', async () => {
    const { contacts, consents } = await packet(RESOURCES);
    const facts = Object.fromEntries(contacts[0]?.facts.map(({ term, text }) => [term, text]) ?? []);
    expect(facts).toMatchObject({
      From: 'Nora Synthetic',
      To: 'Synthetic Patient (Patient/p1)',
      'Part of': 'E3 (Procedure/e2)',
      Note: 'Dose kept.',
    });
    expect(consents).toMatchObject([{ label: 'K1', reference: 'Consent/c1' }]);
  });

  it('readings by day and by what was measured', async () => {
    expect((await packet(RESOURCES)).readings).toMatchObject({
      series: [{ name: 'Systolic', unit: 'mmHg', count: 2, days: 1, lowest: '138', highest: '142' }],
      days: [{ date: '2026-03-05', device: 2, selfReported: 0, values: ['138–142'] }],
      unmeasured: 0,
    });
  });

  it('what was set aside and what was not read, with the reason', async () => {
    const unreadTypes: UnreadType[] = [
      { type: 'Encounter', label: 'visits', why: 'failed', detail: 'The EHR answered 500.', evidence: ['visits'] },
    ];
    const { setAside, notRead } = await packet(RESOURCES, { unreadTypes });
    expect(setAside).toEqual([{ term: 'Procedure/broken', text: expect.stringContaining('Could not be read') }]);
    expect(notRead).toEqual(['visits: could not be read. The EHR answered 500.']);
  });

  it('when, by whom and by what it was made, the rulebook and the choices', async () => {
    const { about, policy, synthetic } = await packet(RESOURCES);
    const facts = Object.fromEntries(about.map(({ term, text }) => [term, text]));
    expect(facts).toMatchObject({
      'Service month': 'March 2026 in America/New_York, still open: more may be added',
      'Read and judged': '25 Mar 2026, 15:00:00 EDT',
      Rulebook: '2026-01-01',
      'Printed by': 'Synthetic Biller',
      'RPM Tally': '1.2.3',
    });
    expect(facts['SHA-256 of what supports this verdict']).toMatch(/^[0-9a-f]{64}$/);
    expect(policy).toContainEqual({ term: 'Shortest entry', text: 'Every second counts.' });
    expect(synthetic).toBe(true);
  });
});

describe('a charge in the packet', () => {
  it('says who put their name to what, and that the chart still gives its hash', async () => {
    const { charges } = await packet([...RESOURCES, stored(chargeItem(await request()), 'x1')]);
    expect(charges).toMatchObject([
      {
        code: '99457',
        units: 1,
        occurrence: '2026-03-10',
        gone: false,
        enteredBy: { reference: 'Practitioner/biller' },
        attestation: 'I, Synthetic Biller, have checked it.',
        overrides: ['inpatient-stay: Discharged before.'],
        rulebook: '2026-01-01',
        changes: [],
      },
    ]);
    expect(charges[0]?.hash?.recomputed).toBe(charges[0]?.hash?.stored);
    expect(charges[0]?.hash?.at).toBe(at(CHARGED_AT));
  });

  it('is judged for the moment of the charge: work that came later changes nothing', async () => {
    const later = entry('e9', '2026-03-27T14:00:00Z', '2026-03-27T14:09:00Z');
    const resources = [...RESOURCES, later, stored(chargeItem(await request()), 'x1')];
    const { charges, verdict } = await packet(resources, { asOf: '2026-04-02T12:00:00Z' });
    expect(verdict.countedSeconds).toBe(1500 + 540);
    expect(charges[0]?.hash?.recomputed).toBe(charges[0]?.hash?.stored);
  });

  it('says what was changed where the chart gives another hash', async () => {
    const charge = stored(chargeItem(await request()), 'x1');
    const shorter = entry('e2', '2026-03-10T14:10:00Z', '2026-03-10T14:21:00Z', { meta: { versionId: '2' } });
    const resources = RESOURCES.map((resource) => (resource.id === 'e2' ? shorter : resource));
    const [found] = (await packet([...resources, charge])).charges;
    expect(found?.hash?.recomputed).not.toBe(found?.hash?.stored);
    expect(found?.changes).toMatchObject([{ reference: 'Procedure/e2', what: 'changed' }]);
  });

  it('takes from the Provenance what the EHR dropped of the charge', async () => {
    const asked = await request();
    const { extension: _, identifier: __, enterer: ___, ...kept } = chargeItem(asked);
    const beside = chargeProvenance(asked, 'ChargeItem/x1', 'Practitioner/biller');
    const [found] = (await packet([...RESOURCES, stored(kept, 'x1'), stored(beside, 'v1')])).charges;
    expect(found).toMatchObject({
      enteredBy: { reference: 'Practitioner/biller' },
      attestation: 'I, Synthetic Biller, have checked it.',
    });
    expect(found?.hash?.recomputed).toBe(found?.hash?.stored);
  });

  it('that somebody entered by hand has no word and no hash', async () => {
    const { extension: _, identifier: __, ...byHand } = chargeItem(await request());
    const { charges } = await packet([...RESOURCES, stored(byHand, 'x1')]);
    expect(charges).toMatchObject([{ attestation: null, hash: null, overrides: [] }]);
  });

  it('stands there also when it was taken back', async () => {
    const taken = { ...chargeItem(await request()), status: 'entered-in-error' };
    expect((await packet([...RESOURCES, stored(taken, 'x1')])).charges).toMatchObject([{ gone: true }]);
  });

  it('of another code is listed beside', async () => {
    const other = {
      resourceType: 'ChargeItem',
      status: 'billable',
      code: { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code: '99454' }] },
      subject,
      occurrenceDateTime: '2026-03-30',
    };
    expect((await packet([...RESOURCES, stored(other, 'x9')])).others).toMatchObject([
      { reference: 'ChargeItem/x9', code: '99454' },
    ]);
  });
});

describe('the packet on paper', () => {
  const text = (made: Packet) =>
    renderToStaticMarkup(<PacketPaper packet={made} />)
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ');

  it('says all of it', async () => {
    const paper = text(await packet([...RESOURCES, stored(chargeItem(await request()), 'x1')]));
    for (const words of [
      'Synthetic Patient, born 1 Jan 1950, MRN SYN-1',
      'Synthetic patient: test data, no real person',
      'Billed.',
      'Overlapping. Another entry already counts these seconds. − 8 min',
      '= 25 min',
      '“I, Synthetic Biller, have checked it.”',
      'Recomputed from the chart for 25 Mar 2026, 15:00:00 EDT: the same.',
      'End of the packet',
    ])
      expect(paper).toContain(words);
  });

  it('warns loudly of a hash that the chart no longer gives', async () => {
    const charge = stored(chargeItem(await request()), 'x1');
    const paper = text(await packet([...RESOURCES.filter(({ id }) => id !== 'e2'), charge]));
    expect(paper).toContain('DIFFERS');
    expect(paper).toContain('Procedure/e2 is no longer there.');
  });

  it.each([
    ['nothing at all', []],
    [
      'resources of no shape',
      [
        { resourceType: 'Procedure', id: 'x', performer: 7, note: 'no list' },
        { resourceType: 'ChargeItem', id: 'y' },
      ],
    ],
  ])('can be made of %s', async (_, resources) => {
    expect(text(await packet(resources))).toContain('End of the packet');
  });
});
