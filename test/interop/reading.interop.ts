import { beforeAll, expect, it } from 'vitest';
import { isObject } from '../../src/fhir/resource.ts';
import { chartOf, connectionTo, judge, look, seedStories } from './chart.ts';

const MONTHS: [story: string, month: string][] = [
  ['billable', '2026-03'],
  ['forty-minutes', '2026-03'],
  ['ten-minutes', '2026-02'],
  ['nineteen-fifty-nine', '2026-03'],
  ['no-live-contact', '2026-03'],
  ['voicemail-only', '2026-03'],
  ['undocumented-contact', '2026-03'],
  ['consent-late', '2026-03'],
  ['consent-withdrawn', '2026-03'],
  ['administrative-time', '2026-03'],
  ['overlapping-staff', '2026-03'],
  ['other-programme', '2026-03'],
  ['month-straddling', '2026-02'],
  ['month-straddling', '2026-03'],
  ['inpatient-stay', '2026-03'],
  ['audit-risks', '2026-03'],
  ['already-billed', '2026-03'],
  ['charge-requested', '2026-03'],
  ['charge-unsupported', '2026-03'],
  ['many-readings', '2026-03'],
];

beforeAll(() => seedStories([...new Set(MONTHS.map(([story]) => story))]));

it.each(MONTHS)('%s in %s read from HAPI comes to the same verdict as from its own resources', async (story, month) => {
  const { read, verdict } = await look(connectionTo({ patient: story }), month);
  expect(read.unreadTypes).toEqual([]);
  const stamps = new Map(read.resources.map((one) => [referenceIn(one), isObject(one) ? one.meta : undefined]));
  // HAPI says when it was given a resource, not when the story has it written down.
  const told = chartOf(story)
    .filter((one) => !isEntryOfAnother(month, one))
    .map((one) => ({ ...one, meta: stamps.get(`${one.resourceType}/${one.id}`) }));
  expect(verdict).toEqual(judge(told, `Patient/${story}`, month));
});

function referenceIn(resource: unknown): string {
  return isObject(resource) ? `${resource.resourceType}/${resource.id}` : '';
}

/** The app doesn't look at entries that lie wholly in other months. */
function isEntryOfAnother(month: string, resource: unknown): boolean {
  if (!isObject(resource) || resource.resourceType !== 'Procedure' || !isObject(resource.performedPeriod)) return false;
  const { start, end } = resource.performedPeriod;
  return ![start, end].some((time) => typeof time === 'string' && time.startsWith(month));
}
