import { randomUUID } from 'node:crypto';
import { type Resource, referenceTo, type StoredResource } from './resource.ts';

/** A resource in its first version, with the id and time that it may already have. */
export function firstVersion(resource: Resource, now: string): StoredResource {
  const { id = randomUUID(), meta } = resource;
  return { ...resource, id, meta: { ...meta, versionId: '1', lastUpdated: meta?.lastUpdated ?? now } };
}

/** The patients whom a resource names anywhere, as `Patient/p1`. Remembered: a stored resource is never changed, only replaced. */
function patientsNamed(resource: StoredResource): ReadonlySet<string> {
  const known = remembered.get(resource);
  if (known !== undefined) return known;
  const named = new Set(JSON.stringify(resource).match(/\bPatient\/[A-Za-z0-9.-]{1,64}/g));
  remembered.set(resource, named);
  return named;
}

const remembered = new WeakMap<StoredResource, ReadonlySet<string>>();

/** Of one type, in the order of their making. */
class TypeIndex {
  readonly all = new Map<string, StoredResource>();
  /** By `Patient/p1`: a practice's searches are nearly all about one patient. */
  readonly #named = new Map<string, Map<string, StoredResource>>();

  set(reference: string, resource: StoredResource): void {
    const before = this.all.get(reference);
    if (before !== undefined) for (const patient of patientsNamed(before)) this.#named.get(patient)?.delete(reference);
    this.all.set(reference, resource);
    for (const patient of patientsNamed(resource)) {
      const named = this.#named.get(patient) ?? new Map<string, StoredResource>();
      this.#named.set(patient, named.set(reference, resource));
    }
  }

  delete(reference: string): void {
    const before = this.all.get(reference);
    if (before !== undefined) for (const patient of patientsNamed(before)) this.#named.get(patient)?.delete(reference);
    this.all.delete(reference);
  }

  naming(patient: string): StoredResource[] {
    return [...(this.#named.get(patient)?.values() ?? [])];
  }
}

/** One EHR's resources, in memory, with every version. Knows nothing of HTTP or of what may be written. */
export class Store {
  #versions = new Map<string, StoredResource[]>();
  readonly #types = new Map<string, TypeIndex>();
  readonly #now: () => string;
  /** While a transaction runs: what its resources were before. */
  #before: Map<string, StoredResource[] | undefined> | null = null;

  constructor(now: () => string) {
    this.#now = now;
  }

  /** Puts resources in as they are, valid or not. They are shared, never changed: stores may be given the same ones. */
  seed(resources: readonly StoredResource[]): void {
    for (const resource of resources) this.#set(referenceTo(resource), [resource]);
  }

  clear(): void {
    this.#versions.clear();
    this.#types.clear();
  }

  read(reference: string): StoredResource | undefined {
    return this.#versions.get(reference)?.at(-1);
  }

  version(reference: string, versionId: string): StoredResource | undefined {
    return this.#versions.get(reference)?.find(({ meta }) => meta.versionId === versionId);
  }

  all(type: string): StoredResource[] {
    return [...(this.#types.get(type)?.all.values() ?? [])];
  }

  /** Those of the type that name the patient (`Patient/p1`) anywhere. */
  naming(type: string, patient: string): StoredResource[] {
    return this.#types.get(type)?.naming(patient) ?? [];
  }

  create(resource: Resource): StoredResource {
    return this.#add({ ...resource, id: randomUUID() });
  }

  /** The resource's next version; the caller has checked that it exists. */
  update(resource: Resource & { id: string }): StoredResource {
    return this.#add(resource);
  }

  delete(reference: string): void {
    this.#set(reference, undefined);
  }

  /** Runs a change wholly or not at all. */
  async transaction<T>(change: () => Promise<T>): Promise<T> {
    const before = new Map<string, StoredResource[] | undefined>();
    this.#before = before;
    try {
      return await change();
    } catch (error) {
      this.#before = null;
      for (const [reference, versions] of before) this.#set(reference, versions);
      throw error;
    } finally {
      this.#before = null;
    }
  }

  #add(resource: Resource & { id: string }): StoredResource {
    const versions = this.#versions.get(referenceTo(resource)) ?? [];
    const meta = { ...resource.meta, versionId: String(versions.length + 1), lastUpdated: this.#now() };
    const stored = { ...resource, meta };
    this.#set(referenceTo(resource), [...versions, stored]);
    return stored;
  }

  #set(reference: string, versions: StoredResource[] | undefined): void {
    if (this.#before !== null && !this.#before.has(reference))
      this.#before.set(reference, this.#versions.get(reference));
    const type = reference.slice(0, reference.indexOf('/'));
    const index = this.#types.get(type) ?? new TypeIndex();
    this.#types.set(type, index);
    const newest = versions?.at(-1);
    if (versions === undefined || newest === undefined) {
      this.#versions.delete(reference);
      index.delete(reference);
      return;
    }
    this.#versions.set(reference, versions);
    index.set(reference, newest);
  }
}
