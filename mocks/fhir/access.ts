import { compartmentParameters, searchParameter } from './definitions.ts';
import { Refusal } from './outcome.ts';
import { isObject, type Resource, referenceTo } from './resource.ts';
import { valuesOf } from './search.ts';

/** SMART v2's letters: create, read, update, delete, search. */
export type Letter = 'c' | 'r' | 'u' | 'd' | 's';

/** What the bearer of a token may do. */
export interface Access {
  scopes: readonly string[];
  /** Id of the patient in context; `patient/` scopes reach no further. */
  patient: string | undefined;
}

/** Whose resources of the type may be touched: everybody's, one patient's (by id), or none. */
type Reach = { everybody: true } | { patient: string } | null;

const SCOPE = /^(patient|user|system)\/([A-Za-z]+|\*)\.(c?r?u?d?s?|read|write|\*)$/;
const V1: Record<string, string> = { read: 'rs', write: 'cud', '*': 'cruds' };

/** The scope's context, type and letters; null when it isn't a resource scope. v1's words become v2's letters. */
export function parseScope(scope: string): { context: string; type: string; letters: string } | null {
  const [, context, type, permission] = SCOPE.exec(scope) ?? [];
  if (context === undefined || type === undefined || !permission) return null;
  return { context, type, letters: V1[permission] ?? permission };
}

function reach(access: Access | null, letter: Letter, type: string): Reach {
  if (access === null) return { everybody: true };
  const fitting = access.scopes
    .map(parseScope)
    .filter((scope) => (scope?.type === type || scope?.type === '*') && scope.letters.includes(letter));
  if (fitting.some((scope) => scope?.context !== 'patient')) return { everybody: true };
  return fitting.length > 0 && access.patient !== undefined ? { patient: access.patient } : null;
}

/** Whether the resource is one patient's, or nobody's (a practitioner, a questionnaire). */
export function isInReach(resource: Resource, within: Reach): boolean {
  if (within === null) return false;
  if ('everybody' in within) return true;
  const patient = `Patient/${within.patient}`;
  if (resource.resourceType === 'Patient') return referenceTo(resource) === patient;
  const parameters = compartmentParameters(resource.resourceType);
  if (parameters.length === 0) return true;
  return parameters.some((name) => {
    const parameter = searchParameter(resource.resourceType, name);
    return parameter && valuesOf(resource, parameter).some((found) => isObject(found) && found.reference === patient);
  });
}

/** Refuses with 403 what the token doesn't allow; gives the reach otherwise. */
export function requireAccess(access: Access | null, letter: Letter, type: string): NonNullable<Reach> {
  const within = reach(access, letter, type);
  if (within === null) {
    throw new Refusal(403, 'forbidden', `The granted scopes do not allow ${type}.${letter}`, {
      'WWW-Authenticate': 'Bearer error="insufficient_scope"',
    });
  }
  return within;
}

/** Refuses with 403 a resource of somebody else. */
export function requireReach(resource: Resource, within: NonNullable<Reach>): void {
  if (!isInReach(resource, within)) {
    throw new Refusal(403, 'forbidden', `This ${resource.resourceType} does not belong to the patient in context`);
  }
}
