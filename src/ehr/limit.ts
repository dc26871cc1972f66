import PQueue from 'p-queue';
import type { FhirServer } from './server.ts';

/**
 * The same server, asked at most so many things at once, so that reading a whole practice neither floods the EHR nor holds up the person.
 * A search is one thing, however many pages it has: they come one after the other. Writes don't wait.
 */
export function limited(server: FhirServer, requestsAtOnce: number): FhirServer {
  const queue = new PQueue({ concurrency: requestsAtOnce });
  return {
    ...server,
    get: (path, signal) => queue.add(() => server.get(path, signal)),
    search: (type, params, options) => queue.add(() => server.search(type, params, options)),
  };
}
