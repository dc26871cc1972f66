import type { FhirResource } from 'fhir/r4';
import type { Reference } from '../../rules/ledger.ts';

/** A resource that is not in the EHR yet. It carries the identifier `RECORD_SYSTEM`|`id`. */
export interface CreateStep {
  kind: 'create';
  /** A random UUID, made once when the draft begins. Other steps refer to the resource as `urn:uuid:<id>`. */
  id: string;
  resource: FhirResource;
  /** What the record stands without: its failure is said, and nothing else. */
  optional?: boolean;
}

/** A new version of a resource that is in the EHR. Sent again, it changes nothing more. */
export interface UpdateStep {
  kind: 'update';
  /** Tells this change from others of the same draft. */
  id: string;
  resource: FhirResource & { id: string };
  /** What must still be the current version; null where the EHR tells none. */
  version: string | null;
  optional?: boolean;
}

export type Step = CreateStep | UpdateStep;

/** One way to bring what a person documented into the EHR. */
export interface RecordRoute {
  /** Unique within the record: `procedure` */
  id: string;
  /** In words: `an entry in the chart (Procedure)`. */
  name: string;
  /** What somebody has to do with it; null where nothing is left to do. */
  next: string | null;
  /** What the EHR must let the app do later as well. */
  needs?: readonly { type: string; kind: Step['kind'] }[];
  /** In the order in which they are written. All at once where the EHR has transactions. */
  steps: readonly Step[];
}

/** What is to be written, by the ways that would do, best first. Plain data: the same draft makes the same record. */
export interface RecordRequest {
  routes: readonly RecordRoute[];
}

/** How far a record has come. Plain JSON, to be kept with the draft, so that it can be gone on with after a reload. */
export interface RecordProgress {
  /** The route that was begun. */
  route: string;
  steps: Record<string, StepProgress>;
}

export interface StepProgress {
  /** When it was sent, in epoch milliseconds; from then on it may be in the EHR. */
  sentAt: number;
  /** Null until it is surely in the EHR. */
  done: { reference: Reference | null } | null;
}

/** A way that was not taken, and why. */
export interface PassedOver {
  route: string;
  name: string;
  why: string;
}

/** How a record stands. `detail` says what happened; what was kept and what to do next follows from the state. */
export type RecordOutcome =
  | {
      state: 'saved';
      route: RecordRoute;
      /** Where each step's resource is, by the step's id, as far as the EHR tells. */
      references: Readonly<Record<string, Reference>>;
      passedOver: readonly PassedOver[];
      /** What could not be written beside the record, such as who wrote it. */
      remarks: readonly string[];
    }
  /** Nothing was sent, or what was sent was surely not taken. It may be saved again. `done`: how many steps are in the EHR already. */
  | { state: 'not-sent'; detail: string; done: number }
  /** No way is left; `passedOver` has the reason for each. */
  | { state: 'refused'; passedOver: readonly PassedOver[]; done: number }
  /** It was sent and nobody knows yet whether it arrived. Saving again looks for it first. */
  | { state: 'unknown-outcome'; detail: string }
  /** Somebody else changed it first. `current`: the resource as it is now, null where it can't be read. */
  | { state: 'conflict'; step: UpdateStep; current: unknown; detail: string };

export interface SaveOptions {
  progress?: RecordProgress | null;
  /** Called before and after each request, so that the progress is kept whatever happens then. */
  onProgress?: (progress: RecordProgress) => void;
  /** Epoch milliseconds; for tests. */
  now?: () => number;
}
