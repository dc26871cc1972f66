import * as z from 'zod/mini';
import type { Ledger } from '../rules/ledger.ts';
import { firstMeaning } from './codebook.ts';
import { OBSERVATION_VALUE_SYSTEM } from './codes.ts';
import { admitted, partyOf, type Reader, referenceSchema, setAside, shown, whenOrAside } from './reader.ts';
import { isObject, listOf, localReference, type Resource } from './resource.ts';

/**
 * A reading is a final vital sign (or one of a configured code) that a device sent or the patient told. A vital sign that is neither is
 * an office measurement, and none of ours.
 *
 * Checked by hand, not by a schema: nearly all that is read are readings, and a zod schema doubled the time of each.
 */
export const readObservation: Reader = (resource, into, context) => {
  const { status } = resource;
  if (status !== 'final' && status !== 'amended' && status !== 'corrected') return;
  const { readings } = context.codes;
  if (!firstMeaning(resource.category, readings) && !firstMeaning(resource.code, readings)) return;
  const told = isPatientSupplied(resource);
  if (resource.device === undefined && !told && !listOf(resource.performer).some(isPatientSide)) return;
  const reference = admitted(resource, into, context);
  if (reference === null) return;
  const device = resource.device === undefined ? null : deviceOf(resource, into);
  if (device === undefined) return;
  const time = timeOf(resource);
  if (time !== undefined && typeof time !== 'string') {
    setAside(into, resource, 'unreadable', `its time (effective) is ${shown(time)}`);
    return;
  }
  const taken = whenOrAside(time, 'its time (effective)', resource, into, context);
  if (taken) into.readings.push({ reference, taken, device, selfReported: told || device === null });
};

function timeOf({ effectiveDateTime, effectiveInstant, effectivePeriod }: Resource): unknown {
  return effectiveDateTime ?? effectiveInstant ?? (isObject(effectivePeriod) ? effectivePeriod.start : effectivePeriod);
}

/** What sent it; undefined when that is no Reference, and the resource set aside. */
function deviceOf(resource: Resource, into: Ledger): string | undefined {
  const { device } = resource;
  const local = isObject(device) ? localReference(device.reference) : null;
  if (local !== null) return local;
  const { data } = z.safeParse(referenceSchema, device);
  const party = data ? partyOf(data) : null;
  if (party !== null) return party;
  setAside(into, resource, 'unreadable', `its device is ${shown(device)}`);
  return undefined;
}

/** The marks of servers that take in what patients type. */
function isPatientSupplied({ meta }: Resource): boolean {
  if (!isObject(meta)) return false;
  return (
    listOf(meta.tag).some((tag) => isObject(tag) && tag.code === 'patient-supplied') ||
    listOf(meta.security).some(
      (label) =>
        isObject(label) &&
        label.code === 'PATAST' &&
        (label.system ?? OBSERVATION_VALUE_SYSTEM) === OBSERVATION_VALUE_SYSTEM,
    )
  );
}

function isPatientSide(performer: unknown): boolean {
  if (!isObject(performer)) return false;
  const named = localReference(performer.reference)?.split('/', 1)[0] ?? performer.type;
  return named === 'Patient' || named === 'RelatedPerson';
}
