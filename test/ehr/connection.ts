import { ConnectionCut } from '../../mocks/fhir/outcome.ts';
import type { ProfileName } from '../../mocks/fhir/profiles.ts';
import type { Sandbox } from '../../mocks/sandbox.ts';
import { parseCapabilities } from '../../src/ehr/capability.ts';
import { fhirServer } from '../../src/ehr/server.ts';
import type { Connection } from '../../src/ehr/types.ts';

const ALL_SCOPES = 'patient/*.cruds';

export interface ConnectionOptions {
  profile?: ProfileName;
  patient?: string;
  scope?: string;
  encounter?: string;
  /** Sees, and may answer, each request before the sandbox does. */
  intercept?: (request: Request) => Promise<Response | undefined> | Response | undefined;
}

/** A connection to an in-process sandbox as a launch would have opened it, without the launch. */
export function connectionTo(sandbox: Sandbox, options: ConnectionOptions = {}): Connection {
  const { profile = 'full', patient = 'billable', scope = ALL_SCOPES, encounter } = options;
  const token = sandbox.token({ scope, patient });
  const server = fhirServer(sandbox.issuer(profile), {
    tokens: { token: async () => token, renew: async () => null },
    retryDelayMilliseconds: 1,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      try {
        const response = (await options.intercept?.(request)) ?? (await sandbox.handle(request));
        request.signal.throwIfAborted();
        return response ?? new Response(null, { status: 404 });
      } catch (error) {
        if (error instanceof ConnectionCut) throw new TypeError('fetch failed');
        throw error;
      }
    },
  });
  let capabilities: Promise<ReturnType<typeof parseCapabilities>> | undefined;
  return {
    issuer: { iss: sandbox.issuer(profile), name: 'Sandbox', clientId: 'rpm-tally' },
    server,
    patient: `Patient/${patient}`,
    user: 'Practitioner/nurse',
    encounter: encounter === undefined ? null : `Encounter/${encounter}`,
    needPatientBanner: false,
    styleUrl: null,
    scopes: scope.split(' '),
    expiresAt: () => null,
    capabilities: () => {
      capabilities ??= server.get('metadata').then(parseCapabilities);
      return capabilities;
    },
  };
}
