import type { ProfileName } from '../../mocks/fhir/profiles.ts';
import type { Sandbox } from '../../mocks/sandbox.ts';
import type { Connection } from '../../src/ehr/types.ts';
import { type ConnectionOptions, connectionTo } from './connection.ts';

/** One kind of EHR by how a charge comes into it and what keeps it single. */
export interface Kind {
  name: string;
  profile: ProfileName;
  exactlyOnce: 'conditional-create' | 'reservation' | 'search';
  connect(sandbox: Sandbox, options?: Pick<ConnectionOptions, 'intercept' | 'patient'>): Connection;
}

export const KINDS: readonly Kind[] = [
  {
    name: 'ChargeItem, conditional create',
    profile: 'full',
    exactlyOnce: 'conditional-create',
    connect: (sandbox, options) => connectionTo(sandbox, { ...options, profile: 'full' }),
  },
  {
    name: 'ChargeItem, reserved by a Task',
    profile: 'full',
    exactlyOnce: 'reservation',
    connect: (sandbox, options) => unconditional(connectionTo(sandbox, { ...options, profile: 'full' })),
  },
  {
    name: 'ChargeItem/$create',
    profile: 'oracle-like',
    exactlyOnce: 'search',
    connect: (sandbox, options) => connectionTo(sandbox, { ...options, profile: 'oracle-like' }),
  },
  {
    name: 'Task, reserved by a Task',
    profile: 'full',
    exactlyOnce: 'reservation',
    connect: (sandbox, options) =>
      unconditional(
        connectionTo(sandbox, {
          ...options,
          profile: 'full',
          scope: 'patient/*.rs patient/Task.cu patient/Provenance.c',
        }),
      ),
  },
  {
    name: 'DocumentReference',
    profile: 'epic-like',
    exactlyOnce: 'search',
    connect: (sandbox, options) => connectionTo(sandbox, { ...options, profile: 'epic-like' }),
  },
  {
    name: 'Communication',
    profile: 'epic-like',
    exactlyOnce: 'search',
    connect: (sandbox, options) => {
      const scope = 'patient/*.rs patient/Communication.c';
      const connection = connectionTo(sandbox, { ...options, profile: 'epic-like', scope });
      return { ...connection, issuer: { ...connection.issuer, billingRecipient: 'Organization/clinic' } };
    },
  },
];

/** An EHR that knows no conditional create. */
function unconditional(connection: Connection): Connection {
  return {
    ...connection,
    capabilities: async () => {
      const capabilities = await connection.capabilities();
      const types = [...capabilities.types].map(
        ([type, each]) => [type, { ...each, conditionalCreate: false }] as const,
      );
      return { ...capabilities, types: new Map(types) };
    },
  };
}
