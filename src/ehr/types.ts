/**
 * What the screens need to know of one EHR connection: the session, what was read of a month, and a charge on its way.
 * Types only; `index.ts` says who makes them.
 */
import type { FhirResource } from 'fhir/r4';
import type { BillCode } from '../fhir/bill-codes.ts';
import type { Attestation, ChargeRequest } from '../fhir/write/charge-request.ts';
import type { Evidence, Instant, Reference } from '../rules/ledger.ts';
import type { LocalDate } from '../rules/month.ts';
import type { BillableCode, Verdict } from '../rules/verdict.ts';
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
  /** The same for a launch that is about the whole practice. */
  practiceScope?: string | undefined;
  /** As registered, where it isn't the folder of the page. */
  redirectUri?: string | undefined;
  /** In place of those that the EHR's SMART configuration names. */
  endpoints?: Endpoints | undefined;
  /** Where its sign-in endpoints lie on other origins than its FHIR base. */
  origins?: readonly string[] | undefined;
  /** The patients under remote monitoring there: `Group/rpm-panel`. */
  worklistGroup?: Reference | undefined;
  /** What its charge master calls the CPT codes. */
  billCodes?: readonly BillCode[] | undefined;
  /** Who gets charge requests where the EHR takes them only as messages: `Organization/billing`. */
  billingRecipient?: Reference | undefined;
}

export interface Endpoints {
  authorize: string;
  token: string;
  revoke?: string | undefined;
}

/** Why no session could be opened. `detail` says it in plain words, and what to do. */
export type RefusalReason =
  | 'issuer-not-allowed'
  | 'parameter-not-allowed'
  | 'not-launched'
  | 'authorization-denied'
  | 'no-patient'
  | 'storage-blocked'
  | 'wrong-address'
  | 'ehr-unreachable';

export interface Refusal {
  reason: RefusalReason;
  detail: string;
}

/** Why signing in again led nowhere: as for a first time, or because it led to another chart, or somebody else signed in. */
export interface NotBack {
  reason: RefusalReason | 'other-patient' | 'other-user';
  detail: string;
}

/** The states of a session, one at a time. */
export type Session =
  | { state: 'connecting' }
  | ({ state: 'connected' } & Opened)
  /** What was read may stay on screen; nothing more can be read or written until the person signs in again. */
  | ({ state: 'expired'; canReauthorize: boolean } & Opened)
  /** Nothing is held but who may come back. `problem`: why signing in again led nowhere; null before the first try. */
  | { state: 'locked'; problem: NotBack | null }
  | { state: 'signed-out' }
  | { state: 'refused'; refusal: Refusal };

/** What a launch asks to see: a patient's chart, one line of it, or the whole practice's patients. */
export type View = 'chart' | 'compact' | 'practice';

export type Opened =
  | { view: 'chart' | 'compact'; connection: Connection }
  | { view: 'practice'; connection: PracticeConnection };

/** Made for `useSyncExternalStore(store.subscribe, store.getSnapshot)`. */
export interface SessionStore {
  getSnapshot(): Session;
  subscribe(listener: () => void): () => void;
  /** Asks the EHR again, in this window; for a session that has expired or is locked. Only the same user, about the same patient, comes back. */
  reauthorize(): Promise<void>;
  /** Forgets the tokens here, and revokes them where the EHR offers it; for a screen that nobody uses. */
  lock(): Promise<void>;
  /** Forgets the session here and, where the EHR offers it, revokes the token there. */
  signOut(): Promise<void>;
}

/** An open session with one EHR about one patient. */
export interface Connection extends EhrSession {
  /** `Patient/p1` */
  patient: Reference;
  encounter: Reference | null;
}

/** An open session with one EHR that reaches every patient whom its user may see: `chartOf` (`practice.ts`) opens one. */
export interface PracticeConnection extends EhrSession {
  patient: null;
}

/** What every session has, whomever it is about. */
interface EhrSession {
  issuer: Issuer;
  server: FhirServer;
  /** The signed-in user, `Practitioner/n1`, if the EHR tells. */
  user: Reference | null;
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
  /** In whose name the practice bills: the first of the configured `billingParties`. */
  billedBy: Reference | null;
}

// ---------------------------------------------------------------- charge

/** The ways in which a charge can reach an EHR, best first. `slip`: none; a person carries it, and nothing is written. */
export type RouteId = 'charge-item' | 'charge-item-operation' | 'task' | 'document' | 'communication' | 'slip';

export type { Attestation, ChargeRequest, Override } from '../fhir/write/charge-request.ts';

/** The chart as read again, past every cache, and what the rules say of it. */
export interface Reread {
  read: MonthRead;
  verdict: Verdict;
}

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
  /**
   * What keeps it single: the server itself, a Task that reserves the line before it is charged, or only searching before and after, by
   * which a second charge of two people in the same moment is noticed and reported, not prevented. `nothing`: nothing is written.
   */
  exactlyOnce: 'conditional-create' | 'reservation' | 'search' | 'nothing';
}

/** Exactly what will be sent. */
export interface ChargePreview {
  request: ChargeRequest;
  choice: RouteChoice;
  /** `POST ChargeItem`; null for a slip. */
  interaction: string | null;
  /** Null for a slip. */
  resource: FhirResource | null;
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
  /** Not billable, unread, unattested, another patient or another month: it must not be charged. */
  | { reason: 'not-allowed'; detail: string }
  /** No route is left, every one refused. */
  | { reason: 'refused'; detail: string }
  /** Nothing was sent: the check before the write failed. */
  | { reason: 'not-sent'; detail: string }
  /** Somebody else is charging this line just now. */
  | { reason: 'reserved'; detail: string }
  /** It was sent and nobody knows yet whether it arrived. Never sent again: look again later (`check`). */
  | { reason: 'unknown-outcome'; detail: string };

/** A charge on paper, for a person to carry to the billing team. Nothing is in the EHR. */
export interface ChargeSlip {
  title: string;
  /** What to print, a statement a line. */
  words: readonly string[];
}

/** The states of one charge. `charge/write.ts` says how each follows from the other. */
export type ChargeState =
  | { step: 'ready' }
  | { step: 're-reading' }
  | { step: 'searching' }
  | { step: 'reserving'; choice: RouteChoice; generation: number }
  | { step: 'writing'; choice: RouteChoice; generation: number }
  | { step: 'reconciling'; choice: RouteChoice; detail: string }
  | { step: 'reading-back'; choice: RouteChoice; written: Reference | null; created: boolean }
  /** The charge is in the chart; who attested to it is written beside it. */
  | { step: 'attesting'; done: ChargeState & { step: 'done' } }
  | {
      step: 'done';
      /** Written just now, or it was there already. */
      by: 'written' | 'found';
      charge: FoundCharge;
      choice: RouteChoice | null;
      /** More than one active charge was found for the same line: the oldest stands, these must be voided. */
      duplicates: readonly FoundCharge[];
      detail: string;
      /** What could not be written beside it. */
      remarks?: readonly string[];
    }
  /** Nothing was written and nothing is charged: a person must carry the slip. */
  | { step: 'slip'; slip: ChargeSlip; choice: RouteChoice; next: string }
  /** `again`: what the person may do from here. */
  | { step: 'stopped'; stop: ChargeStop; next: string; again: 'confirm' | 'check' | null };

/** One charge on its way. Made for `useSyncExternalStore(charge.subscribe, charge.getSnapshot)`. */
export interface Charge {
  getSnapshot(): ChargeState;
  subscribe(listener: () => void): () => void;
  /**
   * The person has confirmed: re-reads, searches, writes, reads back. A second call while it runs joins the first.
   * @param attestation what they put their name to; without one, the one given before
   */
  confirm(attestation?: Attestation): Promise<ChargeState>;
  /** After an unknown outcome: looks whether it arrived. Never writes. */
  check(): Promise<ChargeState>;
}

// ---------------------------------------------------------------- taking a charge back

/** A charge in the chart that can be taken back: what is wrong with it or no longer right, and what comes in its place. */
export interface ChargeToVoid {
  charge: FoundCharge;
  patient: Reference;
  month: string;
  code: BillableCode;
  units: number;
  /**
   * `unsupported`: the evidence doesn't hold it. `fewer-units`, `more-units`: the line has another number of units now. `other-code`: the time
   * has reached 99457, which 99470 gives way to. `duplicate`: an older one stands. `none`: it is right; a person may take it back all the same.
   */
  why: 'unsupported' | 'fewer-units' | 'more-units' | 'other-code' | 'duplicate' | 'none';
  /** In a sentence. */
  detail: string;
  /** What is to be charged once this one is taken back; null: nothing. */
  instead: { code: BillableCode; units: number } | null;
  /** What became of its evidence since it was charged. */
  changes: readonly EvidenceChange[];
}

/** One thing of a charge's evidence that is no longer as it was when it was charged. */
export interface EvidenceChange {
  reference: Reference;
  what: 'changed' | 'gone' | 'new';
  /** In a sentence. */
  detail: string;
}

/** How a charge is taken back here. */
export interface VoidChoice {
  /** In words: `the charge is marked as entered in error`. */
  name: string;
  /** `PUT ChargeItem/c1`; null where only a person can do it. */
  interaction: string | null;
  /** What a biller must do; null where nothing is left to do. */
  billerMust: string | null;
}

/** The states of a charge that is taken back. Every step may be repeated: taking back what is taken back changes nothing. */
export type VoidState =
  | { step: 'ready' }
  | { step: 'reading' }
  | { step: 'voiding'; choice: VoidChoice }
  | { step: 'reading-back'; choice: VoidChoice }
  /** `found`: somebody else had taken it back already. */
  | { step: 'done'; by: 'voided' | 'found'; choice: VoidChoice | null; detail: string; remarks: readonly string[] }
  /** No way: a person must do it in the EHR. Nothing was changed. */
  | { step: 'by-hand'; choice: VoidChoice; detail: string }
  | {
      step: 'stopped';
      reason: 'not-allowed' | 'conflict' | 'not-sent' | 'unknown-outcome';
      detail: string;
      next: string;
      /** `confirm`: may be tried again, also after an unknown outcome: what was done already is seen. */
      again: 'confirm' | null;
    };

/** A charge that is being taken back. Made for `useSyncExternalStore`. */
export interface Voiding {
  getSnapshot(): VoidState;
  subscribe(listener: () => void): () => void;
  /** The person has confirmed with a reason, which is written down. A second call while it runs joins the first. */
  confirm(reason: string): Promise<VoidState>;
}

// ---------------------------------------------------------------- review by the billing team

/** A request to the billing team to look at a month before it is charged. Charges nothing. */
export interface Review {
  reference: Reference;
  patient: Reference;
  month: string;
  state: 'open' | 'accepted' | 'returned';
  /** What was asked, and what was answered. */
  question: string;
  answer: string | null;
  /** ISO 8601, if the EHR tells. */
  askedAt: string | null;
  askedBy: Reference | null;
  /** As read, to be answered. */
  version: string | null;
}

export type ReviewOutcome =
  | { state: 'done'; review: Review }
  /** This EHR takes no tasks from the app. */
  | { state: 'not-offered'; detail: string }
  | { state: 'failed'; detail: string }
  /** It was sent and nobody knows whether it arrived: sending again looks first. */
  | { state: 'unknown-outcome'; detail: string };
