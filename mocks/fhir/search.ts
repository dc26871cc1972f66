import { evalFhirPathTyped, toTypedValue } from '@medplum/core';
import { compare, type Range, rangeOf } from './dates.ts';
import { type SearchParameter, searchParameter } from './definitions.ts';
import { Refusal } from './outcome.ts';
import { isObject, type Resource } from './resource.ts';

/** One `name=value` of a search, ready to be asked of a resource. */
export type Test = (resource: Resource) => boolean;

/** Turns one search parameter into a test. Refuses what it can't honour: a strict server never ignores a filter. */
export function searchTest(type: string, key: string, value: string, base: string): Test {
  const [name = '', modifier] = key.split(':');
  const parameter = searchParameter(type, name);
  if (parameter === undefined) throw unsupported(key, type);
  const wanted = value.split(/(?<!\\),/).map((part) => part.replaceAll('\\,', ','));
  if (modifier === 'missing') return (resource) => (valuesOf(resource, parameter).length === 0) === (value === 'true');
  if (modifier === 'not' && parameter.type === 'token') {
    const any = anyTest(parameter, wanted, base);
    return (resource) => !any(resource);
  }
  if (modifier !== undefined && !(parameter.type === 'reference' && /^[A-Z]/.test(modifier)))
    throw unsupported(key, type);
  return anyTest(parameter, modifier === undefined ? wanted : wanted.map((id) => `${modifier}/${id}`), base);
}

export function unsupported(key: string, type: string): Refusal {
  return new Refusal(400, 'not-supported', `Search parameter ${key} is not supported for ${type}`);
}

function anyTest(parameter: SearchParameter, wanted: string[], base: string): Test {
  const tests = wanted.map((value) => valueTest(parameter, value, base));
  return (resource) => {
    const found = valuesOf(resource, parameter);
    return tests.some((test) => found.some(test));
  };
}

function valueTest(parameter: SearchParameter, wanted: string, base: string): (found: unknown) => boolean {
  if (wanted === '') throw new Refusal(400, 'invalid', `Search parameter ${parameter.code} has an empty value`);
  switch (parameter.type) {
    case 'date':
      return dateTest(parameter, wanted);
    case 'token':
      return tokenTest(wanted);
    case 'reference':
      return referenceTest(wanted, base);
    case 'string':
      return (found) => strings(found).some((text) => text.toLowerCase().startsWith(wanted.toLowerCase()));
    case 'uri':
      return (found) => found === wanted;
    default:
      throw new Refusal(400, 'not-supported', `Search by ${parameter.type} (${parameter.code}) is not supported`);
  }
}

function dateTest(parameter: SearchParameter, wanted: string): (found: unknown) => boolean {
  const [, prefix = '', date = ''] = /^(eq|ne|gt|lt|ge|le|sa|eb)?(.*)$/.exec(wanted) ?? [];
  const asked = rangeOf(date);
  if (asked === null)
    throw new Refusal(400, 'value', `${wanted} is not a date that ${parameter.code} can be searched by`);
  return (found) => {
    const range = periodOf(found);
    // A broken date in the store is shown rather than hidden: no server may decide that it lies outside of the period.
    return range === null || compare(prefix === '' ? 'eq' : prefix, asked, range);
  };
}

function periodOf(found: unknown): Range | null {
  if (typeof found === 'string') return rangeOf(found);
  if (!isObject(found)) return null;
  const start = typeof found.start === 'string' ? rangeOf(found.start) : undefined;
  const end = typeof found.end === 'string' ? rangeOf(found.end) : undefined;
  if (start === null || end === null) return null;
  return { from: start?.from ?? Number.NEGATIVE_INFINITY, to: end?.to ?? Number.POSITIVE_INFINITY };
}

function tokenTest(wanted: string): (found: unknown) => boolean {
  const [left = '', right] = wanted.split('|');
  const system = right === undefined ? undefined : left;
  const code = right ?? left;
  return (found) =>
    tokens(found).some(
      (token) => (code === '' || token.code === code) && (system === undefined || (token.system ?? '') === system),
    );
}

function tokens(found: unknown): { system?: unknown; code: unknown }[] {
  if (!isObject(found)) return [{ code: String(found) }];
  if (Array.isArray(found.coding)) return found.coding.filter(isObject).map(({ system, code }) => ({ system, code }));
  return [{ system: found.system, code: found.code ?? found.value }];
}

function referenceTest(wanted: string, base: string): (found: unknown) => boolean {
  const relative = wanted.startsWith(`${base}/`) ? wanted.slice(base.length + 1) : wanted;
  return (found) => {
    // A canonical, such as a form's; without a version it finds every version: https://hl7.org/fhir/R4/references.html#canonical
    if (typeof found === 'string') return found === wanted || found.split('|', 1)[0] === wanted;
    if (!isObject(found) || typeof found.reference !== 'string') return false;
    const reference = found.reference.replace(`${base}/`, '').replace(/\/_history\/.*$/, '');
    return relative.includes('/') ? reference === relative : reference.endsWith(`/${relative}`);
  };
}

function strings(found: unknown): string[] {
  if (typeof found === 'string') return [found];
  if (Array.isArray(found)) return found.flatMap(strings);
  return isObject(found) ? Object.values(found).flatMap(strings) : [];
}

const remembered = new WeakMap<Resource, Map<string, unknown[]>>();

/** What the resource holds under a search parameter. Remembered: a stored resource is never changed, only replaced. */
export function valuesOf(resource: Resource, parameter: SearchParameter): unknown[] {
  const known = remembered.get(resource) ?? new Map<string, unknown[]>();
  remembered.set(resource, known);
  const already = known.get(parameter.code);
  if (already) return already;
  const values: unknown[] = evalFhirPathTyped(parameter.expression, [toTypedValue(resource)]).map(({ value }) => value);
  known.set(parameter.code, values);
  return values;
}
