/**
 * What the screens need to know of one EHR connection: the session, what was read of a month, and a charge on its way.
 * Types only; `index.ts` says who makes them.
 */
import type { FhirResource } from 'fhir/r4';
import type { ChargeRequest } from '../fhir/write/charge-request.ts';
import type { Evidence, Instant, Reference } from '../rules/ledger.ts';
import type { LocalDate } from '../rules/month.ts';
import type { Verdict } from '../rules/verdict.ts';
import type { Capabilities } from './capability.ts';
import type { FhirServer } from './server.ts';

// ---------------------------------------------------------------- session

/** One EHR that the health system allows the app to talk to: an item of `issuers` in `config.json`. */
export interface Issuer {
  /** FHIR base URL, the `iss` of a SMART launch. */
  iss: string;
  /** Shown to people. */
  name: string;
  clientId: string;
  /** OAuth scopes, space-separated; where absent the app asks for what it needs. */
  scope?: string | undefined;
}

/** Why no session could be opened. `detail` says it in plain words, and what to do. */
export type RefusalReason =
  | 'issuer-not-allowed'
  | 'parameter-not-allowed'
  | 'not-launched'
  | 'authorization-denied'
  | 'no-patient'
  | 'storage-blocked'
  | 'ehr-unreachable';

export interface Refusal {
  reason: RefusalReason;
  detail: string;
}

/** The states of a session, one at a time. */
export type Session =
  | { state: 'connecting' }
  | { state: 'connected'; connection: Connection }
  /** What was read may stay on screen; nothing more can be read or written until the person signs in again. */
  | { state: 'expired'; connection: Connection; canReauthorize: boolean }
  | { state: 'signed-out' }
  | { state: 'refused'; refusal: Refusal };

/** Made for `useSyncExternalStore(store.subscribe, store.getSnapshot)`. */
export interface SessionStore {
  getSnapshot(): Session;
  subscribe(listener: () => void): () => void;
  /** Asks the EHR again, in this window; for an expired session. */
  reauthorize(): Promise<void>;
  /** Forgets the session here and, where the EHR offers it, revokes the token there. */
  signOut(): Promise<void>;
}

/** An open session with one EHR about one patient. */
export interface Connection {
  issuer: Issuer;
  server: FhirServer;
  /** `Patient/p1` */
  patient: Reference;
  /** The signed-in user, `Practitioner/n1`, if the EHR tells. */
  user: Reference | null;
  encounter: Reference | null;
  /** The EHR shows no patient banner of its own: the app must. */
  needPatientBanner: boolean;
  styleUrl: string | null;
  /** Granted scopes, which may be fewer than asked for. */
  scopes: readonly string[];
  /** When the access token ends; it is renewed before, if the EHR allows. */
  expiresAt(): Instant | null;
  /** What the server says it can, asked once a session. */
  capabilities(): Promise<Capabilities>;
}

// ---------------------------------------------------------------- reading

/** Three different things that must not look alike, and two kinds of failure. */
export type UnreadWhy = 'not-offered' | 'not-permitted' | 'failed' | 'incomplete';

/** A resource type that could not, or not wholly, be read. */
export interface UnreadType {
  type: string;
  /** In words: `device readings`. */
  label: string;
  why: UnreadWhy;
  /** Why, in plain words. */
  detail: string;
  /** What is therefore unknown; empty where nothing depends on it. */
  evidence: Evidence[];
}

/** Something that the EHR said about its answer, or that the app did to it. */
export interface Notice {
  type: string;
  severity: 'warning' | 'information';
  text: string;
}

export interface TypeProgress {
  type: string;
  label: string;
  state: 'waiting' | 'reading' | 'read' | 'unread';
  pages: number;
  count: number;
}

/** What is being read, in a fixed order. */
export type ReadProgress = readonly TypeProgress[];

export interface PatientSummary {
  reference: Reference;
  name: string | null;
  birthDate: LocalDate | null;
  sex: string | null;
  /** Medical record number, or another identifier where there is none. */
  recordNumber: string | null;
}

/** Everything that could be read for one patient and month. Its resources go to `fhir/`, which makes the ledger of them. */
export interface MonthRead {
  patient: Reference;
  month: string;
  summary: PatientSummary;
  resources: readonly unknown[];
  /** For `Ledger.unread`, each once. */
  unread: readonly Evidence[];
  unreadTypes: readonly UnreadType[];
  notices: readonly Notice[];
}

// ---------------------------------------------------------------- charge

/** The ways in which a charge can reach an EHR, best first. */
export type RouteId = 'charge-item' | 'charge-item-operation' | 'task' | 'document' | 'communication' | 'slip';

export type { ChargeRequest } from '../fhir/write/charge-request.ts';

/** Which route a charge takes, why, and what that means for the biller. */
export interface RouteChoice {
  route: RouteId;
  /** In words: `a ChargeItem in the chart`. */
  name: string;
  why: string;
  /** What a biller must do with it; null where nothing is left to do. */
  billerMust: string | null;
  /** Better routes that could not be taken, each with the reason. */
  passedOver: readonly { route: RouteId; name: string; why: string }[];
  /** What keeps it single: the server itself, or searching before and after. */
  exactlyOnce: 'conditional-create' | 'search';
}

/** Exactly what will be sent. */
export interface ChargePreview {
  request: ChargeRequest;
  choice: RouteChoice;
  /** `POST ChargeItem` */
  interaction: string;
  resource: FhirResource;
  /** The same in plain words, one statement each. */
  words: readonly string[];
}

/** A charge as found in the EHR, by whatever route. */
export interface FoundCharge {
  reference: Reference;
  route: RouteId;
  /** When the EHR wrote it down, if it tells. */
  recorded: Instant | null;
  /** Whether this very request made it; absent where the EHR doesn't let that be told. */
  mine?: boolean;
}

/** Why nothing (more) was written. */
export type ChargeStop =
  /** The evidence is no longer what was confirmed; `verdict` is the new one. */
  | { reason: 'changed'; verdict: Verdict; detail: string }
  /** Not billable, another patient or another month: it must not be charged. */
  | { reason: 'not-allowed'; detail: string }
  /** No route is left, every one refused. */
  | { reason: 'refused'; detail: string }
  /** Nothing was sent: the check before the write failed. */
  | { reason: 'not-sent'; detail: string }
  /** It was sent and nobody knows yet whether it arrived. Never sent again: look again later (`check`). */
  | { reason: 'unknown-outcome'; detail: string };

/** The states of one charge. `charge/write.ts` says how each follows from the other. */
export type ChargeState =
  | { step: 'ready' }
  | { step: 're-reading' }
  | { step: 'searching' }
  | { step: 'writing'; choice: RouteChoice }
  | { step: 'reconciling'; choice: RouteChoice; detail: string }
  | { step: 'reading-back'; choice: RouteChoice; written: Reference | null; created: boolean }
  | {
      step: 'done';
      /** Written just now, or it was there already. */
      by: 'written' | 'found';
      charge: FoundCharge;
      choice: RouteChoice | null;
      /** More than one active charge was found for the same line: the oldest stands, these must be voided. */
      duplicates: readonly FoundCharge[];
      detail: string;
    }
  /** `again`: what the person may do from here. */
  | { step: 'stopped'; stop: ChargeStop; next: string; again: 'confirm' | 'check' | null };

/** One charge on its way. Made for `useSyncExternalStore(charge.subscribe, charge.getSnapshot)`. */
export interface Charge {
  getSnapshot(): ChargeState;
  subscribe(listener: () => void): () => void;
  /** The person has confirmed: re-reads, searches, writes, reads back. A second call while it runs joins the first. */
  confirm(): Promise<ChargeState>;
  /** After an unknown outcome: looks whether it arrived. Never writes. */
  check(): Promise<ChargeState>;
}
