import type { Group, Organization, Practitioner, PractitionerRole } from '@medplum/fhirtypes';
import type { Resource } from '../fhir/resource.ts';

/** Somebody who signs in to the sandbox. */
export interface User {
  id: string;
  name: string;
  role: string;
  /** `Practitioner/nurse` */
  fhirUser: string;
}

function user(id: string, name: string, role: string): User {
  return { id, name, role, fhirUser: `Practitioner/${id}` };
}

export const nurse = user('nurse', 'Synthetic Nurse', 'Registered nurse');
export const secondNurse = user('second-nurse', 'Synthetic Second Nurse', 'Registered nurse');
export const physician = user('physician', 'Synthetic Physician', 'Physician');
export const biller = user('biller', 'Synthetic Biller', 'Medical biller');

/** Who can sign in at the start page. */
export const users: readonly User[] = [nurse, physician, biller, secondNurse];

/** Works for another practice; never signs in here. */
const outsider = user('outside-physician', 'Synthetic Outsider', 'Physician elsewhere');

export const CLINIC = 'Organization/clinic';

function organization(id: string, name: string): Organization {
  return { resourceType: 'Organization', id, active: true, name };
}

function practitioner({ id, name }: User): Practitioner {
  const [given = '', ...family] = name.split(' ');
  return {
    resourceType: 'Practitioner',
    id,
    active: true,
    identifier: [{ system: 'https://rpm-tally.example/fhir/sandbox-staff', value: id }],
    name: [{ text: name, family: family.join(' '), given: [given] }],
  };
}

function roleOf({ id, name, role }: User): PractitionerRole {
  return {
    resourceType: 'PractitionerRole',
    id: `${id}-role`,
    active: true,
    practitioner: { reference: `Practitioner/${id}`, display: name },
    organization: { reference: CLINIC, display: 'Synthetic Clinic' },
    code: [{ text: role }],
  };
}

/** The patients under remote monitoring, as a list to work through. */
function panel(patients: readonly string[]): Group {
  return {
    resourceType: 'Group',
    id: 'rpm-panel',
    active: true,
    type: 'person',
    actual: true,
    name: 'Synthetic patients under remote monitoring',
    managingEntity: { reference: CLINIC },
    member: patients.map((id) => ({ entity: { reference: `Patient/${id}` } })),
  };
}

/** The practice, its staff and its list of patients (by id), the same in every profile. */
export function practice(patients: readonly string[]): Resource[] {
  return [
    panel(patients),
    organization('clinic', 'Synthetic Clinic'),
    organization('other-practice', 'Synthetic Other Practice'),
    ...users.map(practitioner),
    practitioner(outsider),
    ...users.map(roleOf),
  ];
}
