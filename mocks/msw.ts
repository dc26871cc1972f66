import { HttpResponse, http, type RequestHandler } from 'msw';
import { ConnectionCut } from './fhir/outcome.ts';
import type { Sandbox } from './sandbox.ts';

/** MSW handlers for the sandbox's origin: the same EHRs without a network. SMART launches need `startSandbox`. */
export function sandboxHandlers(sandbox: Sandbox): RequestHandler[] {
  return [
    http.all(`${sandbox.origin}/*`, async ({ request }) => {
      try {
        return (await sandbox.handle(request)) ?? new HttpResponse(null, { status: 404 });
      } catch (error) {
        if (error instanceof ConnectionCut) return HttpResponse.error();
        throw error;
      }
    }),
  ];
}
