import { resourcesOf } from '../../src/fhir/bundle.ts';
import { ACTIVITY_SYSTEM } from '../../src/fhir/codes.ts';
import { evaluateResources } from '../../src/fhir/evaluate.ts';
import { isObject, isResource, referenceOf } from '../../src/fhir/resource.ts';
import { parseSettings } from '../../src/fhir/settings.ts';
import { SET_ASIDE_REASONS } from '../../src/rules/ledger.ts';
import type { Verdict } from '../../src/rules/verdict.ts';
import { Hostile } from './hostile.ts';

const PER_PATIENT = 20;
const settings = parseSettings({
  payers: [{ name: 'Synthetic', match: ['Organization/o1', 'Synthetic'], policy: { maximumEntrySeconds: 3600 } }],
});
const question = { month: '2026-03', timeZone: 'America/New_York', asOf: 1_775_044_800, settings };

/**
 * Reads and evaluates that many hostile resources of a seed, twenty to a patient and in two orders.
 * @throws what was thrown by them, or an Error that says which promise was broken; it names the seed that shows it again
 */
export function fuzz(count: number, seed: number, progress: (done: number) => void = () => undefined): void {
  for (let done = 0; done < count; done += PER_PATIENT) {
    const own = seed + done;
    try {
      onePatient(own);
    } catch (cause) {
      throw new Error(`seed ${own}: ${cause instanceof Error ? cause.message : cause}`, { cause });
    }
    if (done % 10_000 === 0) progress(done);
  }
}

function onePatient(seed: number): void {
  const hostile = new Hostile(seed);
  const loose = Array.from({ length: PER_PATIENT - 5 }, () => hostile.resource());
  const resources = [...loose, ...resourcesOf(hostile.bundle()).resources];
  const verdict = evaluateResources(resources, 'Patient/p1', question);
  keepsEverySecond(verdict);
  namesLawfulReasons(verdict);
  accountsForAll(resources, verdict);
  const again = evaluateResources(hostile.shuffled(resources), 'Patient/p1', question);
  for (const [key, value] of Object.entries(verdict)) {
    const [one, other] = [JSON.stringify(value), JSON.stringify(Reflect.get(again, key))];
    check(one === other, `another order gave other ${key}: ${one?.slice(0, 1500)} and ${other?.slice(0, 1500)}`);
  }
  check(!('polluted' in {}), 'the prototype of all objects was changed');
}

function keepsEverySecond({ loggedSeconds, countedSeconds, reductions }: Verdict): void {
  const reduced = reductions.reduce((sum, { seconds }) => sum + seconds, 0);
  check(Number.isSafeInteger(loggedSeconds) && countedSeconds >= 0, 'seconds are no whole numbers');
  check(loggedSeconds === countedSeconds + reduced, `${loggedSeconds} logged ≠ ${countedSeconds} + ${reduced}`);
}

function namesLawfulReasons({ setAside }: Verdict): void {
  for (const { reason, detail, reference } of setAside) {
    check(SET_ASIDE_REASONS.includes(reason), `${reason} is no reason`);
    check(
      detail.length > 0 && detail.length <= 200 && reference.length <= 200,
      `the detail of ${reference} is not short`,
    );
  }
}

/** Whatever says that it is an entry is logged, or set aside with a reason; where one id has several versions, all of them must say so. */
function accountsForAll(resources: readonly unknown[], { entries, setAside }: Verdict): void {
  const listed = new Set([...entries, ...setAside].map(({ reference }) => reference));
  const denied = new Set(resources.filter((resource) => !claimsToBeEntry(resource)).map(referenceIn));
  for (const resource of resources.filter(claimsToBeEntry)) {
    const reference = referenceIn(resource);
    check(
      listed.has(reference) || denied.has(reference),
      `${reference} vanished: ${JSON.stringify(resource).slice(0, 500)}`,
    );
  }
}

function referenceIn(resource: unknown): string {
  return (isResource(resource) ? referenceOf(resource) : null) ?? 'Procedure/?';
}

function claimsToBeEntry(resource: unknown): boolean {
  if (!isResource(resource) || resource.resourceType !== 'Procedure' || !isObject(resource.code)) return false;
  const { coding } = resource.code;
  return (
    Array.isArray(coding) &&
    coding.some((each) => isObject(each) && each.system === ACTIVITY_SYSTEM && typeof each.code === 'string')
  );
}

function check(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise);
}
