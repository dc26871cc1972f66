import type { ChargeItem } from '@medplum/fhirtypes';
import type { Resource } from '../fhir/resource.ts';
import { administrativeTime } from './administrative-time.ts';
import { alreadyBilled } from './already-billed.ts';
import { auditRisks } from './audit-risks.ts';
import { billable } from './billable.ts';
import { chargeRequested } from './charge-requested.ts';
import { chargeUnsupported } from './charge-unsupported.ts';
import { chargeRequestOf } from './chart.ts';
import { consentLate } from './consent-late.ts';
import { consentWithdrawn } from './consent-withdrawn.ts';
import { fortyMinutes } from './forty-minutes.ts';
import { inpatientStay } from './inpatient-stay.ts';
import { manyReadings } from './many-readings.ts';
import { messyData } from './messy-data.ts';
import { monthStraddling } from './month-straddling.ts';
import { nineteenFiftyNine } from './nineteen-fifty-nine.ts';
import { noLiveContact } from './no-live-contact.ts';
import { otherProgramme } from './other-programme.ts';
import { overlappingStaff } from './overlapping-staff.ts';
import { practice } from './people.ts';
import { population, populationIds } from './population.ts';
import type { Story } from './story.ts';
import { tenMinutes } from './ten-minutes.ts';
import { undocumentedContact } from './undocumented-contact.ts';
import { voicemailOnly } from './voicemail-only.ts';

/** Every synthetic patient, in the order of the start page. */
export const stories: readonly Story[] = [
  billable,
  fortyMinutes,
  tenMinutes,
  nineteenFiftyNine,
  noLiveContact,
  voicemailOnly,
  undocumentedContact,
  consentLate,
  consentWithdrawn,
  administrativeTime,
  overlappingStaff,
  otherProgramme,
  monthStraddling,
  inpatientStay,
  auditRisks,
  alreadyBilled,
  chargeRequested,
  chargeUnsupported,
  messyData,
  manyReadings,
];

/**
 * Everything that the sandbox holds at its `today` (an ISO instant): the practice and every chart, with `more` patients made from templates. Where the EHR takes no ChargeItem,
 * what was charged stands as a charge request, so that a billed story is billed there too.
 */
export function allResources(today: string, more = 0): { withCharges: Resource[]; withoutCharges: Resource[] } {
  const withCharges = [
    ...practice([...stories.map(({ id }) => id), ...populationIds(more)]),
    ...stories.flatMap((story) => story.resources(today)),
    ...population(more, today),
  ];
  return { withCharges, withoutCharges: withCharges.map((one) => (isChargeItem(one) ? chargeRequestOf(one) : one)) };
}

function isChargeItem(resource: Resource): resource is ChargeItem {
  return resource.resourceType === 'ChargeItem';
}
