import { PROFILES } from '../../mocks/fhir/profiles.ts';
import type { RunningSandbox } from '../../mocks/start.ts';
import { isObject, listOf, valueAt } from '../../src/fhir/resource.ts';

/** What must be found nowhere outside of the EHR's origin, each with what it is. */
export type Secrets = ReadonlyMap<string, string>;

/** Types whose resources are about a patient. */
const OF_A_PATIENT = [
  ...['ChargeItem', 'Communication', 'Consent', 'DocumentReference', 'Encounter', 'Observation', 'Procedure'],
  ...['Provenance', 'QuestionnaireResponse', 'RelatedPerson', 'ServiceRequest', 'Task'],
];
/** Where people write in their own words. */
const FREE_TEXT = new Set(['text', 'contentString', 'valueString', 'description', 'comment', 'div']);
/** Words of a code, which are not about anybody. */
const CODED = new Set(['code', 'category', 'type', 'medium', 'status', 'meta', 'relationship', 'policy']);
const SHORTEST_TEXT = 12;

/** All patient data that the sandbox's charts hold now, also what a journey has written into them. */
export function patientData(sandbox: RunningSandbox): Secrets {
  const secrets = new Map<string, string>();
  for (const profile of PROFILES) {
    const store = sandbox.sandbox.store(profile);
    for (const patient of store.all('Patient')) {
      for (const one of identityOf(patient)) secrets.set(one, 'patient');
      secrets.set(`Patient/${patient.id}`, 'patient id');
      // `billable` alone is a word of the app's own.
      if (/[-\d]/.test(patient.id)) secrets.set(patient.id, 'patient id');
    }
    for (const type of OF_A_PATIENT)
      for (const resource of store.all(type)) {
        secrets.set(`${type}/${resource.id}`, 'resource id');
        for (const text of freeText(resource)) secrets.set(text, `text of a ${type}`);
      }
  }
  return secrets;
}

function* identityOf(patient: object): Generator<string> {
  for (const name of listOf(valueAt(patient, ['name']))) {
    const given = listOf(valueAt(name, ['given'])).join(' ');
    yield* strings(valueAt(name, ['text']), `${given} ${valueAt(name, ['family'])}`);
  }
  for (const key of ['identifier', 'telecom'])
    for (const item of listOf(valueAt(patient, [key]))) yield* strings(valueAt(item, ['value']));
  for (const address of listOf(valueAt(patient, ['address']))) yield* strings(...listOf(valueAt(address, ['line'])));
  yield* strings(valueAt(patient, ['birthDate']));
}

function strings(...values: unknown[]): string[] {
  return values.filter((value) => typeof value === 'string').filter((text) => text.length >= 4);
}

/** A person's own words anywhere in a resource. */
function* freeText(value: unknown): Generator<string> {
  if (Array.isArray(value)) for (const item of value) yield* freeText(item);
  if (!isObject(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    if (CODED.has(key)) continue;
    if (FREE_TEXT.has(key) && typeof inner === 'string' && inner.length >= SHORTEST_TEXT && inner.includes(' '))
      yield inner;
    else yield* freeText(inner);
  }
}
