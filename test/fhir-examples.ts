import { serviceMonth } from '../src/fhir/calendar.ts';
import {
  ACTIVITY_SYSTEM,
  CONSENT_CATEGORY_SYSTEM,
  CPT_SYSTEM,
  OBSERVATION_CATEGORY_SYSTEM,
  PARTICIPATION_MODE_SYSTEM,
} from '../src/fhir/codes.ts';
import { readLedger } from '../src/fhir/read.ts';
import { DEFAULT_SETTINGS } from '../src/fhir/settings.ts';
import type { Ledger } from '../src/rules/ledger.ts';

/*
 * Synthetic resources for tests: each is usable as it stands, and a test changes the one thing it is about.
 */

export const PATIENT = { reference: 'Patient/p1' };

export function coded(system: string, code: string) {
  return { coding: [{ system, code }] };
}

export function seconds(text: string): number {
  return Date.parse(text) / 1000;
}

/** The ledger of Patient/p1, March 2026 in New York. */
export function ledgerOf(resources: readonly unknown[], settings = DEFAULT_SETTINGS): Ledger {
  return readLedger(resources, 'Patient/p1', serviceMonth('2026-03', 'America/New_York'), settings);
}

/** What a ledger set aside, as `Procedure/e1 no-end`. */
export function reasonsIn({ setAside }: Ledger): string[] {
  return setAside.map(({ reference, reason }) => `${reference} ${reason}`);
}

type Changes = Record<string, unknown>;

/** Twenty minutes of medication adjustment on 10 March. */
export function entry(changes: Changes = {}): Changes {
  return {
    resourceType: 'Procedure',
    id: 'e1',
    status: 'completed',
    subject: PATIENT,
    code: coded(ACTIVITY_SYSTEM, 'medication-adjustment'),
    performedPeriod: { start: '2026-03-10T10:00:00-04:00', end: '2026-03-10T10:20:00-04:00' },
    performer: [{ actor: { reference: 'Practitioner/n1' } }],
    note: [{ text: 'Synthetic: dose changed.' }],
    ...changes,
  };
}

/** A telephone call from the practice on 11 March. */
export function contact(changes: Changes = {}): Changes {
  return {
    resourceType: 'Communication',
    id: 'c1',
    status: 'completed',
    subject: PATIENT,
    medium: [coded(PARTICIPATION_MODE_SYSTEM, 'PHONE')],
    sent: '2026-03-11T10:00:00-04:00',
    sender: { reference: 'Practitioner/n1' },
    recipient: [PATIENT],
    partOf: [{ reference: 'Procedure/e1' }],
    payload: [{ contentString: 'Synthetic: talked about the trend.' }],
    ...changes,
  };
}

/** Given on 2 March. */
export function consent(changes: Changes = {}): Changes {
  return {
    resourceType: 'Consent',
    id: 'k1',
    status: 'active',
    patient: PATIENT,
    category: [coded(CONSENT_CATEGORY_SYSTEM, 'rpm')],
    dateTime: '2026-03-02',
    organization: [{ reference: 'Organization/o1' }],
    ...changes,
  };
}

/** A blood-pressure cuff's reading of 10 March. */
export function reading(changes: Changes = {}): Changes {
  return {
    resourceType: 'Observation',
    id: 'r1',
    status: 'final',
    subject: PATIENT,
    category: [coded(OBSERVATION_CATEGORY_SYSTEM, 'vital-signs')],
    effectiveDateTime: '2026-03-10T08:00:00-04:00',
    device: { reference: 'Device/d1' },
    ...changes,
  };
}

/** One unit of 99457 on 31 March. */
export function charge(changes: Changes = {}): Changes {
  return {
    resourceType: 'ChargeItem',
    id: 'x1',
    status: 'billable',
    subject: PATIENT,
    code: coded(CPT_SYSTEM, '99457'),
    occurrenceDateTime: '2026-03-31',
    quantity: { value: 1 },
    performer: [{ actor: { reference: 'Practitioner/n1' } }],
    performingOrganization: { reference: 'Organization/o1' },
    ...changes,
  };
}

/** An office visit of 10 March. */
export function visit(changes: Changes = {}): Changes {
  return {
    resourceType: 'Encounter',
    id: 'v1',
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    subject: PATIENT,
    period: { start: '2026-03-10T09:00:00-04:00', end: '2026-03-10T09:30:00-04:00' },
    ...changes,
  };
}
