import { randomUUID } from 'node:crypto';
import type { StoredResource } from './resource.ts';

export const DEFAULT_PAGE_SIZE = 50;
export const LARGEST_PAGE = 1000;

/** What is left of a search after one page. */
export interface Remainder {
  type: string;
  total: number;
  self: string;
  resources: readonly StoredResource[];
  size: number;
}

/** Searches that were not read to their end, under names that tell a client nothing. */
export class Pages {
  readonly #open = new Map<string, Remainder>();

  keep(remainder: Remainder): string {
    const token = randomUUID();
    this.#open.set(token, remainder);
    return token;
  }

  open(token: string): Remainder | undefined {
    return this.#open.get(token);
  }

  clear(): void {
    this.#open.clear();
  }
}
