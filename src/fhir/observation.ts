import * as z from 'zod/mini';
import { firstMeaning } from './codebook.ts';
import { OBSERVATION_VALUE_SYSTEM } from './codes.ts';
import { admit, partyOf, periodSchema, type Reader, referenceSchema, whenOrAside } from './reader.ts';
import { localReference } from './resource.ts';

const codingSchema = z.object({ system: z.optional(z.string()), code: z.optional(z.string()) });
const schema = z.object({
  effectiveDateTime: z.optional(z.string()),
  effectiveInstant: z.optional(z.string()),
  effectivePeriod: z.optional(periodSchema),
  device: z.optional(referenceSchema),
  performer: z.optional(z.array(referenceSchema)),
  meta: z.optional(z.object({ tag: z.optional(z.array(codingSchema)), security: z.optional(z.array(codingSchema)) })),
});
type Observation = z.infer<typeof schema>;

/**
 * A reading is a final vital sign (or one of a configured code) that a device sent or the patient told. A vital sign that is neither is
 * an office measurement, and none of ours.
 */
export const readObservation: Reader = (resource, into, context) => {
  const { status } = resource;
  if (status !== 'final' && status !== 'amended' && status !== 'corrected') return;
  const { readings } = context.codes;
  if (!firstMeaning(resource.category, readings) && !firstMeaning(resource.code, readings)) return;
  if (resource.device === undefined && resource.performer === undefined && resource.meta === undefined) return;
  const admitted = admit(resource, schema, into, context);
  if (admitted === null) return;
  const { reference, data } = admitted;
  const device = data.device ? partyOf(data.device) : null;
  const selfReported = isSelfReported(data, device);
  if (device === null && !selfReported) return;
  const effective = data.effectiveDateTime ?? data.effectiveInstant ?? data.effectivePeriod?.start;
  const taken = whenOrAside(effective, 'its time (effective)', resource, into, context);
  if (taken) into.readings.push({ reference, taken, device, selfReported });
};

/** Marked so by the server, or told by the patient's side without a device. */
function isSelfReported({ meta, performer }: Observation, device: string | null): boolean {
  if (meta?.tag?.some(({ code }) => code === 'patient-supplied')) return true;
  if (
    meta?.security?.some(
      ({ system, code }) => code === 'PATAST' && (system ?? OBSERVATION_VALUE_SYSTEM) === OBSERVATION_VALUE_SYSTEM,
    )
  )
    return true;
  return device === null && (performer ?? []).some(isPatientSide);
}

function isPatientSide({ reference, type }: z.infer<typeof referenceSchema>): boolean {
  const named = localReference(reference)?.split('/', 1)[0] ?? type;
  return named === 'Patient' || named === 'RelatedPerson';
}
