import type { Instant } from '../../rules/ledger.ts';
import type { Interaction } from '../capability.ts';

/** How well something will do for the app: green, amber, red, or nobody knows. */
export type Grade = 'good' | 'limited' | 'missing' | 'unknown';

/** One thing that was looked at. Holds nothing of any patient, since it goes into a report. */
export interface Finding {
  title: string;
  grade: Grade;
  /** What the EHR said or did. */
  found: string;
  /** What that means for the app, and who can change it; null where nothing needs saying. */
  means: string | null;
}

/** What came of a harmless try. Nothing is ever written by one. */
export interface Tried {
  /** `partly`: the EHR answers, but can’t be asked for all there is. */
  state: 'worked' | 'partly' | 'refused' | 'not-tried';
  detail: string;
}

export interface InteractionFinding {
  interaction: Interaction;
  /** What the CapabilityStatement says; null when there is none that can be read. */
  declared: boolean | null;
  granted: boolean;
  tried: Tried;
}

/** What the app wants of one resource type, and gets. */
export interface TypeFinding {
  type: string;
  /** What the app wants it for. */
  use: string;
  grade: Grade;
  interactions: readonly InteractionFinding[];
}

/** What the connected EHR can and can't do for the app. */
export interface Preflight {
  name: string;
  iss: string;
  software: string | null;
  at: Instant;
  features: readonly Finding[];
  signIn: readonly Finding[];
  server: readonly Finding[];
  types: readonly TypeFinding[];
}
