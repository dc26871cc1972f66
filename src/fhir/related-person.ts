import type { Reference } from '../rules/ledger.ts';
import { isObject, isResource, listOf, referenceOf, valueAt } from './resource.ts';

/** Somebody of the patient's side: a relative, a carer. */
export interface RelatedPerson {
  reference: Reference;
  name: string;
  /** In words: `Daughter`; empty where nobody wrote it down. */
  relationship: string;
}

/** The RelatedPersons among some resources who are in use and have a name. Never throws. */
export function relatedPersons(resources: readonly unknown[]): RelatedPerson[] {
  return resources.flatMap((resource) => {
    if (!isResource(resource) || resource.resourceType !== 'RelatedPerson' || resource.active === false) return [];
    const reference = referenceOf(resource);
    const name = nameOf(resource);
    return reference === null || name === '' ? [] : [{ reference, name, relationship: relationshipOf(resource) }];
  });
}

/** The name that a person's resource gives, as one would write it; empty where there is none. */
export function nameOf(resource: unknown): string {
  const names = listOf(valueAt(resource, ['name'])).filter(isObject);
  const usual = names.find(({ use }) => use === 'official' || use === 'usual') ?? names[0];
  if (usual === undefined) return '';
  if (typeof usual.text === 'string' && usual.text !== '') return usual.text;
  return [...listOf(usual.given), usual.family].filter((part) => typeof part === 'string' && part !== '').join(' ');
}

function relationshipOf(resource: unknown): string {
  for (const concept of listOf(valueAt(resource, ['relationship'])).filter(isObject)) {
    const words = [concept.text, ...listOf(concept.coding).map((coding) => valueAt(coding, ['display']))];
    const first = words.find((one) => typeof one === 'string' && one !== '');
    if (typeof first === 'string') return first;
  }
  return '';
}
