import type { Access } from './access.ts';
import type { Fault, Faults } from './faults.ts';
import type { Pages } from './paging.ts';
import type { Profile } from './profiles.ts';
import type { Store } from './store.ts';

export type FetchHandler = (request: Request) => Promise<Response>;

export interface FhirServer {
  /** The FHIR base, without a slash at its end. */
  base: string;
  /** Where the profile's authorization server is. */
  oauth: string;
  profile: Profile;
  store: Store;
  faults: Faults;
  pages: Pages;
  /** Finds what the request's token allows, or refuses with 401; null when the sandbox runs without sign-in. */
  authorize: ((request: Request) => Promise<Access>) | null;
}

/** One request as the routes need it. */
export interface Call {
  server: FhirServer;
  request: Request;
  access: Access | null;
  query: URLSearchParams;
  body: unknown;
  faults: readonly Fault[];
}

/** Routes a call by its path. */
export type Route = (call: Call, path: readonly string[]) => Promise<Response>;

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/fhir+json; charset=utf-8', 'Cache-Control': 'no-store', ...headers },
  });
}
