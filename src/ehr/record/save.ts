/**
 * What a person documented, brought into the EHR. For each step of a route:
 *
 *   looked for ─found→ done
 *       │ none → sent ─taken→ done
 *                  │ clear refusal → the next route (or, once part of it is in the EHR: refused)
 *                  │ conflict → shown to the person
 *                  │ no clear answer → looked for ─found→ done │ none → unknown-outcome
 *
 * `saveRecord` may be called again after any outcome and goes on where it stopped. What may have arrived is looked for, and is sent again
 * only when no request of ours can still be on its way. What was sent and done is in the progress, which outlives the page.
 */
import type { Bundle, BundleEntry, FhirResource } from 'fhir/r4';
import { RECORD_SYSTEM } from '../../fhir/record-codes.ts';
import { isResource, listOf, localReference, valueAt } from '../../fhir/resource.ts';
import type { Reference } from '../../rules/ledger.ts';
import type { Capabilities } from '../capability.ts';
import { EhrError } from '../errors.ts';
import { tokens } from '../plan.ts';
import { referenceOf } from '../server.ts';
import type { Connection } from '../types.ts';
import { carries, findRecord } from './find.ts';
import { refuseStep, routeClosed, stepClosed } from './routes.ts';
import type {
  CreateStep,
  PassedOver,
  RecordOutcome,
  RecordProgress,
  RecordRequest,
  RecordRoute,
  SaveOptions,
  Step,
  UpdateStep,
} from './types.ts';

/** After so long nothing that was sent and is not in the chart is still on its way: a request is given up after half of that. */
export const LONGEST_DELAY = 60_000;

/**
 * Writes a record by the best route that the EHR takes, or goes on with one that was begun.
 * @throws what isn't an EhrError: a mistake of ours
 */
export async function saveRecord(
  connection: Connection,
  request: RecordRequest,
  { progress = null, onProgress = () => undefined, now = Date.now }: SaveOptions = {},
): Promise<RecordOutcome> {
  let capabilities: Capabilities;
  try {
    capabilities = await connection.capabilities();
  } catch (error) {
    return { state: 'not-sent', detail: ehrError(error).message, done: 0 };
  }
  const passedOver: PassedOver[] = [];
  const begun = request.routes.find(({ id }) => id === progress?.route);
  for (const route of begun === undefined ? request.routes : [begun, ...request.routes.filter((r) => r !== begun)]) {
    const saving = new Saving(connection, capabilities, route, {
      progress: route === begun ? progress : null,
      onProgress,
      now,
    });
    const why = saving.begun ? null : routeClosed(connection, capabilities, route);
    const outcome = why === null ? await saving.run() : { state: 'closed' as const, why };
    if (outcome.state === 'closed') passedOver.push({ route: route.id, name: route.name, why: outcome.why });
    else if (outcome.state === 'saved') return { ...outcome, passedOver };
    else if (outcome.state === 'refused') return { ...outcome, passedOver: [...passedOver, ...outcome.passedOver] };
    else return outcome;
  }
  return { state: 'refused', passedOver, done: 0 };
}

/** A route's own outcome; `closed`: refused before anything of it was in the EHR, so that the next one may be tried. */
type RouteOutcome = RecordOutcome | { state: 'closed'; why: string };

class Saving {
  readonly #connection: Connection;
  readonly #capabilities: Capabilities;
  readonly #route: RecordRoute;
  readonly #onProgress: (progress: RecordProgress) => void;
  readonly #now: () => number;
  readonly #remarks: string[] = [];
  #progress: RecordProgress;

  constructor(
    connection: Connection,
    capabilities: Capabilities,
    route: RecordRoute,
    { progress, onProgress, now }: Required<SaveOptions>,
  ) {
    this.#connection = connection;
    this.#capabilities = capabilities;
    this.#route = route;
    this.#progress = progress ?? { route: route.id, steps: {} };
    this.#onProgress = onProgress;
    this.#now = now;
  }

  /** Whether something of this route may be in the EHR. */
  get begun(): boolean {
    return Object.keys(this.#progress.steps).length > 0;
  }

  async run(): Promise<RouteOutcome> {
    const { steps } = this.#route;
    if (this.#takesTransaction()) {
      const outcome = await this.#together();
      if (outcome !== 'refused') return outcome ?? this.#saved();
    }
    for (const step of steps) {
      if (this.#isDone(step)) continue;
      if (step.optional && stepClosed(this.#connection, this.#capabilities, step) !== null) continue;
      const outcome = step.kind === 'create' ? await this.#create(step) : await this.#update(step);
      if (outcome === null) continue;
      if (!step.optional) return outcome;
      this.#remarks.push(remarkOf(step, outcome));
    }
    return this.#saved();
  }

  /** Null: the step is in the EHR. */
  async #create(step: CreateStep): Promise<RouteOutcome | null> {
    const sentAt = this.#progress.steps[step.id]?.sentAt ?? null;
    const single = this.#isSingle(step);
    try {
      // A draft may be open in a second tab, or be a copy of one: what is there already is never written again.
      if (sentAt !== null || !single) {
        const found = await this.#find(step, sentAt !== null);
        if (found) return this.#done(step, referenceOf(found));
        if (sentAt !== null && !single && this.#now() - sentAt < LONGEST_DELAY)
          return {
            state: 'unknown-outcome',
            detail: 'It was sent, no clear answer came, and it is not to be seen yet.',
          };
      }
    } catch (error) {
      const { message } = ehrError(error);
      return sentAt === null
        ? this.#notSent(message)
        : { state: 'unknown-outcome', detail: `It was sent, and the chart can’t be searched for it now. ${message}` };
    }
    this.#sent(step);
    try {
      const { reference } = await this.#connection.server.create(
        this.#resolved(step.resource),
        single ? [identifierOf(step)] : undefined,
      );
      return this.#done(step, reference ?? (await this.#whereIs(step)));
    } catch (error) {
      const failure = ehrError(error);
      if (failure.outcomeUnknown || failure.kind === 'conflict') return this.#reconcile(step, failure);
      this.#notTaken(step);
      return this.#refusal(step, failure);
    }
  }

  async #update(step: UpdateStep): Promise<RouteOutcome | null> {
    const reference = `${step.resource.resourceType}/${step.resource.id}`;
    // Sent again, the same change is a conflict with itself, so that nothing is lost by trying.
    this.#sent(step);
    try {
      await this.#connection.server.update(this.#resolved(step.resource), step.version ?? undefined);
      return this.#done(step, reference);
    } catch (error) {
      const failure = ehrError(error);
      if (!failure.outcomeUnknown && failure.kind !== 'conflict') {
        this.#notTaken(step);
        return this.#refusal(step, failure);
      }
      return this.#compare(step, reference, failure);
    }
  }

  /** After a conflict, or no clear answer, to an update: what is there now says whether it was ours. */
  async #compare(step: UpdateStep, reference: Reference, failure: EhrError): Promise<RouteOutcome | null> {
    let current: unknown;
    try {
      current = await this.#connection.server.get(reference);
    } catch (error) {
      const { message } = ehrError(error);
      if (failure.kind === 'conflict') return { state: 'conflict', step, current: null, detail: failure.message };
      return { state: 'unknown-outcome', detail: `The change was sent, and it can’t be looked at now. ${message}` };
    }
    if (carries(current, this.#resolved(step.resource))) return this.#done(step, reference);
    if (failure.kind !== 'conflict' && valueAt(current, ['meta', 'versionId']) === (step.version ?? undefined)) {
      // The version is checked by the EHR, so that a second arrival of the same change does no harm.
      return this.#notSent(failure.message);
    }
    return { state: 'conflict', step, current, detail: failure.message };
  }

  async #reconcile(step: CreateStep, failure: EhrError): Promise<RouteOutcome | null> {
    try {
      const found = await this.#find(step, true);
      if (found) return this.#done(step, referenceOf(found));
      return {
        state: 'unknown-outcome',
        detail: `It was sent, and is not to be seen in the chart. ${failure.message}`,
      };
    } catch (error) {
      const { message } = ehrError(error);
      return {
        state: 'unknown-outcome',
        detail: `It was sent, and the chart can’t be searched for it now. ${message}`,
      };
    }
  }

  /** A type that can't be searched may be written, once; what was sent to it can't be looked for. */
  async #find(step: CreateStep, wasSent: boolean): Promise<unknown> {
    try {
      return await findRecord(this.#connection, { ...step, resource: this.#resolved(step.resource) });
    } catch (error) {
      if (!wasSent && ehrError(error).kind === 'refused') return null;
      throw error;
    }
  }

  /** A 201 without body and Location: the resource is there, somewhere. */
  async #whereIs(step: CreateStep): Promise<Reference | null> {
    try {
      const found = await this.#find(step, true);
      return found ? referenceOf(found) : null;
    } catch (error) {
      ehrError(error);
      return null;
    }
  }

  /** Whether the EHR itself refuses to make the same resource twice. */
  #isSingle({ resource }: Step): boolean {
    const offered = this.#capabilities.types.get(resource.resourceType);
    // Not every type can be found by an identifier: a Provenance has none.
    return offered?.conditionalCreate === true && offered.searchParams.has('identifier');
  }

  #takesTransaction(): boolean {
    const required = this.#route.steps.filter(({ optional }) => !optional);
    return required.length > 1 && this.#capabilities.transaction && !this.begun;
  }

  /** All steps or none. `refused`: the EHR takes no such transaction, so that they are written one after the other. */
  async #together(): Promise<RouteOutcome | null | 'refused'> {
    const steps = this.#route.steps.filter(
      (step) => !step.optional || stepClosed(this.#connection, this.#capabilities, step) === null,
    );
    for (const step of steps) this.#sent(step);
    try {
      const answer = await this.#connection.server.transaction(bundleOf(steps, (step) => this.#isSingle(step)));
      const entries = listOf(valueAt(answer, ['entry']));
      steps.forEach((step, at) => {
        const location = valueAt(entries[at], ['response', 'location']);
        const resource = valueAt(entries[at], ['resource']);
        this.#done(step, localReference(location) ?? (isResource(resource) ? referenceOf(resource) : null));
      });
      return null;
    } catch (error) {
      const failure = ehrError(error);
      if (failure.outcomeUnknown) {
        // It is there wholly or not at all: writing on step by step looks for each of them first.
        const [first] = steps.filter(({ kind }) => kind === 'create');
        const found = first?.kind === 'create' ? await this.#reconcile(first, failure) : null;
        return found === null ? 'refused' : found;
      }
      for (const step of steps) this.#notTaken(step);
      if (failure.kind === 'refused' || failure.kind === 'forbidden' || failure.kind === 'not-found') return 'refused';
      const [update] = steps.filter((step) => step.kind === 'update');
      if (failure.kind === 'conflict' && update?.kind === 'update')
        return this.#compare(update, `${update.resource.resourceType}/${update.resource.id}`, failure);
      return this.#notSent(failure.message);
    }
  }

  #refusal(step: Step, failure: EhrError): RouteOutcome {
    const isNo = failure.kind === 'refused' || failure.kind === 'forbidden' || failure.kind === 'not-found';
    if (!isNo) return this.#notSent(failure.message);
    const why = `The EHR refused it: ${failure.message}`;
    // One resource may be closed to changes though others are not; a type that can't be created can't be at all.
    if (step.kind === 'create' && failure.kind !== 'refused') refuseStep(this.#connection, step, why);
    const { id, name } = this.#route;
    return this.#doneCount() === 0
      ? { state: 'closed', why }
      : { state: 'refused', passedOver: [{ route: id, name, why }], done: this.#doneCount() };
  }

  #saved(): RouteOutcome {
    const references = Object.entries(this.#progress.steps).flatMap(([id, { done }]) =>
      done?.reference ? [[id, done.reference] as const] : [],
    );
    return {
      state: 'saved',
      route: this.#route,
      references: Object.fromEntries(references),
      passedOver: [],
      remarks: this.#remarks,
    };
  }

  #notSent(detail: string): RouteOutcome {
    return { state: 'not-sent', detail, done: this.#doneCount() };
  }

  #doneCount(): number {
    return Object.values(this.#progress.steps).filter(({ done }) => done !== null).length;
  }

  #isDone({ id }: Step): boolean {
    return this.#progress.steps[id]?.done != null;
  }

  #sent({ id }: Step): void {
    this.#keep({ ...this.#progress.steps, [id]: { sentAt: this.#now(), done: null } });
  }

  #done({ id }: Step, reference: Reference | null): null {
    const sentAt = this.#progress.steps[id]?.sentAt ?? this.#now();
    this.#keep({ ...this.#progress.steps, [id]: { sentAt, done: { reference } } });
    return null;
  }

  #notTaken({ id }: Step): void {
    const { [id]: _, ...others } = this.#progress.steps;
    this.#keep(others);
  }

  #keep(steps: RecordProgress['steps']): void {
    this.#progress = { ...this.#progress, steps };
    this.#onProgress(this.#progress);
  }

  /** The resource with the references of what is in the EHR by now in place of `urn:uuid:…`. */
  #resolved<R extends FhirResource>(resource: R): R {
    const references = this.#progress.steps;
    return JSON.parse(JSON.stringify(resource), (_key, value) => {
      if (typeof value !== 'string' || !value.startsWith('urn:uuid:')) return value;
      return references[value.slice('urn:uuid:'.length)]?.done?.reference ?? value;
    });
  }
}

function identifierOf({ id }: Step): readonly [string, string] {
  return ['identifier', tokens([{ system: RECORD_SYSTEM, code: id }])];
}

function bundleOf(steps: readonly Step[], isSingle: (step: Step) => boolean): Bundle {
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: steps.map((step): BundleEntry => {
      const { resource } = step;
      const type = resource.resourceType;
      if (step.kind === 'create') {
        const ifNoneExist = isSingle(step) && new URLSearchParams([[...identifierOf(step)]]).toString();
        const request = { method: 'POST' as const, url: type, ...(ifNoneExist && { ifNoneExist }) };
        return { fullUrl: `urn:uuid:${step.id}`, resource, request };
      }
      const ifMatch = step.version === null ? {} : { ifMatch: `W/"${step.version}"` };
      return { resource, request: { method: 'PUT', url: `${type}/${resource.id}`, ...ifMatch } };
    }),
  };
}

function remarkOf({ resource }: Step, outcome: RouteOutcome): string {
  const why =
    outcome.state === 'closed'
      ? outcome.why
      : outcome.state === 'refused'
        ? (outcome.passedOver[0]?.why ?? '')
        : outcome.state === 'saved'
          ? ''
          : outcome.detail;
  return `${resource.resourceType} was not written. ${why}`.trim();
}

/** Anything else that is thrown is a mistake of ours, and shown as one. */
function ehrError(error: unknown): EhrError {
  if (error instanceof EhrError) return error;
  throw error;
}
