import { describe, expect, it } from 'vitest';
import { evaluateResources } from '../../src/fhir/evaluate.ts';
import { DEFAULT_SETTINGS } from '../../src/fhir/settings.ts';
import { problemsOf } from '../fhir/definitions.ts';
import { type Resource, referenceTo } from '../fhir/resource.ts';
import { DEFAULT_TODAY } from '../sandbox.ts';
import { allResources, stories } from './index.ts';
import { practice } from './people.ts';
import { TIME_ZONE } from './time.ts';

function evaluated(resources: readonly Resource[], id: string, month: string, today = DEFAULT_TODAY) {
  const asOf = Date.parse(today) / 1000;
  return evaluateResources(resources, `Patient/${id}`, {
    month,
    timeZone: TIME_ZONE,
    asOf,
    settings: DEFAULT_SETTINGS,
  });
}

function verdictOf(id: string, month: string, today = DEFAULT_TODAY) {
  return evaluated(stories.find((one) => one.id === id)?.resources(today) ?? [], id, month, today);
}

describe('the stories', () => {
  it('are valid R4, but for those that are broken on purpose', () => {
    const sound = stories.filter(({ broken }) => !broken).flatMap((story) => story.resources(DEFAULT_TODAY));
    // The readings of a chart are all alike: its first stands for them.
    const resources = sound.filter(({ resourceType, id = '' }) => resourceType !== 'Observation' || id.endsWith('-1'));
    const problems = [...practice(stories.map(({ id }) => id)), ...resources].map((one) => [
      referenceTo(one),
      ...problemsOf(one),
    ]);
    expect(problems.filter(({ length }) => length > 1)).toEqual([]);
  }, 30_000);

  it('share no id', () => {
    const references = allResources(DEFAULT_TODAY).withCharges.map(referenceTo);
    expect(new Set(references).size).toBe(references.length);
  });

  it('are billed where there is no ChargeItem too, by a charge request', () => {
    const { withoutCharges } = allResources(DEFAULT_TODAY);
    expect(withoutCharges.some(({ resourceType }) => resourceType === 'ChargeItem')).toBe(false);
    const requests = withoutCharges.filter(({ resourceType }) => resourceType === 'DocumentReference');
    expect(requests.flatMap(problemsOf)).toEqual([]);
    expect(evaluated(withoutCharges, 'already-billed', '2026-03')).toMatchObject({ status: 'billed' });
  });

  it.each([
    ['billable', '2026-03', 'billable', 1320, '99457'],
    ['forty-minutes', '2026-03', 'billable', 2580, '99457 99458'],
    ['ten-minutes', '2026-02', 'billable', 720, '99470'],
    ['ten-minutes', '2026-03', 'in-progress', 660, '99470'],
    ['nineteen-fifty-nine', '2026-03', 'in-progress', 1199, '99470'],
    ['no-live-contact', '2026-03', 'in-progress', 1440, ''],
    ['voicemail-only', '2026-03', 'in-progress', 1320, ''],
    ['undocumented-contact', '2026-03', 'needs-review', 1260, '99457'],
    ['consent-late', '2026-03', 'in-progress', 780, '99470'],
    ['administrative-time', '2026-03', 'in-progress', 960, '99470'],
    ['overlapping-staff', '2026-03', 'billable', 1320, '99457'],
    ['other-programme', '2026-03', 'in-progress', 900, '99470'],
    ['month-straddling', '2026-02', 'billable', 1500, '99457'],
    ['month-straddling', '2026-03', 'billable', 1260, '99457'],
    ['inpatient-stay', '2026-03', 'needs-review', 1560, '99457'],
    ['already-billed', '2026-03', 'billed', 1260, '99457'],
    ['consent-withdrawn', '2026-03', 'in-progress', 960, '99470'],
    ['audit-risks', '2026-03', 'in-progress', 1440, '99457'],
    ['charge-requested', '2026-03', 'billed', 1260, '99457'],
    ['charge-unsupported', '2026-03', 'needs-review', 780, '99470'],
    ['messy-data', '2026-03', 'in-progress', 960, '99470'],
    ['many-readings', '2026-03', 'billable', 1260, '99457'],
  ])('%s in %s is %s with %i s counted (%s)', (id, month, status, countedSeconds, codes) => {
    const verdict = verdictOf(id, month);
    expect(verdict).toMatchObject({ status, countedSeconds });
    expect(verdict.lines.map(({ code }) => code).join(' ')).toBe(codes);
  });

  it('do not rot: told in another month they come to the same', () => {
    const today = '2027-11-27T15:00:00-05:00';
    expect(verdictOf('billable', '2027-11', today)).toMatchObject({ status: 'billable', countedSeconds: 1320 });
    expect(verdictOf('month-straddling', '2027-10', today)).toMatchObject({ countedSeconds: 1500 });
  });

  it('show what invites a denial', () => {
    const risksOf = (id: string) => verdictOf(id, '2026-03').risks.map(({ id: risk }) => risk);
    expect(risksOf('audit-risks')).toEqual(
      expect.arrayContaining([
        'self-reported-readings-only',
        'copied-note',
        'entries-identical-length',
        'entry-logged-late',
        'contact-not-linked',
      ]),
    );
    expect(risksOf('charge-unsupported')).toContain('charge-unsupported');
    expect(risksOf('inpatient-stay')).toEqual(expect.arrayContaining(['inpatient-stay', 'same-day-visit']));
    expect(risksOf('messy-data')).toContain('timer-running');
    expect(risksOf('billable')).toEqual([]);
  });

  it('leave every broken resource of the messy chart aside, with its reason', () => {
    const reasons = verdictOf('messy-data', '2026-03').setAside.map(({ reason }) => reason);
    expect(new Set(reasons)).toEqual(
      new Set([
        'unreadable',
        'no-end',
        'no-period',
        'end-before-start',
        'no-time-zone-offset',
        'imprecise-time',
        'unknown-activity',
        'entered-in-error',
        'implausible-length',
        'not-completed',
      ]),
    );
  });
});
