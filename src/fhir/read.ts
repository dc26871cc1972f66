import {
  type Evidence,
  emptyLedger,
  type Instant,
  type Ledger,
  type Reference,
  type SetAside,
} from '../rules/ledger.ts';
import type { ServiceMonth } from '../rules/month.ts';
import type { Policy } from '../rules/policy.ts';
import { calendarOf } from './calendar.ts';
import { readCarriedCharge, readChargeItem, readTask } from './chargeitem.ts';
import { codebookOf } from './codebook.ts';
import { readCommunication } from './communication.ts';
import { endWithdrawn, readConsent } from './consent.ts';
import { readConsentDocument, readConsentForm } from './consent-evidence.ts';
import { policyFor } from './coverage.ts';
import { copiesIn, keepNewest } from './dedupe.ts';
import { readDevice, readDeviceUse } from './device.ts';
import { readEncounter } from './encounter.ts';
import { readObservation } from './observation.ts';
import { readPatient } from './patient.ts';
import { readProcedure } from './procedure.ts';
import { noteAttested, noteRecorded } from './provenance.ts';
import type { Context, Reader } from './reader.ts';
import { isResource, type Resource, referenceOf } from './resource.ts';
import type { Settings } from './settings.ts';
import { dropFinishedTimers, readTimerDocument } from './timer.ts';

export { policyFor } from './coverage.ts';

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['ChargeItem', readChargeItem],
  ['Communication', readCommunication],
  ['Consent', readConsent],
  ['Device', readDevice],
  ['DeviceUseStatement', readDeviceUse],
  ['DocumentReference', readDocument],
  ['Encounter', readEncounter],
  ['Observation', readObservation],
  ['Patient', readPatient],
  ['Procedure', readProcedure],
  ['QuestionnaireResponse', readConsentForm],
  ['Task', readTask],
]);

/** The types that the ledger or the policy is read from; resources of others change no verdict. */
export const READ_TYPES: ReadonlySet<string> = new Set([...READERS.keys(), 'Coverage', 'Organization', 'Provenance']);

/**
 * Reads a patient's resources into the ledger. Resources that can't be used are set aside with a reason; ones that are none of ours leave
 * no trace. The order of the resources doesn't matter. Never throws, whatever the resources are.
 * @param month gives the time zone in which a date without a time is a local day
 * @param unread what the EHR could not be asked for
 */
export function readLedger(
  resources: readonly unknown[],
  patient: Reference,
  month: ServiceMonth,
  settings: Settings,
  unread: readonly Evidence[] = [],
): Ledger {
  return readWithPolicy(resources, patient, month, settings, policyFor(resources, settings, patient), unread);
}

/** `readLedger` for a policy that is already chosen. */
export function readWithPolicy(...question: Parameters<typeof readInSteps>): Ledger {
  const steps = readInSteps(...question);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/** A few milliseconds' work. */
const RESOURCES_A_STEP = 200;

/** `readWithPolicy` for who must be able to do something else between two steps: ten thousand readings keep a screen from answering. */
export function* readInSteps(
  resources: readonly unknown[],
  patient: Reference,
  month: ServiceMonth,
  settings: Settings,
  policy: Policy,
  unread: readonly Evidence[] = [],
): Generator<void, Ledger> {
  const ledger = emptyLedger(patient);
  ledger.unread.push(...unread);
  const recorded = new Map<Reference, Instant>();
  const context: Context = {
    patient,
    calendar: calendarOf(month.timeZone),
    codes: codebookOf(settings),
    maximumEntrySeconds: policy.maximumEntrySeconds,
    billingParties: settings.billingParties,
    recorded,
    replaced: new Map(),
    withdrawals: [],
  };
  const attested = new Set<Reference>();
  let count = 0;
  for (const resource of yield* onceEach(resources, recorded, attested, ledger)) {
    READERS.get(resource.resourceType)?.(resource, ledger, context);
    count += 1;
    if (count % RESOURCES_A_STEP === 0) yield;
  }
  setReplacedAside(ledger, context.replaced);
  for (const charge of ledger.charges) if (attested.has(charge.reference)) charge.attested = true;
  dropFinishedTimers(ledger, resources);
  endWithdrawn(ledger, context);
  ledger.setAside.sort(bySentence);
  ledger.unread = [...new Set(ledger.unread)];
  return ledger;
}

/**
 * The resources that have a reader, each reference once, and of copies one; those without a reference as well, for their readers to set
 * aside.
 */
function* onceEach(
  resources: readonly unknown[],
  recorded: Map<Reference, Instant>,
  attested: Set<Reference>,
  into: Ledger,
): Generator<void, Iterable<Resource>> {
  const kept = new Map<Reference, Resource>();
  const nameless: Resource[] = [];
  for (const [at, resource] of resources.entries()) {
    if (at % RESOURCES_A_STEP === 0) yield;
    if (!isResource(resource)) continue;
    if (resource.resourceType === 'Provenance') {
      noteRecorded(resource, recorded);
      noteAttested(resource, attested);
    }
    if (!READERS.has(resource.resourceType)) continue;
    const reference = referenceOf(resource);
    if (reference === null) nameless.push(resource);
    else keepNewest(kept, reference, resource);
  }
  for (const [reference, standing] of copiesIn(kept)) {
    kept.delete(reference);
    into.setAside.push({ reference, reason: 'entered-in-error', detail: `it is a second copy of ${standing}` });
  }
  return nameless.length === 0 ? kept.values() : [...kept.values(), ...nameless];
}

/** Several without an id share a name; in a fixed order, they read the same whatever came first. */
function bySentence(one: SetAside, other: SetAside): number {
  const [a, b] = [one, other].map(({ reference, reason, detail }) => `${reference} ${reason} ${detail}`);
  return a === b ? 0 : (a ?? '') < (b ?? '') ? -1 : 1;
}

/** A DocumentReference is a charge request, a running timer, evidence of consent, or none of ours. */
function readDocument(resource: Resource, into: Ledger, context: Context): void {
  if (readCarriedCharge(resource, into, context) || readTimerDocument(resource, into, context)) return;
  readConsentDocument(resource, into, context);
}

/** Where an EHR lets no entry, consent or charge be changed, a later one corrects it or takes it back, and only that one counts. */
function setReplacedAside(ledger: Ledger, replaced: ReadonlyMap<Reference, Reference>): void {
  if (replaced.size === 0) return;
  const isReplaced = ({ reference }: { reference: Reference }) => replaced.has(reference);
  for (const { reference } of [...ledger.entries, ...ledger.consents].filter(isReplaced))
    ledger.setAside.push({
      reference,
      reason: 'entered-in-error',
      detail: `it was corrected by ${replaced.get(reference)}`,
    });
  ledger.entries = ledger.entries.filter((entry) => !isReplaced(entry));
  ledger.timers = ledger.timers.filter((timer) => !isReplaced(timer));
  ledger.consents = ledger.consents.filter((consent) => !isReplaced(consent));
  ledger.charges = ledger.charges.filter((charge) => !isReplaced(charge));
}
