import type PQueue from 'p-queue';
import type { FhirServer } from './server.ts';

/**
 * The same server, asked by way of a queue that lets only so many requests through at once, so that reading a whole practice doesn't flood
 * the EHR. A search is one request, however many pages it has: they come one after the other. Writes don't wait.
 * @param priority the higher, the sooner
 */
export function limited(server: FhirServer, queue: PQueue, priority: number): FhirServer {
  return {
    ...server,
    get: (path, signal) => queue.add(() => server.get(path, signal), { priority }),
    search: (type, params, options) => queue.add(() => server.search(type, params, options), { priority }),
  };
}
