import { isObject, isResource, listOf, localReference, type Resource, valueAt } from '../../fhir/resource.ts';
import { CHARGE_REVIEW_CODE, CHARGE_TASK_CODE } from '../../fhir/write/codes.ts';
import type { Reference } from '../../rules/ledger.ts';
import type { Verdict } from '../../rules/verdict.ts';

/** Who a patient's month lies with, and what says so. */
export interface Assigned {
  /** `Practitioner/nurse` */
  who: Reference;
  /** As the chart names them; null where it gives only the reference. */
  name: string | null;
  /**
   * `task`: the owner of an open review or charge request. `general-practitioner`: whom the Patient names. `most-time`: who logged most of the
   * month's time. In this order; the EHRs have no field of their own for it.
   */
  by: 'task' | 'general-practitioner' | 'most-time';
}

const OPEN: ReadonlySet<unknown> = new Set(['requested', 'received', 'accepted', 'ready', 'in-progress', 'on-hold']);
const OURS: ReadonlySet<unknown> = new Set([CHARGE_REVIEW_CODE.code, CHARGE_TASK_CODE.code]);
const PEOPLE = /^(Practitioner|PractitionerRole|CareTeam|Organization)\//;

/**
 * Who the month lies with; null when nothing in the chart says so.
 * @param resources what was read of the month, of any kind and soundness
 */
export function assignedIn(resources: readonly unknown[], { patient, entries }: Verdict): Assigned | null {
  const known = resources.filter(isResource);
  const person = known.find((one) => one.resourceType === 'Patient' && `Patient/${one.id}` === patient);
  return (
    firstNamed(
      known.filter(isOpenTask).map(({ owner }) => owner),
      'task',
    ) ??
    firstNamed(listOf(person?.generalPractitioner), 'general-practitioner') ??
    busiest(known, entries)
  );
}

function isOpenTask({ resourceType, status, code }: Resource): boolean {
  return (
    resourceType === 'Task' &&
    OPEN.has(status) &&
    listOf(valueAt(code, ['coding'])).some((coding) => OURS.has(valueAt(coding, ['code'])))
  );
}

function firstNamed(references: readonly unknown[], by: Assigned['by']): Assigned | null {
  for (const reference of references) {
    const who = localReference(valueAt(reference, ['reference']));
    if (who !== null && PEOPLE.test(who)) return { who, name: displayOf(reference), by };
  }
  return null;
}

/** Who logged most of the month's time; of two alike the first by reference. */
function busiest(resources: readonly Resource[], shares: Verdict['entries']): Assigned | null {
  const seconds = new Map(shares.map(({ reference, start, end }) => [reference, end - start]));
  const totals = new Map<Reference, { seconds: number; named: unknown }>();
  for (const resource of resources) {
    const length = resource.resourceType === 'Procedure' ? seconds.get(`Procedure/${resource.id}`) : undefined;
    if (length === undefined) continue;
    for (const performer of listOf(resource.performer)) {
      const named = valueAt(performer, ['actor']);
      const who = localReference(valueAt(named, ['reference']));
      if (who !== null) totals.set(who, { seconds: length + (totals.get(who)?.seconds ?? 0), named });
    }
  }
  const [most] = [...totals].sort(([a, one], [b, other]) => other.seconds - one.seconds || (a < b ? -1 : 1));
  return most === undefined ? null : { who: most[0], name: displayOf(most[1].named), by: 'most-time' };
}

function displayOf(reference: unknown): string | null {
  const display = isObject(reference) ? reference.display : undefined;
  return typeof display === 'string' && display.trim() !== '' ? display : null;
}
