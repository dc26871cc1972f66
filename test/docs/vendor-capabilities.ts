import type { Capabilities } from '../../src/ehr/capability.ts';

/**
 * What two vendors' public CapabilityStatements say of the types that the app writes or finds its writing in; types that they don't name
 * are not offered. Epic's and Oracle Health's are the sandbox's profiles.
 */
interface PublicCapabilities {
  ehr: string;
  source: string;
  /** The interactions of each type, and what it can be searched by. */
  types: Readonly<Record<string, { interactions: readonly string[]; search: readonly string[] }>>;
}

const READ = ['read', 'search-type'] as const;
const BY_PATIENT = ['patient', 'date'] as const;

export const VENDORS: Readonly<Record<'athenahealth' | 'meditech', PublicCapabilities>> = {
  athenahealth: {
    ehr: 'athenaOne',
    source:
      'api.platform.athenahealth.com/fhir/r4/metadata as of 2026-08-14, kept in github.com/api-evangelist/athenahealth',
    types: {
      Procedure: { interactions: READ, search: BY_PATIENT },
      Provenance: { interactions: READ, search: ['target'] },
      QuestionnaireResponse: { interactions: ['create', ...READ], search: ['patient', 'authored', 'questionnaire'] },
    },
  },
  meditech: {
    ehr: 'MEDITECH Expanse, Greenfield',
    source:
      'greenfield-prod-apis.meditech.com/v2/uscore/STU6/metadata as of 2026-08-06, kept in github.com/api-evangelist/meditech',
    types: {
      Communication: { interactions: ['create', ...READ], search: ['patient', 'sent', 'recipient', 'part-of'] },
      DocumentReference: { interactions: READ, search: ['patient', 'type'] },
      Procedure: { interactions: READ, search: [...BY_PATIENT, 'code', 'status'] },
      Provenance: { interactions: ['read'], search: [] },
      QuestionnaireResponse: {
        interactions: ['create', 'update', ...READ],
        search: ['patient', 'authored', 'questionnaire'],
      },
      Task: { interactions: READ, search: [] },
    },
  },
};

export function capabilitiesOf({ types }: PublicCapabilities): Capabilities {
  return {
    software: null,
    transaction: false,
    types: new Map(
      Object.entries(types).map(([type, { interactions, search }]) => [
        type,
        {
          interactions: new Set(interactions),
          searchParams: new Set(search),
          operations: new Set<string>(),
          conditionalCreate: false,
        },
      ]),
    ),
  };
}
