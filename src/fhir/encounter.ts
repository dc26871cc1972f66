import * as z from 'zod/mini';
import { meaningOf } from './codebook.ts';
import { admit, periodSchema, type Reader, setAside, shown, whenOrAside } from './reader.ts';
import { isObject } from './resource.ts';

const schema = z.object({ status: z.string(), period: z.optional(periodSchema) });

/** An office or home visit, or an admission, that took or takes place. */
export const readEncounter: Reader = (resource, into, context) => {
  if (NOT_TAKEN_PLACE.has(resource.status)) return;
  const { class: kindOf } = resource;
  if (!isObject(kindOf) || typeof kindOf.code !== 'string') return;
  const kind = meaningOf({ system: String(kindOf.system), code: kindOf.code }, context.codes.visitClasses);
  if (kind === undefined) return;
  const admitted = admit(resource, schema, into, context);
  if (admitted === null) return;
  const { reference, data } = admitted;
  const start = whenOrAside(data.period?.start, 'its start', resource, into, context);
  if (start === null) return;
  if (data.period?.end !== undefined) {
    const end = whenOrAside(data.period.end, 'its end', resource, into, context);
    if (end === null) return;
    if (end.latest < start.earliest) setAside(into, resource, 'end-before-start', `it ends ${shown(data.period.end)}`);
    else into.visits.push({ reference, kind, start: start.earliest, end: end.latest + 1 });
  } else if (kind === 'visit') {
    // A visit nobody closed doesn't last for ever: it is one of its day.
    const day = context.calendar.span(context.calendar.dateOf(start.latest));
    into.visits.push({ reference, kind, start: start.earliest, end: day.end });
  } else if (data.status === 'finished') setAside(into, resource, 'no-end', 'it is finished and has no end');
  else into.visits.push({ reference, kind, start: start.earliest, end: null });
};

/** https://hl7.org/fhir/R4/codesystem-encounter-status.html */
const NOT_TAKEN_PLACE: ReadonlySet<unknown> = new Set(['planned', 'cancelled', 'entered-in-error', 'unknown']);
