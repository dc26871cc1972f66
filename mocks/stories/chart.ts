import type {
  Account,
  ChargeItem,
  Communication,
  Consent,
  Coverage,
  Device,
  DeviceUseStatement,
  DocumentReference,
  Encounter,
  Observation,
  Patient,
  Procedure,
} from '@medplum/fhirtypes';
import type { Resource } from '../fhir/resource.ts';
import { CLINIC, nurse, physician, type User } from './people.ts';
import { Calendar, type Moment } from './time.ts';

const BASE = 'https://rpm-tally.example/fhir/CodeSystem';
const CPT = 'http://www.ama-assn.org/go/cpt';

export interface StretchOfTime extends Moment {
  minutes: number;
  seconds?: number;
}

export interface EntryOptions extends StretchOfTime {
  activity: string;
  note?: string;
  by?: User;
  status?: Procedure['status'];
  /** When it was written down; without it, two minutes after its end. */
  recorded?: Moment;
}

export interface ContactOptions extends Moment {
  by?: User;
  /** v3-ParticipationMode; null: nobody wrote down how. */
  medium?: 'PHONE' | 'VIDEOCONF' | 'WRITTEN' | 'PHYSICAL' | null;
  status?: Communication['status'];
  note: string;
  /** The entry that it is part of. */
  partOf?: string;
}

interface ChargeOptions {
  month?: number;
  day: number;
  code: string;
  quantity?: number;
  /** Who bills; another practice, for a charge that is not ours. */
  organization?: string;
}

/** One synthetic patient's chart, filled in the words of a story. */
export class Chart {
  readonly resources: Resource[] = [];
  readonly calendar: Calendar;
  readonly #story: string;
  readonly #counts = new Map<string, number>();

  constructor(story: string, name: string, today: string) {
    this.#story = story;
    this.calendar = new Calendar(today);
    const patient: Patient = {
      resourceType: 'Patient',
      id: story,
      active: true,
      identifier: [{ system: 'https://rpm-tally.example/fhir/sandbox-mrn', value: `SYN-${story}` }],
      meta: {
        security: [
          { system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'HTEST', display: 'test health data' },
        ],
      },
      name: [{ use: 'official', text: `Synthetic ${name}`, family: name, given: ['Synthetic'] }],
      gender: 'unknown',
      birthDate: '1950-01-01',
      managingOrganization: { reference: CLINIC },
    };
    const account: Account = {
      resourceType: 'Account',
      id: `${story}-account`,
      status: 'active',
      name: `Synthetic ${name}, remote monitoring`,
      subject: [{ reference: this.patient }],
    };
    const encounter: Encounter = {
      resourceType: 'Encounter',
      id: `${story}-rpm`,
      status: 'in-progress',
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'VR', display: 'virtual' },
      type: [{ text: 'Remote physiologic monitoring' }],
      subject: { reference: this.patient },
      participant: [{ individual: { reference: physician.fhirUser } }],
      period: { start: this.calendar.instant({ month: -3, day: 1, at: '09:00' }) },
      account: [{ reference: `Account/${story}-account` }],
      serviceProvider: { reference: CLINIC },
    };
    const coverage: Coverage = {
      resourceType: 'Coverage',
      id: `${story}-coverage`,
      status: 'active',
      beneficiary: { reference: this.patient },
      payor: [{ display: 'Synthetic Medicare' }],
    };
    const device: Device = {
      resourceType: 'Device',
      id: `${story}-device`,
      status: 'active',
      type: { text: 'Blood pressure monitor, connected' },
      deviceName: [{ name: 'Synthetic Cuff', type: 'user-friendly-name' }],
      patient: { reference: this.patient },
    };
    const use: DeviceUseStatement = {
      resourceType: 'DeviceUseStatement',
      id: `${story}-device-use`,
      status: 'active',
      subject: { reference: this.patient },
      device: { reference: this.device },
      timingPeriod: { start: this.calendar.date({ month: -3, day: 1 }) },
    };
    this.resources.push(patient, account, encounter, coverage, device, use);
  }

  get patient(): string {
    return `Patient/${this.#story}`;
  }

  get device(): string {
    return `Device/${this.#story}-device`;
  }

  /** The encounter that the month's charge belongs to. */
  get encounter(): string {
    return `Encounter/${this.#story}-rpm`;
  }

  /** Given in the month before unless said otherwise, as most patients' was. */
  consent(given: Partial<Moment> & { status?: Consent['status']; ended?: Moment } = {}): void {
    const { month = -1, day = 2, at = '09:30', status = 'active', ended } = given;
    const dateTime = this.calendar.instant({ month, day, at });
    this.#add<Consent>('consent', {
      resourceType: 'Consent',
      meta: { lastUpdated: dateTime },
      status,
      scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'treatment' }] },
      category: [
        { coding: [{ system: `${BASE}/consent-category`, code: 'rpm', display: 'Remote physiologic monitoring' }] },
      ],
      patient: { reference: this.patient },
      dateTime,
      organization: [{ reference: CLINIC }],
      policyRule: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'OPTIN' }] },
      provision: {
        type: 'permit',
        period: { start: dateTime, ...(ended ? { end: this.calendar.instant(ended) } : {}) },
      },
    });
  }

  /** One blood pressure reading a day, sent by the device. */
  readings({ month = 0, from, to, at = '07:30' }: { month?: number; from: number; to: number; at?: string }): void {
    for (let day = from; day <= to; day += 1) this.reading({ month, day, at });
  }

  reading(when: Moment, systolic = 128 + (when.day % 9), diastolic = 76 + (when.day % 7)): void {
    const effectiveDateTime = this.calendar.instant(when);
    const mmHg = (value: number) => ({ value, unit: 'mmHg', system: 'http://unitsofmeasure.org', code: 'mm[Hg]' });
    const loinc = (code: string, display: string) => ({
      coding: [{ system: 'http://loinc.org', code, display }],
      text: display,
    });
    this.#add<Observation>('reading', {
      resourceType: 'Observation',
      meta: { lastUpdated: this.calendar.instant(when, 60) },
      status: 'final',
      category: [
        { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }] },
      ],
      code: loinc('85354-9', 'Blood pressure panel'),
      subject: { reference: this.patient },
      effectiveDateTime,
      issued: effectiveDateTime,
      device: { reference: this.device },
      component: [
        { code: loinc('8480-6', 'Systolic blood pressure'), valueQuantity: mmHg(systolic) },
        { code: loinc('8462-4', 'Diastolic blood pressure'), valueQuantity: mmHg(diastolic) },
      ],
    });
  }

  /** A value that the patient typed in, without a device. */
  selfReportedReading(when: Moment): void {
    const effectiveDateTime = this.calendar.instant(when);
    this.#add<Observation>('self-reported', {
      resourceType: 'Observation',
      meta: {
        lastUpdated: this.calendar.instant(when, 60),
        tag: [{ code: 'patient-supplied' }],
      },
      status: 'final',
      category: [
        { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }] },
      ],
      code: { coding: [{ system: 'http://loinc.org', code: '8480-6', display: 'Systolic blood pressure' }] },
      subject: { reference: this.patient },
      performer: [{ reference: this.patient }],
      effectiveDateTime,
      valueQuantity: { value: 130, unit: 'mmHg', system: 'http://unitsofmeasure.org', code: 'mm[Hg]' },
    });
  }

  /** One stretch of logged time; gives its reference. */
  entry(options: EntryOptions): string {
    const { minutes, seconds = 0, activity, note, by = nurse, status = 'completed', recorded } = options;
    const length = minutes * 60 + seconds;
    return this.#add<Procedure>('entry', {
      resourceType: 'Procedure',
      meta: { lastUpdated: recorded ? this.calendar.instant(recorded) : this.calendar.instant(options, length + 120) },
      status,
      code: { coding: [{ system: `${BASE}/rpm-activity`, code: activity }], text: activity.replaceAll('-', ' ') },
      subject: { reference: this.patient },
      encounter: { reference: this.encounter },
      performedPeriod: { start: this.calendar.instant(options), end: this.calendar.instant(options, length) },
      recorder: { reference: by.fhirUser, display: by.name },
      performer: [{ actor: { reference: by.fhirUser, display: by.name } }],
      ...(note === undefined ? {} : { note: [{ text: note }] }),
    });
  }

  /** A communication with the patient, as recipient, so that it is found by servers that search by nothing else. */
  contact({ by = nurse, medium = 'PHONE', status = 'completed', note, partOf, ...when }: ContactOptions): string {
    const sent = this.calendar.instant(when);
    return this.#add<Communication>('contact', {
      resourceType: 'Communication',
      meta: { lastUpdated: this.calendar.instant(when, 1200) },
      status,
      ...(medium === null
        ? {}
        : {
            medium: [
              { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationMode', code: medium }] },
            ],
          }),
      subject: { reference: this.patient },
      encounter: { reference: this.encounter },
      sender: { reference: by.fhirUser, display: by.name },
      recipient: [{ reference: this.patient }],
      sent,
      received: sent,
      ...(partOf === undefined ? {} : { partOf: [{ reference: partOf }] }),
      payload: [{ contentString: note }],
    });
  }

  /** A live call: its time as an entry, and the communication that is part of it. */
  call(options: StretchOfTime & { note: string; by?: User; medium?: 'PHONE' | 'VIDEOCONF' }): void {
    const { medium = 'PHONE', ...entry } = options;
    const partOf = this.entry({ ...entry, activity: 'live-contact' });
    this.contact({ ...entry, medium, partOf });
  }

  /** Time of another care-management programme. */
  otherProgram(options: StretchOfTime & { program: string; note: string }): void {
    const end = this.calendar.instant(options, options.minutes * 60 + (options.seconds ?? 0));
    this.#add<Procedure>('other-program', {
      resourceType: 'Procedure',
      meta: { lastUpdated: end },
      status: 'completed',
      code: {
        coding: [{ system: `${BASE}/other-program`, code: options.program }],
        text: options.program.toUpperCase(),
      },
      subject: { reference: this.patient },
      performedPeriod: { start: this.calendar.instant(options), end },
      performer: [{ actor: { reference: nurse.fhirUser, display: nurse.name } }],
      note: [{ text: options.note }],
    });
  }

  charge(options: ChargeOptions): void {
    this.#add<ChargeItem>('charge', this.#chargeItem(options));
  }

  #chargeItem({ month = 0, day, code, quantity = 1, organization = CLINIC }: ChargeOptions): ChargeItem {
    const enteredDate = this.calendar.instant({ month, day, at: '17:00' });
    return {
      resourceType: 'ChargeItem',
      meta: { lastUpdated: enteredDate },
      status: 'billable',
      code: { coding: [{ system: CPT, code }] },
      subject: { reference: this.patient },
      context: { reference: this.encounter },
      occurrenceDateTime: this.calendar.date({ month, day }),
      quantity: { value: quantity },
      performingOrganization: { reference: organization },
      account: [{ reference: `Account/${this.#story}-account` }],
      enteredDate,
    };
  }

  /** A charge written as a document, as on EHRs that take no charges. */
  chargeRequest(options: { day: number; code: string }): void {
    this.#add('charge-request', chargeRequestOf(this.#chargeItem(options)));
  }

  /** An office visit or a hospital stay. */
  visit(options: { class: 'AMB' | 'HH' | 'IMP'; from: Moment; to: Moment; text: string }): void {
    this.#add<Encounter>('visit', {
      resourceType: 'Encounter',
      status: 'finished',
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: options.class },
      type: [{ text: options.text }],
      subject: { reference: this.patient },
      period: { start: this.calendar.instant(options.from), end: this.calendar.instant(options.to) },
      serviceProvider: { reference: CLINIC },
    });
  }

  /** A resource as a broken system may have left it; nobody checks it. */
  broken(resource: Resource & Record<string, unknown>): void {
    this.#add('broken', resource);
  }

  #add<T extends Resource>(kind: string, resource: T): string {
    const number = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, number);
    const id = `${this.#story}-${kind}-${number}`;
    this.resources.push({ ...resource, id });
    return `${resource.resourceType}/${id}`;
  }
}

/** The charge as a document, for EHRs that take no ChargeItem; identifier, type and extension are those of src/fhir/charge-codes.ts. */
export function chargeRequestOf(charge: ChargeItem): DocumentReference {
  const url = 'https://rpm-tally.example/fhir';
  const { subject, context, occurrenceDateTime = '', enteredDate, quantity, performingOrganization } = charge;
  const code = charge.code.coding?.[0]?.code ?? '';
  const patient = subject.reference?.replace('Patient/', '');
  const text = `SYNTHETIC charge request: CPT ${code}, ${quantity?.value} unit, ${occurrenceDateTime}`;
  return {
    resourceType: 'DocumentReference',
    ...(charge.id === undefined ? {} : { id: charge.id }),
    status: 'current',
    masterIdentifier: { system: `${url}/charge`, value: `${patient}:${occurrenceDateTime.slice(0, 7)}:${code}` },
    extension: [
      {
        url: `${url}/StructureDefinition/charge-request`,
        extension: [
          { url: 'code', valueCoding: { system: CPT, code } },
          { url: 'units', valuePositiveInt: quantity?.value ?? 1 },
          { url: 'occurrence', valueDate: occurrenceDateTime },
          ...(performingOrganization ? [{ url: 'party', valueReference: performingOrganization }] : []),
        ],
      },
    ],
    type: { coding: [{ system: `${url}/CodeSystem/document`, code: 'charge-request' }], text: 'Charge request' },
    subject,
    ...(enteredDate === undefined ? {} : { date: enteredDate }),
    content: [{ attachment: { contentType: 'text/plain', data: Buffer.from(text).toString('base64') } }],
    ...(context ? { context: { encounter: [context] } } : {}),
  };
}
