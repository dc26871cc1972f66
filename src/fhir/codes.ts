import type { Counting } from '../rules/ledger.ts';

/** The root of every identifier that this app makes up. */
export const BASE = 'https://rpm-tally.example/fhir';

export const ACTIVITY_SYSTEM = `${BASE}/CodeSystem/rpm-activity`;
export const OTHER_PROGRAM_SYSTEM = `${BASE}/CodeSystem/other-program`;
export const CONSENT_CATEGORY_SYSTEM = `${BASE}/CodeSystem/consent-category`;
/** The form by which consent is written down where an EHR takes no Consent. */
export const CONSENT_QUESTIONNAIRE = `${BASE}/Questionnaire/rpm-consent`;
/** Its items: a boolean answer; the date or dateTime when consent was given; and since when it is withdrawn. */
export const CONSENT_ITEMS = { agreed: 'agreed', givenOn: 'given-on', withdrawnOn: 'withdrawn-on' } as const;
/** What a document or Procedure of each code is evidence of, in `CONSENT_CATEGORY_SYSTEM`. */
export const CONSENT_DECISIONS = { rpm: 'given', 'rpm-declined': 'declined', 'rpm-withdrawn': 'withdrawn' } as const;
/** On an entry or consent: the older one that this one corrects, as a valueReference. */
export const REPLACES_EXTENSION = `${BASE}/StructureDefinition/replaces`;

/** AMA CPT; the OID form is what some interfaces still send. */
export const CPT_SYSTEM = 'http://www.ama-assn.org/go/cpt';
export const CPT_SYSTEMS: readonly string[] = [CPT_SYSTEM, 'urn:oid:2.16.840.1.113883.6.12'];
/** https://hl7.org/fhir/R4/v3/ParticipationMode/cs.html */
export const PARTICIPATION_MODE_SYSTEM = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationMode';
/** https://hl7.org/fhir/R4/codesystem-observation-category.html */
export const OBSERVATION_CATEGORY_SYSTEM = 'http://terminology.hl7.org/CodeSystem/observation-category';
/** https://hl7.org/fhir/R4/v3/ObservationValue/cs.html: PATAST, asserted by the patient. */
export const OBSERVATION_VALUE_SYSTEM = 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue';
/** https://hl7.org/fhir/R4/v3/ActCode/cs.html */
export const ACT_CODE_SYSTEM = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
/** When an entry was written down. Ours: servers that validate as HAPI does refuse R5's own in R4 ("invalid version 5.0"). */
export const RECORDED_EXTENSION = `${BASE}/StructureDefinition/recorded`;
/** R5's Procedure.recorded in R4, which others may write: https://hl7.org/fhir/uv/xver-r5.r4/ */
export const R5_RECORDED_EXTENSION = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Procedure.recorded';

/** The standard activities and how each counts towards the time of CPT 99457. */
export const ACTIVITIES = {
  'trend-interpretation': 'counts',
  'medication-adjustment': 'counts',
  'care-plan-change': 'counts',
  'alert-response': 'counts',
  'patient-counselling': 'counts',
  'care-coordination': 'counts',
  'live-contact': 'counts',
  scheduling: 'administrative',
  'device-setup': 'administrative',
  'technical-support': 'administrative',
  'billing-task': 'administrative',
  'unsuccessful-outreach': 'administrative',
  'passive-monitoring': 'passive',
} as const satisfies Record<string, Counting>;

/** Chronic, principal, transitional, behavioural and advanced primary care management; therapeutic monitoring. */
export const OTHER_PROGRAMS = ['ccm', 'pcm', 'tcm', 'bhi', 'apcm', 'rtm'] as const;
