import type {
  ChargeItem,
  Communication,
  Consent,
  Encounter,
  FhirResource,
  Observation,
  ObservationComponent,
  Patient,
  Procedure,
} from 'fhir/r4';
import { ACTIVITY_SYSTEM, BASE, CONSENT_CATEGORY_SYSTEM, CPT_SYSTEM } from '../../src/fhir/codes.ts';

/** The service month of the synthetic population. */
export const MONTH = '2026-03';
export const TIME_ZONE = 'America/New_York';
export const AS_OF = '2026-04-01T12:00:00Z';

const ACTIVITIES = [
  'trend-interpretation',
  'medication-adjustment',
  'alert-response',
  'patient-counselling',
  'scheduling',
  'technical-support',
] as const;

/**
 * One synthetic patient's month, as FHIR R4 resources of the size that EHRs send: 16–60 readings, 6–12 entries, 1–3 contacts, a consent, a visit
 * and a charge. The same number always gives the same patient; nobody real is in it.
 */
export function patientMonth(number: number): FhirResource[] {
  const random = generator(number + 1);
  const between = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  const id = `synthetic-${String(number).padStart(7, '0')}`;
  const subject = { reference: `Patient/${id}`, display: `Synthetic Patient ${number}` };
  const nurse = { reference: `Practitioner/nurse-${between(1, 40)}`, display: 'Synthetic Nurse' };
  const device = { reference: `Device/${id}-cuff`, display: 'Blood pressure cuff (synthetic)' };
  const moment = (day: number, minutes: number) =>
    new Date(Date.UTC(2026, 2, day, 14, minutes)).toISOString().replace('.000Z', 'Z');
  const meta = (day: number) => ({ versionId: '1', lastUpdated: `${moment(day, 59).slice(0, -1)}.123Z` });

  const entries = Array.from({ length: between(6, 12) }, (_, index): Procedure => {
    const day = 1 + index * 2 + between(0, 1); // entries never overlap, so that a plain sum is the right answer
    const start = between(0, 59);
    const activity = ACTIVITIES[between(0, ACTIVITIES.length - 1)] ?? 'scheduling';
    return {
      resourceType: 'Procedure',
      id: `${id}-entry-${index}`,
      meta: meta(day),
      status: 'completed',
      code: { coding: [{ system: ACTIVITY_SYSTEM, code: activity, display: activity }], text: activity },
      subject,
      performedPeriod: { start: moment(day, start), end: moment(day, start + between(1, 8)) },
      performer: [{ actor: nurse }],
      note: [
        {
          text: `Entry ${index}: weekly trend reviewed against the thresholds of the plan; next check in ${between(2, 9)} days.`,
        },
      ],
    };
  });
  const contacts = Array.from({ length: between(1, 3) }, (_, index): Communication => {
    const day = between(1, 30);
    return {
      resourceType: 'Communication',
      id: `${id}-contact-${index}`,
      meta: meta(day),
      status: 'completed',
      partOf: [{ reference: `Procedure/${id}-entry-${index}` }],
      medium: [
        {
          coding: [
            {
              system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationMode',
              code: random() < 0.8 ? 'PHONE' : 'WRITTEN',
            },
          ],
        },
      ],
      subject,
      sent: moment(day, between(0, 59)),
      sender: nurse,
      recipient: [subject],
      payload: [
        { contentString: `Spoke about the readings of the week; ${between(1, 5)} questions answered (synthetic).` },
      ],
    };
  });
  const readings = Array.from({ length: between(16, 60) }, (_, index): Observation => {
    const day = 1 + (index % 31);
    return {
      resourceType: 'Observation',
      id: `${id}-reading-${index}`,
      meta: meta(day),
      status: 'final',
      category: [
        {
          coding: [
            {
              system: 'http://terminology.hl7.org/CodeSystem/observation-category',
              code: 'vital-signs',
              display: 'Vital Signs',
            },
          ],
        },
      ],
      code: {
        coding: [
          { system: 'http://loinc.org', code: '85354-9', display: 'Blood pressure panel with all children optional' },
        ],
        text: 'Blood pressure',
      },
      subject,
      device,
      effectiveDateTime: moment(day, between(0, 59)),
      component: [pressure('8480-6', 'Systolic', between(104, 168)), pressure('8462-4', 'Diastolic', between(62, 101))],
    };
  });
  const consent: Consent = {
    resourceType: 'Consent',
    id: `${id}-consent`,
    meta: meta(1),
    status: random() < 0.9 ? 'active' : 'inactive',
    scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'treatment' }] },
    category: [{ coding: [{ system: CONSENT_CATEGORY_SYSTEM, code: 'rpm' }] }],
    patient: subject,
    dateTime: '2026-01-12T15:00:00Z',
    policyRule: { text: `Verbal consent to remote monitoring; wording in ${BASE}/Questionnaire/rpm-consent` },
  };
  const visit: Encounter = {
    resourceType: 'Encounter',
    id: `${id}-visit`,
    meta: meta(9),
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB', display: 'ambulatory' },
    subject,
    period: { start: moment(9, 0), end: moment(9, 25) },
  };
  const charge: ChargeItem = {
    resourceType: 'ChargeItem',
    id: `${id}-charge`,
    meta: meta(30),
    status: 'billable',
    code: { coding: [{ system: CPT_SYSTEM, code: random() < 0.5 ? '99454' : '99457' }] },
    subject,
    occurrenceDateTime: '2026-03-31',
    quantity: { value: 1 },
  };
  const patient: Patient = {
    resourceType: 'Patient',
    id,
    meta: meta(1),
    active: true,
    name: [{ use: 'official', family: `Synthetic-${number}`, given: ['Test'] }],
    gender: random() < 0.5 ? 'female' : 'male',
    birthDate: `${between(1935, 1975)}-05-17`,
  };
  return [patient, consent, visit, ...entries, ...contacts, ...readings, charge];
}

function pressure(code: string, display: string, value: number): ObservationComponent {
  return {
    code: { coding: [{ system: 'http://loinc.org', code, display: `${display} blood pressure` }] },
    valueQuantity: { value, unit: 'mmHg', system: 'http://unitsofmeasure.org', code: 'mm[Hg]' },
  };
}

/** mulberry32: small, fast, and the same numbers for the same seed everywhere. */
function generator(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b9);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
