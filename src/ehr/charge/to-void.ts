import { CHARGE_EXTENSION, CHARGE_PARTS } from '../../fhir/charge-codes.ts';
import { isObject, listOf, type Resource, valueAt } from '../../fhir/resource.ts';
import { BILLABLE_CODES, type BillableCode, type Verdict } from '../../rules/verdict.ts';
import type { ChargeToVoid, Connection, Reread } from '../types.ts';
import { type Carried, chargesAmong } from './carried.ts';
import { changesSince } from './changes.ts';

/**
 * Our charges of a month that stand, each with what is wrong with it, if anything, what is to be charged in its place, and what became of its
 * evidence. A line whose units changed is corrected by taking the whole charge back and charging it anew, never by a second charge for the
 * difference: a month then has one charge a code, payers take two of the same code and day for a duplicate, and whoever finds two knows that
 * one is wrong. What is taken back goes first: after a failure in between the month is uncharged and says so, never charged twice.
 */
export function chargesToVoid({ patient, issuer }: Connection, { read, verdict }: Reread): ChargeToVoid[] {
  if (verdict.patient !== patient || read.patient !== patient) return [];
  const others = new Set(verdict.criteria.find(({ id }) => id === 'no-conflict')?.evidence);
  return BILLABLE_CODES.flatMap((code) =>
    chargesAmong(read.resources, { patient, month: verdict.month, code, billCodes: issuer.billCodes })
      .filter(({ gone, charge }) => !gone && !others.has(charge.reference))
      .map((carried, at) => ({
        charge: carried.charge,
        patient,
        month: verdict.month,
        code,
        units: unitsOf(carried.resource),
        ...judged(verdict, code, carried, at),
        changes: changesSince(carried.resource, { read, verdict }),
      })),
  );
}

type Judged = Pick<ChargeToVoid, 'why' | 'detail' | 'instead'>;

function judged({ lines, criteria }: Verdict, code: BillableCode, { resource }: Carried, at: number): Judged {
  const units = unitsOf(resource);
  const line = lines.find((each) => each.code === code);
  const first = lines.find((each) => each.code === '99457');
  const unmet = criteria.find(({ state }) => state === 'unmet');
  if (at > 0)
    return { why: 'duplicate', detail: `An older charge of CPT ${code} stands in this month.`, instead: null };
  if (unmet !== undefined) return { why: 'unsupported', detail: unmet.summary, instead: null };
  if (line === undefined && code === '99470' && first !== undefined) {
    const detail = 'The month has reached the twenty minutes of CPT 99457, to which CPT 99470 gives way.';
    return { why: 'other-code', detail, instead: { code: '99457', units: first.units } };
  }
  if (line === undefined)
    return { why: 'unsupported', detail: `The counted time doesn’t reach CPT ${code}.`, instead: null };
  if (line.units === units) return { why: 'none', detail: line.summary, instead: null };
  return {
    why: line.units < units ? 'fewer-units' : 'more-units',
    detail: `CPT ${code} has ${line.units} units now; ${units} are charged.`,
    instead: { code, units: line.units },
  };
}

function unitsOf(resource: Resource): number {
  const carried = listOf(resource.extension).find((each) => isObject(each) && each.url === CHARGE_EXTENSION);
  const part = listOf(valueAt(carried, ['extension'])).find(
    (each) => isObject(each) && each.url === CHARGE_PARTS.units,
  );
  const units = valueAt(resource, ['quantity', 'value']) ?? valueAt(part, ['valuePositiveInt']);
  return typeof units === 'number' && units > 0 ? units : 1;
}
