import { searchParameter, searchParametersOf } from './definitions.ts';
import epic from './epic-like.json' with { type: 'json' };
import oracle from './oracle-like.json' with { type: 'json' };

export const PROFILES = ['full', 'epic-like', 'oracle-like'] as const;
export type ProfileName = (typeof PROFILES)[number];

export type Interaction = 'read' | 'vread' | 'search-type' | 'create' | 'update';

export interface Offer {
  interactions: readonly Interaction[];
  search: readonly string[];
  conditionalCreate: boolean;
  operations: readonly string[];
}

/** What one kind of EHR offers; nothing else is answered. */
export interface Profile {
  name: ProfileName;
  title: string;
  system: readonly ('transaction' | 'batch')[];
  resources: Readonly<Record<string, Offer>>;
  /** HTTP status for an update of a version that is no longer the newest. */
  staleUpdate: 412 | 409;
  /** Oracle refuses modifier extensions with 422, and any Accept but JSON with 406 and an empty body. */
  picky: boolean;
  /** Default lifetime of an access token, in seconds. */
  tokenSeconds: number;
}

const INTERACTIONS: readonly Interaction[] = ['read', 'vread', 'search-type', 'create', 'update'];

const FULL_TYPES = (
  'Account Basic Binary CarePlan CareTeam ChargeItem Communication Condition Consent Coverage Device DeviceRequest ' +
  'DeviceUseStatement DocumentReference Encounter Group List Location Media MedicationRequest Observation Organization Patient ' +
  'Practitioner PractitionerRole Procedure Provenance Questionnaire QuestionnaireResponse RelatedPerson ServiceRequest Task'
).split(' ');

/** A vendor's public facts, cut to what the sandbox can do (no patch, no delete, only search parameters of R4). */
function vendorOffers(facts: typeof epic | typeof oracle): Record<string, Offer> {
  const resources: Record<string, Offer> = {};
  for (const [type, offered] of Object.entries(facts.resources)) {
    const operations = type === 'ChargeItem' ? offered.operations : [];
    const interactions = INTERACTIONS.filter((interaction) =>
      offered.interactions.some((name) => name === interaction),
    );
    const search = offered.search.filter((name) => name === '_count' || searchParameter(type, name) !== undefined);
    if (interactions.length + operations.length > 0) {
      resources[type] = { interactions, search, conditionalCreate: false, operations };
    }
  }
  return resources;
}

const full: Profile = {
  name: 'full',
  title: 'everything that R4 offers, as HAPI or Medplum',
  system: ['transaction', 'batch'],
  resources: Object.fromEntries(
    FULL_TYPES.map((type) => [
      type,
      {
        interactions: INTERACTIONS,
        search: ['_count', ...searchParametersOf(type)],
        conditionalCreate: true,
        operations: [],
      },
    ]),
  ),
  staleUpdate: 412,
  picky: false,
  tokenSeconds: 3600,
};

const epicLike: Profile = {
  name: 'epic-like',
  title: 'what Epic says it offers; no ChargeItem, no Task create, no Consent create',
  system: [],
  resources: vendorOffers(epic),
  staleUpdate: 412,
  picky: false,
  tokenSeconds: 3600,
};

const oracleLike: Profile = {
  name: 'oracle-like',
  title:
    'What Oracle Health says it offers: ChargeItem/$create, no update of Procedure, Communication by recipient only',
  system: ['batch'],
  resources: vendorOffers(oracle),
  staleUpdate: 409,
  picky: true,
  tokenSeconds: 570,
};

const profiles: Record<ProfileName, Profile> = { full, 'epic-like': epicLike, 'oracle-like': oracleLike };

export function profileOf(name: ProfileName): Profile {
  return profiles[name];
}
