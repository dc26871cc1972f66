import { resourcesOf } from '../fhir/bundle.ts';
import { evaluateResources, type Question } from '../fhir/evaluate.ts';
import { READ_TYPES } from '../fhir/read.ts';
import {
  isObject,
  isResource,
  listOf,
  localReference,
  patientOf,
  type Resource,
  referenceOf,
} from '../fhir/resource.ts';
import type { Reference } from '../rules/ledger.ts';
import { type Deletions, deletionsIn, isDeleted, sharedDeletions } from './deletions.ts';
import { type Document, type ReadingReport, readDocuments } from './documents.ts';
import type { Piece } from './pieces.ts';
import { type Keyed, readSlices, type Sink, type Slice, write } from './store.ts';

/** What the input says about one patient. */
export interface Group {
  patient: Reference;
  resources: Resource[];
}

/** What reading a piece brings to light beside its groups. */
export interface PieceReport extends ReadingReport {
  /** Provenance of resources that don't stand with it, whose patient another piece may tell. */
  strays: Resource[];
}

/** Resource types of which the verdict needs the patient. */
const ABOUT_A_PATIENT: ReadonlySet<string> = new Set([
  'ChargeItem',
  'Communication',
  'Consent',
  'Encounter',
  'Observation',
  'Patient',
  'Procedure',
]);

/** What the verdict reads a Provenance of: who wrote an entry when, and who attested to a charge, by whatever route it was written. */
export const PROVENANCE_TARGETS: ReadonlySet<string> = new Set([
  'ChargeItem',
  'Communication',
  'DocumentReference',
  'Procedure',
  'Task',
]);

export interface Grouped extends PieceReport {
  groups: Group[];
}

export function groupPiece(piece: Piece, deletions: Deletions = new Map()): Grouped {
  const report = emptyReport();
  const groups = [...groupsOf(piece, report, deletions)];
  return { groups, ...report };
}

export function emptyReport(): PieceReport {
  return { remarks: [], newlines: 0, count: 0, strays: [] };
}

/**
 * Puts neighbouring resources of one patient together, reading on as groups are asked for; a patient whose resources don't stand together
 * has several groups. The report is complete after the last group.
 */
function* groupsOf({ bytes, opens, closes }: Piece, report: PieceReport, deletions: Deletions): Generator<Group> {
  let open: Group = { patient: '', resources: [] };
  for (const document of readDocuments(new TextDecoder().decode(bytes), opens && closes, report)) {
    for (const resource of resourcesIn(document, report)) {
      if (isDeleted(resource, deletions)) continue;
      const patient = patientOf(resource);
      if (patient !== null && patient === open.patient) open.resources.push(resource);
      else if (patient !== null) {
        if (open.resources.length > 0) yield open;
        open = { patient, resources: [resource] };
      } else if (resource.resourceType === 'Provenance') placeProvenance(resource, open, report);
      else if (isLost(resource)) report.remarks.push({ line: document.line, text: lost(resource), unread: false });
    }
  }
  if (open.resources.length > 0) yield open;
}

/** Whether a resource of which the verdict needs the patient names none. */
export function isLost(resource: Resource): boolean {
  return ABOUT_A_PATIENT.has(resource.resourceType);
}

export function lost(resource: Resource): string {
  return `${nameOf(resource)} names no patient; it is left out`;
}

/** A document's resources, out of their Bundles; the rest is told. */
export function resourcesIn({ line, json }: Document, { remarks }: ReadingReport): Resource[] {
  return (Array.isArray(json) ? json : [json]).flatMap((item) => {
    const { resources, outcomes, unreadable } = resourcesOf(item);
    if (unreadable > 0) remarks.push({ line, text: `items without a resourceType: ${unreadable}`, unread: true });
    for (const outcome of outcomes)
      remarks.push({ line, text: `the server’s OperationOutcome: ${outcome}`, unread: false });
    const deletions = deletionsIn(item).length;
    if (deletions > 0) remarks.push({ line, text: notHeeded(deletions), unread: true });
    return resources;
  });
}

function notHeeded(deletions: number): string {
  return `it says that resources were deleted (${deletions}): that is heeded only where the export’s manifest names the file under “deleted”`;
}

function placeProvenance(provenance: Resource, open: Group, { strays }: PieceReport): void {
  const targets = targetsOf(provenance);
  const isTarget = (resource: Resource) => targets.includes(referenceOf(resource) ?? '');
  (open.resources.some(isTarget) ? open.resources : strays).push(provenance);
}

/** The resources whose writing a Provenance records. */
export function targetsOf(provenance: Resource): Reference[] {
  return listOf(provenance.target)
    .map((target) => (isObject(target) ? localReference(target.reference) : null))
    .filter((reference) => reference !== null);
}

function nameOf(resource: Resource): string {
  return referenceOf(resource) ?? `a ${resource.resourceType.slice(0, 64)} without a usable id`;
}

/** A patient's verdict as a line of JSON. */
export function evaluateGroup({ patient, resources }: Group, question: Question): string {
  return `${JSON.stringify(evaluateResources(resources, patient, question))}\n`;
}

/** Evaluates whole patients and writes their verdicts to a store's file. */
export function evaluateGroups({ groups, question, sink }: { groups: Group[]; question: Question; sink: Sink }): Keyed {
  return write(
    sink,
    groups.map((group) => ({ key: group.patient, text: evaluateGroup(group, question) })),
  );
}

export interface EvaluatedPiece extends ReadingReport {
  /** Verdicts of the patients whose resources all stand inside of the piece, if nothing comes later. */
  verdicts: Keyed;
  /** What may continue the piece before, and what the piece after may continue; a group that does both is `head`. */
  head: Group | null;
  tail: Group | null;
  hasStrays: boolean;
}

/** Evaluates the patients that begin and end in a piece, each as soon as it ends, and hands back those that may not. */
export function evaluatePiece({
  piece,
  question,
  sink,
}: {
  piece: Piece;
  question: Question;
  sink: Sink;
}): EvaluatedPiece {
  const report = emptyReport();
  const verdicts: { key: Reference; text: string }[] = [];
  let head: Group | null = null;
  let tail: Group | null = null;
  const evaluate = (group: Group | null) => {
    if (group) verdicts.push({ key: group.patient, text: evaluateGroup(group, question) });
  };
  for (const group of groupsOf(piece, report, sharedDeletions())) {
    if (!piece.opens && head === null) head = group;
    else {
      evaluate(tail);
      tail = group;
    }
  }
  if (piece.closes) {
    evaluate(tail);
    tail = null;
  }
  const { strays, ...read } = report;
  return { verdicts: write(sink, verdicts), head, tail, hasStrays: strays.length > 0, ...read };
}

export interface KeptPiece extends ReadingReport {
  /** NDJSON by patient. */
  groups: Keyed;
  /** Provenance by target. */
  strays: Keyed;
  /** The resources that Provenance of another piece may be about, and their patients. */
  owners: { reference: Reference; patient: Reference }[];
}

/** Writes what a piece says of each patient to a store's file, each patient once. */
export function keepPiece({ piece, sink }: { piece: Piece; sink: Sink }): KeptPiece {
  const report = emptyReport();
  const texts = new Map<Reference, string>();
  const owners: KeptPiece['owners'] = [];
  for (const { patient, resources } of groupsOf(piece, report, sharedDeletions())) {
    const read = resources.filter(({ resourceType }) => READ_TYPES.has(resourceType));
    texts.set(patient, (texts.get(patient) ?? '') + ndjson(read));
    for (const resource of resources) {
      const reference = PROVENANCE_TARGETS.has(resource.resourceType) ? referenceOf(resource) : null;
      if (reference) owners.push({ reference, patient });
    }
  }
  const { strays, ...read } = report;
  return {
    groups: write(
      sink,
      [...texts].map(([key, text]) => ({ key, text })),
    ),
    strays: write(
      sink,
      strays.flatMap((stray) => targetsOf(stray).map((key) => ({ key, text: ndjson([stray]) }))),
    ),
    owners,
    ...read,
  };
}

/** Patients that were kept in a store's file. */
export interface Kept {
  sink: Sink;
  patients: { key: Reference; slices: Slice[] }[];
  question: Question;
}

/** The verdicts of kept patients, as lines. */
export function evaluateKept({ sink, patients, question }: Kept): Uint8Array {
  const verdicts = patients.map(({ key, slices }) => {
    const documents = [...readDocuments(readSlices(sink, slices).toString(), false, emptyReport())];
    return evaluateGroup({ patient: key, resources: documents.map(({ json }) => json).filter(isResource) }, question);
  });
  return new TextEncoder().encode(verdicts.join(''));
}

function ndjson(resources: readonly Resource[]): string {
  return resources.map((resource) => `${JSON.stringify(resource)}\n`).join('');
}

/** All of a patient's groups as one, in order of first appearance. */
export function mergedByPatient(groups: readonly Group[]): Group[] {
  const merged = new Map<Reference, Group>();
  for (const { patient, resources } of groups) {
    const known = merged.get(patient);
    if (known) known.resources = known.resources.concat(resources);
    else merged.set(patient, { patient, resources });
  }
  return [...merged.values()];
}

/** Puts each stray with the patient of its targets; one whose targets nobody has is of no use. */
export function joinStrays(groups: readonly Group[], strays: readonly Resource[]): void {
  if (strays.length === 0) return;
  const owners = new Map<Reference, Group>();
  for (const group of groups) for (const resource of group.resources) owners.set(referenceOf(resource) ?? '', group);
  for (const stray of strays)
    for (const group of new Set(targetsOf(stray).map((target) => owners.get(target)))) group?.resources.push(stray);
}
