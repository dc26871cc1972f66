import * as z from 'zod/mini';
import type { Reference } from '../rules/ledger.ts';
import { admit, type Reader } from './reader.ts';
import { isObject, isResource, listOf, referenceOf } from './resource.ts';
import { readWhen } from './time.ts';

const schema = z.object({ deceasedBoolean: z.optional(z.boolean()), deceasedDateTime: z.optional(z.string()) });

/** Whether and when the patient died. */
export const readPatient: Reader = (resource, into, context) => {
  if (referenceOf(resource) !== context.patient) return;
  const admitted = admit(resource, schema, into, context);
  if (admitted === null) return;
  const { deceasedBoolean, deceasedDateTime } = admitted.data;
  if (deceasedDateTime === undefined) into.deceased = deceasedBoolean ?? false;
  else {
    const when = readWhen(deceasedDateTime, context.calendar);
    into.deceased = typeof when === 'string' ? true : when;
  }
};

/** Who the chart is about, for a banner. */
export interface PatientBanner {
  reference: Reference;
  name: string;
  /** As the EHR writes it: `1950`, `1950-04` or `1950-04-02`. */
  birthDate: string | null;
  /** The medical record number. */
  mrn: string | null;
}

/** Name, birth date and record number of a Patient; null when it is none. Never throws. */
export function patientBanner(patient: unknown): PatientBanner | null {
  if (!isResource(patient) || patient.resourceType !== 'Patient') return null;
  const reference = referenceOf(patient);
  if (reference === null) return null;
  const names = listOf(patient.name).filter(isObject);
  const usual = names.find(({ use }) => use === 'official' || use === 'usual') ?? names[0];
  const identifiers = listOf(patient.identifier).filter(isObject);
  const mrn = identifiers.find(isMedicalRecordNumber) ?? identifiers[0];
  return {
    reference,
    name: usual ? nameText(usual) : '',
    birthDate: textOrNull(patient.birthDate),
    mrn: mrn ? textOrNull(mrn.value) : null,
  };
}

function nameText({ text, family, given }: Readonly<Record<string, unknown>>): string {
  if (typeof text === 'string' && text !== '') return text;
  return [...listOf(given), family].filter((part) => typeof part === 'string' && part !== '').join(' ');
}

/** Type MR: https://terminology.hl7.org/CodeSystem-v2-0203.html */
function isMedicalRecordNumber({ type }: Readonly<Record<string, unknown>>): boolean {
  return isObject(type) && listOf(type.coding).some((coding) => isObject(coding) && coding.code === 'MR');
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
