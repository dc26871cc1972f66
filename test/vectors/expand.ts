/**
 * The vectors' shorthand, written out as FHIR R4: see README.md beside this file.
 * It knows nothing of the code under test; every code is spelled out here, as design and contract name them.
 */
import { z } from 'zod';

const BASE = 'https://rpm-tally.example/fhir';
const PATIENT = { reference: 'Patient/p1' };
const NURSE = { reference: 'Practitioner/n1' };

export const Vector = z.strictObject({
  name: z.string(),
  why: z.string(),
  month: z.string(),
  timeZone: z.string(),
  asOf: z.string(),
  settings: z.record(z.string(), z.unknown()).optional(),
  unread: z
    .array(z.enum(['entries', 'contacts', 'consents', 'readings', 'charges', 'visits', 'other-programs']))
    .optional(),
  resources: z.array(z.union([z.string(), z.record(z.string(), z.unknown())])),
  expected: z.strictObject({
    status: z.string(),
    loggedSeconds: z.number(),
    countedSeconds: z.number(),
    reductions: z.array(z.string()).default([]),
    criteria: z.record(z.string(), z.string()).default({}),
    lines: z.array(z.string()),
    risks: z.array(z.string()).default([]),
    setAside: z.array(z.string()).default([]),
    readings: z.strictObject({ days: z.number(), count: z.number() }).default({ days: 1, count: 1 }),
    rulebook: z.string().nullable().optional(),
    monthClosed: z.boolean().default(true),
  }),
});
export type Vector = z.infer<typeof Vector>;

/** Every resource of a vector as FHIR. */
export function resourcesOf(vector: Vector): object[] {
  return vector.resources.map((item) => resourceOf(item, vector.month));
}

function resourceOf(item: string | Record<string, unknown>, month: string): object {
  if (typeof item === 'string') return written(item, month);
  const { '@': shorthand, ...fields } = item;
  if (typeof shorthand !== 'string') return item;
  const resource = { ...written(`@${shorthand}`, month), ...fields };
  return Object.fromEntries(Object.entries(resource).filter(([, value]) => value !== null));
}

function written(shorthand: string, month: string): object {
  const [word, ...terms] = shorthand.split(' ');
  switch (word) {
    case '@consent':
      return consent(terms);
    case '@reading':
      return reading(terms, month);
    case '@contact':
      return contact(terms);
    case '@entry':
      return entry(terms);
    case '@program':
      return program(terms);
    case '@charge':
      return charge(terms);
    case '@visit':
      return visit(terms);
    default:
      throw new Error(`No such shorthand: ${shorthand}`);
  }
}

function consent([id = 'k1', given = '2017-06-01']: string[]) {
  return {
    resourceType: 'Consent',
    id,
    status: 'active',
    scope: coded('http://terminology.hl7.org/CodeSystem/consentscope', 'treatment'),
    category: [coded(`${BASE}/CodeSystem/consent-category`, 'rpm')],
    patient: PATIENT,
    dateTime: given,
    policyRule: { text: 'Synthetic: verbal consent to remote monitoring' },
  };
}

function reading([id = 'r1', taken]: string[], month: string) {
  return {
    resourceType: 'Observation',
    id,
    status: 'final',
    category: [coded('http://terminology.hl7.org/CodeSystem/observation-category', 'vital-signs')],
    code: coded('http://loinc.org', '29463-7'),
    subject: PATIENT,
    effectiveDateTime: taken ?? `${month}-02T12:00:00Z`,
    valueQuantity: { value: 80, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
    device: { reference: 'Device/scale' },
  };
}

function contact([id = '', sent = '', entryId]: string[]) {
  return {
    resourceType: 'Communication',
    id,
    status: 'completed',
    subject: PATIENT,
    medium: [coded('http://terminology.hl7.org/CodeSystem/v3-ParticipationMode', 'PHONE')],
    sender: NURSE,
    recipient: [PATIENT],
    sent,
    payload: [{ contentString: `Synthetic: what was discussed and decided in ${id}` }],
    ...(entryId === undefined ? {} : { partOf: [{ reference: `Procedure/${entryId}` }] }),
  };
}

function entry([id = '', start = '', length = '', activity = '', noNote]: string[]) {
  return {
    resourceType: 'Procedure',
    id,
    status: 'completed',
    code: coded(`${BASE}/CodeSystem/rpm-activity`, activity),
    subject: PATIENT,
    performedPeriod: { start, end: later(start, length) },
    performer: [{ actor: NURSE }],
    ...(noNote === 'no-note' ? {} : { note: [{ text: `Synthetic: what was seen and done in ${id}` }] }),
  };
}

function program([id = '', start = '', length = '', code = '']: string[]) {
  return {
    resourceType: 'Procedure',
    id,
    status: 'completed',
    code: coded(`${BASE}/CodeSystem/other-program`, code),
    subject: PATIENT,
    performedPeriod: { start, end: later(start, length) },
    performer: [{ actor: NURSE }],
  };
}

function charge([id = '', code = '', occurrence = '', units = '1']: string[]) {
  return {
    resourceType: 'ChargeItem',
    id,
    status: 'billable',
    code: coded('http://www.ama-assn.org/go/cpt', code),
    subject: PATIENT,
    occurrenceDateTime: occurrence,
    quantity: { value: Number(units) },
  };
}

function visit([id = '', kind = '', start = '', length = '']: string[]) {
  return {
    resourceType: 'Encounter',
    id,
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: kind },
    subject: PATIENT,
    period: { start, end: later(start, length) },
  };
}

function coded(system: string, code: string) {
  return { coding: [{ system, code }] };
}

/** The instant that many hours, minutes and seconds (`4h`, `19m59s`) later, written in UTC. */
function later(start: string, length: string): string {
  const [, h = '0', m = '0', s = '0'] = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(length) ?? [];
  const seconds = Number(h) * 3600 + Number(m) * 60 + Number(s);
  if (seconds === 0) throw new Error(`No length: "${length}"`);
  return new Date(Date.parse(start) + seconds * 1000).toISOString().replace('.000Z', 'Z');
}
