import * as z from 'zod/mini';
import type { Ledger, Reference } from '../rules/ledger.ts';
import type { LocalDate } from '../rules/month.ts';
import { admit, type Context, periodSchema, type Reader, referenceSchema } from './reader.ts';
import { localReference } from './resource.ts';
import { readInstant } from './time.ts';

const deviceSchema = z.object({ status: z.optional(z.string()) });

/** A device of the patient that isn't out of use. */
export const readDevice: Reader = (resource, into, context) => {
  if (resource.patient === undefined || OUT_OF_USE.has(resource.status)) return;
  const admitted = admit(resource, deviceSchema, into, context);
  if (admitted) note(into, admitted.reference, null);
};

const useSchema = z.object({
  device: referenceSchema,
  timingDateTime: z.optional(z.string()),
  timingPeriod: z.optional(periodSchema),
});

/** Since when the patient has used a device. */
export const readDeviceUse: Reader = (resource, into, context) => {
  if (OUT_OF_USE.has(resource.status)) return;
  const admitted = admit(resource, useSchema, into, context);
  const device = admitted ? localReference(admitted.data.device.reference) : null;
  if (admitted === null || device === null) return;
  const { timingPeriod, timingDateTime } = admitted.data;
  note(into, device, localDate(timingPeriod?.start ?? timingDateTime, context));
};

const OUT_OF_USE: ReadonlySet<unknown> = new Set(['entered-in-error', 'inactive', 'intended']);

/** One device, the earliest known day of its use. */
function note(into: Ledger, reference: Reference, since: LocalDate | null): void {
  const known = into.devices.find((device) => device.reference === reference);
  if (known === undefined) into.devices.push({ reference, since });
  else if (since !== null && (known.since === null || since < known.since)) known.since = since;
}

/** The local date of a FHIR date or time; null where it names no day. */
function localDate(text: string | undefined, { calendar }: Context): LocalDate | null {
  if (text === undefined) return null;
  const instant = readInstant(text);
  if (typeof instant === 'number') return calendar.dateOf(instant);
  return instant === 'imprecise-time' && text.length === 10 ? text : null;
}
