import * as z from 'zod/mini';
import type { Instant, Ledger, Reference, Span } from '../rules/ledger.ts';
import { codingsOf, firstMeaning, type KnownActivity, meaningOf } from './codebook.ts';
import { R5_RECORDED_EXTENSION, RECORDED_EXTENSION } from './codes.ts';
import { readConsentProcedure } from './consent-evidence.ts';
import { correctedBy, noteVoided } from './correction.ts';
import {
  admit,
  type Context,
  describeTime,
  joined,
  noteReplaced,
  partiesOf,
  periodSchema,
  type Reader,
  referenceSchema,
  setAside,
  shown,
} from './reader.ts';
import type { Resource } from './resource.ts';
import { readInstant, type TimeProblem } from './time.ts';

const schema = z.object({
  status: z.string(),
  performedPeriod: z.optional(periodSchema),
  performer: z.optional(z.array(z.object({ actor: z.optional(referenceSchema) }))),
  note: z.optional(z.array(z.object({ text: z.optional(z.string()) }))),
  extension: z.optional(
    z.array(
      z.object({
        url: z.string(),
        valueDateTime: z.optional(z.string()),
        valueReference: z.optional(referenceSchema),
      }),
    ),
  ),
  meta: z.optional(z.object({ versionId: z.optional(z.string()), lastUpdated: z.optional(z.string()) })),
});
type Procedure = z.infer<typeof schema>;

/** A Procedure is an entry, another programme's time, both, evidence of consent, or none of ours. */
export const readProcedure: Reader = (resource, into, context) => {
  const codings = codingsOf(resource.code);
  const activities = codings.flatMap((coding) => meaningOf(coding, context.codes.activities) ?? []);
  const isEntry = activities.length > 0 || codings.some(({ system }) => context.codes.activitySystems.has(system));
  const program = firstMeaning(resource.code, context.codes.otherPrograms);
  if (!isEntry && program === undefined) {
    const decision = firstMeaning(resource.code, context.codes.consentEvidence);
    if (decision) readConsentProcedure(resource, decision, into, context);
    return;
  }
  if (resource.status === 'entered-in-error') {
    if (isEntry) {
      noteVoided(resource, context);
      setAside(into, resource, 'entered-in-error', 'it was marked as entered in error');
    }
    return;
  }
  const read = readSpan(resource, isEntry, into, context);
  if (read === null) return;
  if (program !== undefined) into.otherPrograms.push({ reference: read.reference, program, ...read.span });
  if (isEntry) readEntry(resource, read, leastCounting(activities), into, context);
};

/** An entry coded with several activities counts only when all of them do. */
function leastCounting(activities: readonly KnownActivity[]): KnownActivity | undefined {
  return activities.find(({ counting }) => counting !== 'counts') ?? activities[0];
}

function readEntry(
  resource: Resource,
  { reference, procedure, span }: Read,
  known: KnownActivity | undefined,
  into: Ledger,
  context: Context,
): void {
  if (known === undefined) {
    setAside(
      into,
      resource,
      'unknown-activity',
      `no activity is known by the code ${shown(codingsOf(resource.code)[0]?.code)}`,
    );
    return;
  }
  const seconds = span.end - span.start;
  if (seconds > context.maximumEntrySeconds) {
    setAside(into, resource, 'implausible-length', `it lasts ${Math.floor(seconds / 60)} minutes`);
    return;
  }
  noteReplaced(reference, [...(procedure.extension ?? []), ...correctedBy(resource)], context);
  into.entries.push({
    reference,
    ...span,
    ...known,
    performers: partiesOf(procedure.performer?.map(({ actor }) => actor) ?? []),
    note: joined(procedure.note?.map(({ text }) => text) ?? []),
    recorded: recordedOf(reference, procedure, context),
  });
}

interface Read {
  reference: Reference;
  procedure: Procedure;
  span: Span;
}

/** A completed Procedure's time, or null when it was set aside; an entry in progress is a running timer as well. */
function readSpan(resource: Resource, isEntry: boolean, into: Ledger, context: Context): Read | null {
  const admitted = admit(resource, schema, into, context);
  if (admitted === null) return null;
  const { reference, data: procedure } = admitted;
  const { start, end } = procedure.performedPeriod ?? {};
  if (procedure.status !== 'completed') {
    if (isEntry && procedure.status === 'in-progress')
      into.timers.push({ reference, start: start ? numberOrNull(readInstant(start)) : null });
    setAside(into, resource, 'not-completed', `its status is ${shown(procedure.status)}`);
    return null;
  }
  if (start === undefined) {
    setAside(into, resource, 'no-period', procedure.performedPeriod ? 'its period has no start' : 'it has no period');
    return null;
  }
  if (end === undefined) {
    setAside(into, resource, 'no-end', `it began ${shown(start)} and has no end`);
    return null;
  }
  const span = { start: readInstant(start), end: readInstant(end) };
  for (const problem of TIME_PROBLEMS) {
    const at = span.start === problem ? 'start' : span.end === problem ? 'end' : null;
    if (at) {
      setAside(into, resource, problem, describeTime(`its ${at}`, at === 'start' ? start : end, problem));
      return null;
    }
  }
  if (typeof span.start === 'string' || typeof span.end === 'string') return null; // each problem was named above
  if (span.end < span.start) {
    setAside(into, resource, 'end-before-start', `it runs from ${start} to ${end}`);
    return null;
  }
  return { reference, procedure, span: { start: span.start, end: span.end } };
}

/** In the order in which they are named when both ends have one. */
const TIME_PROBLEMS: readonly TimeProblem[] = ['unreadable', 'imprecise-time', 'no-time-zone-offset'];

/** When the entry was first written down: what it says itself, else Provenance, else the server's stamp on its first version. */
function recordedOf(reference: Reference, procedure: Procedure, context: Context): Instant | null {
  const extension = procedure.extension?.find(({ url }) => url === RECORDED_EXTENSION || url === R5_RECORDED_EXTENSION);
  const said = extension?.valueDateTime;
  const recorded = (said === undefined ? null : numberOrNull(readInstant(said))) ?? context.recorded.get(reference);
  if (recorded !== undefined) return recorded;
  const { versionId = '1', lastUpdated } = procedure.meta ?? {};
  return versionId === '1' && lastUpdated ? numberOrNull(readInstant(lastUpdated)) : null;
}

function numberOrNull(instant: Instant | TimeProblem): Instant | null {
  return typeof instant === 'number' ? instant : null;
}
