import { isObject, isResource, type Json, listOf, localReference, type Resource, referenceOf } from './resource.ts';
import { readInstant } from './time.ts';

/** What some JSON holds. */
export interface Contents {
  /** The resources, out of their Bundles; references to `urn:uuid:…` entries name the resource. */
  resources: Resource[];
  /** What a server said about what it left out, in its own words. */
  outcomes: string[];
  /** Items that are no resource at all. */
  unreadable: number;
}

/**
 * The resources of a single resource or a Bundle of any type, Bundles within Bundles included. A version that a history Bundle deletes
 * is left out. Never throws.
 */
export function resourcesOf(json: unknown): Contents {
  const contents: Contents = { resources: [], outcomes: [], unreadable: 0 };
  const waiting: unknown[] = [json];
  while (waiting.length > 0) {
    const item = waiting.pop();
    if (!isResource(item)) contents.unreadable += 1;
    else if (item.resourceType === 'OperationOutcome') contents.outcomes.push(...messagesOf(item));
    else if (item.resourceType !== 'Bundle') contents.resources.push(item);
    else for (const inner of entriesOf(item, contents).reverse()) waiting.push(inner);
  }
  return contents;
}

function entriesOf(bundle: Json, contents: Contents): unknown[] {
  const entries = listOf(bundle.entry);
  const urns = new Map<string, string>();
  const found: unknown[] = [];
  for (const entry of entries) {
    if (!isObject(entry)) {
      contents.unreadable += 1;
      continue;
    }
    const outcome = isObject(entry.response) ? entry.response.outcome : undefined;
    if (isResource(outcome)) contents.outcomes.push(...messagesOf(outcome));
    if (entry.resource === undefined) continue;
    const resource = withId(entry.resource, entry.fullUrl);
    found.push(resource);
    const reference = isResource(resource) ? referenceOf(resource) : null;
    if (reference && typeof entry.fullUrl === 'string' && entry.fullUrl.startsWith('urn:'))
      urns.set(entry.fullUrl, reference);
  }
  const named = urns.size === 0 ? found : found.map((resource) => rename(resource, urns, 0));
  return bundle.type === 'history' ? withoutDeleted(named, entries) : named;
}

/** A resource that a transaction brings has its id only in the entry's address. */
function withId(resource: unknown, fullUrl: unknown): unknown {
  if (!isResource(resource) || resource.id !== undefined || typeof fullUrl !== 'string') return resource;
  const id = /^urn:(?:uuid|oid):([A-Za-z0-9\-.]{1,64})$/.exec(fullUrl)?.[1] ?? localReference(fullUrl)?.split('/')[1];
  return id ? { ...resource, id } : resource;
}

/** References that FHIR resources nest are far shallower. */
const DEEPEST = 40;

/** A copy in which every `reference` to an entry's urn names the entry's resource. */
function rename(value: unknown, urns: ReadonlyMap<string, string>, depth: number): unknown {
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => rename(item, urns, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      key === 'reference' && typeof member === 'string'
        ? (urns.get(member) ?? member)
        : rename(member, urns, depth + 1),
    ]),
  );
}

function withoutDeleted(resources: readonly unknown[], entries: readonly unknown[]): unknown[] {
  const deleted = new Map<string, number>();
  for (const entry of entries) {
    if (!isObject(entry) || !isObject(entry.request) || entry.request.method !== 'DELETE') continue;
    const reference = localReference(entry.request.url);
    const at = isObject(entry.response) ? stampOf(entry.response.lastModified) : null;
    if (reference) deleted.set(reference, Math.max(at ?? Number.MAX_SAFE_INTEGER, deleted.get(reference) ?? 0));
  }
  return resources.filter((resource) => {
    const reference = isResource(resource) ? referenceOf(resource) : null;
    const at = reference === null ? undefined : deleted.get(reference);
    if (at === undefined || !isResource(resource)) return true;
    return (stampOf(isObject(resource.meta) ? resource.meta.lastUpdated : undefined) ?? 0) > at;
  });
}

function stampOf(text: unknown): number | null {
  const at = typeof text === 'string' ? readInstant(text) : null;
  return typeof at === 'number' ? at : null;
}

/** What an OperationOutcome says, one sentence an issue. */
function messagesOf(outcome: Json): string[] {
  return listOf(outcome.issue)
    .filter(isObject)
    .map(({ severity, diagnostics, details, code }) => {
      const text = isObject(details) ? details.text : undefined;
      const words = [diagnostics, text, code].find((each) => typeof each === 'string' && each !== '');
      return `${typeof severity === 'string' ? severity : 'issue'}: ${typeof words === 'string' ? words.slice(0, 500) : 'no details'}`;
    });
}
