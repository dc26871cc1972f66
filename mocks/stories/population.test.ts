import { describe, expect, it } from 'vitest';
import { evaluateResources } from '../../src/fhir/evaluate.ts';
import { DEFAULT_SETTINGS } from '../../src/fhir/settings.ts';
import { STATUSES } from '../../src/rules/verdict.ts';
import { problemsOf } from '../fhir/definitions.ts';
import { type Resource, referenceTo } from '../fhir/resource.ts';
import { DEFAULT_TODAY } from '../sandbox.ts';
import { allResources } from './index.ts';
import { population, populationIds } from './population.ts';
import { TIME_ZONE } from './time.ts';

const COUNT = 80;
const resources = population(COUNT, DEFAULT_TODAY);

/** The statuses that occur among the patients in a month. */
function statuses(month: string) {
  const question = { month, timeZone: TIME_ZONE, asOf: Date.parse(DEFAULT_TODAY) / 1000, settings: DEFAULT_SETTINGS };
  return populationIds(COUNT).map((id) => {
    const chart = resources.filter((one) => ownerOf(one) === id);
    return evaluateResources(chart, `Patient/${id}`, question);
  });
}

const ownerOf = ({ id }: Resource) => /^pop-\d+/.exec(id ?? '')?.[0] ?? '';

describe('a population', () => {
  it('is the same for the same arguments, and each patient the same in a larger one', () => {
    expect(population(3, DEFAULT_TODAY)).toEqual(resources.filter((one) => ownerOf(one) <= 'pop-003'));
  });

  it('says on its face that it is synthetic', () => {
    const patients = resources.filter(({ resourceType }) => resourceType === 'Patient');
    expect(patients).toHaveLength(COUNT);
    for (const patient of patients)
      expect(patient).toMatchObject({
        name: [{ text: expect.stringMatching(/^Synthetic /) }],
        identifier: [{ value: expect.stringMatching(/^SYN-/) }],
        meta: { security: [{ code: 'HTEST' }] },
      });
  });

  it('is valid R4', () => {
    const sample = resources.filter(
      ({ resourceType, id = '' }) =>
        ownerOf({ resourceType, id }) < 'pop-020' && (resourceType !== 'Observation' || id.endsWith('-1')),
    );
    expect(sample.map((one) => [referenceTo(one), ...problemsOf(one)]).filter(({ length }) => length > 1)).toEqual([]);
  }, 60_000);

  it('stands in the list of the patients under remote monitoring', () => {
    const { withCharges } = allResources(DEFAULT_TODAY, 2);
    expect(withCharges.find(({ resourceType }) => resourceType === 'Group')).toMatchObject({
      member: expect.arrayContaining([{ entity: { reference: 'Patient/pop-002' } }]),
    });
  });

  it('has every outcome of an open month', () => {
    const found = new Set(statuses('2026-03').map(({ status }) => status));
    expect([...found].sort()).toEqual(STATUSES.filter((status) => status !== 'not-billable').toSorted());
  });

  it('has past months that are charged rightly, charged wrongly, not charged, and lost', () => {
    const past = ['2025-09', '2025-11', '2026-01', '2026-02'].flatMap(statuses);
    const found = new Set(past.map(({ status }) => status));
    expect([...found].sort()).toEqual(['billable', 'billed', 'needs-review', 'not-billable']);
    expect(past.some(({ risks }) => risks.some(({ id }) => id === 'charge-unsupported'))).toBe(true);
  });
});
