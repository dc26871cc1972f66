import { randomUUID } from 'node:crypto';
import { type Resource, referenceTo, type StoredResource } from './resource.ts';

/** A resource in its first version, with the id and time that it may already have. */
export function firstVersion(resource: Resource, now: string): StoredResource {
  const { id = randomUUID(), meta } = resource;
  return { ...resource, id, meta: { ...meta, versionId: '1', lastUpdated: meta?.lastUpdated ?? now } };
}

/** One EHR's resources, in memory, with every version. Knows nothing of HTTP or of what may be written. */
export class Store {
  #versions = new Map<string, StoredResource[]>();
  readonly #now: () => string;

  constructor(now: () => string) {
    this.#now = now;
  }

  /** Puts resources in as they are, valid or not. They are shared, never changed: stores may be given the same ones. */
  seed(resources: readonly StoredResource[]): void {
    for (const resource of resources) this.#versions.set(referenceTo(resource), [resource]);
  }

  clear(): void {
    this.#versions.clear();
  }

  read(reference: string): StoredResource | undefined {
    return this.#versions.get(reference)?.at(-1);
  }

  version(reference: string, versionId: string): StoredResource | undefined {
    return this.#versions.get(reference)?.find(({ meta }) => meta.versionId === versionId);
  }

  all(type: string): StoredResource[] {
    const found: StoredResource[] = [];
    for (const versions of this.#versions.values()) {
      const newest = versions.at(-1);
      if (newest?.resourceType === type) found.push(newest);
    }
    return found;
  }

  create(resource: Resource): StoredResource {
    return this.#add({ ...resource, id: randomUUID() });
  }

  /** The resource's next version; the caller has checked that it exists. */
  update(resource: Resource & { id: string }): StoredResource {
    return this.#add(resource);
  }

  delete(reference: string): void {
    this.#versions.delete(reference);
  }

  /** Runs a change wholly or not at all. */
  async transaction<T>(change: () => Promise<T>): Promise<T> {
    const before = new Map([...this.#versions].map(([reference, versions]) => [reference, [...versions]]));
    try {
      return await change();
    } catch (error) {
      this.#versions = before;
      throw error;
    }
  }

  #add(resource: Resource & { id: string }): StoredResource {
    const versions = this.#versions.get(referenceTo(resource)) ?? [];
    const meta = { ...resource.meta, versionId: String(versions.length + 1), lastUpdated: this.#now() };
    const stored = { ...resource, meta };
    this.#versions.set(referenceTo(resource), [...versions, stored]);
    return stored;
  }
}
