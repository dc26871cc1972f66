import { expect, it } from 'vitest';
import { serviceMonth } from '../fhir/index.ts';
import { READ_TYPES } from '../fhir/read.ts';
import { DEFAULT_SETTINGS } from '../fhir/settings.ts';
import { plansFor } from './plan.ts';

/** The patient is read by reference; an organization is looked at only where an export holds it. */
const NOT_SEARCHED = ['Organization', 'Patient'];

it('every type that a verdict is read from is asked of the EHR, else it would silently be absent', () => {
  const plans = plansFor('Patient/p1', serviceMonth('2026-03', 'America/New_York'), DEFAULT_SETTINGS.codes);
  const asked = new Set(plans.map(({ type }) => type));
  expect([...READ_TYPES].filter((type) => !asked.has(type)).sort()).toEqual(NOT_SEARCHED);
});
