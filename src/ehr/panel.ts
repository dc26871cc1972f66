import * as z from 'zod/mini';
import { CONSENT_CATEGORY_SYSTEM } from '../fhir/codes.ts';
import { localReference } from '../fhir/resource.ts';
import type { Reference } from '../rules/ledger.ts';
import { type Capabilities, permission } from './capability.ts';
import { EhrError } from './errors.ts';
import type { PracticeConnection } from './types.ts';

/** The patients of a practice who are under remote monitoring. */
export interface Panel {
  /** Each once, in the EHR's order. */
  patients: readonly Reference[];
  /** Where they were found, in words: `the group “Remote monitoring”`. */
  source: string;
  /** What the EHR could not tell, or what could not be used, in words. */
  notices: readonly string[];
}

const CONSENT_CATEGORY = 'rpm';

/** Members past their period, or marked as inactive, are enrolled no more. */
const groupSchema = z.object({
  resourceType: z.literal('Group'),
  name: z.optional(z.string()),
  member: z.optional(
    z.array(z.object({ entity: z.object({ reference: z.optional(z.string()) }), inactive: z.optional(z.boolean()) })),
  ),
});
const consentSchema = z.object({ patient: z.object({ reference: z.string() }) });

/**
 * Who is enrolled: the members of the configured Group; where none is configured, or the EHR lets no app read groups, everybody with an
 * active consent to this monitoring.
 * @throws EhrError when the list can't be had; `refused`: this EHR gives none, and a list from a file must do
 */
export async function readPanel(
  practice: PracticeConnection,
  group: Reference | undefined,
  signal?: AbortSignal,
): Promise<Panel> {
  const { issuer, server, scopes } = practice;
  const reference = issuer.worklistGroup ?? group;
  // Asked beside the group: the patients' charts need them as well.
  const asked = practice.capabilities();
  if (reference === undefined) return consentPanel(practice, await asked, null, signal);
  const [read, known] = await Promise.allSettled([server.get(reference, signal), asked]);
  if (read.status === 'fulfilled') return groupPanel(read.value, reference);
  if (known.status === 'rejected' || permission(known.value, scopes, 'Group', 'read') !== 'not-offered')
    throw read.reason;
  return consentPanel(practice, known.value, reference, signal);
}

/** @param group what was configured and can't be read here */
async function consentPanel(
  { server, scopes }: PracticeConnection,
  capabilities: Capabilities,
  group: Reference | null,
  signal: AbortSignal | undefined,
): Promise<Panel> {
  const may = permission(capabilities, scopes, 'Consent', 'search-type');
  const byCategory = capabilities.types.get('Consent')?.searchParams.has('category') === true;
  if (may !== 'yes' || !byCategory) throw new EhrError('refused', noListBecause(may, group));
  const found = await server.search(
    'Consent',
    [
      ['category', `${CONSENT_CATEGORY_SYSTEM}|${CONSENT_CATEGORY}`],
      ['status', 'active'],
    ],
    { ...(signal && { signal }) },
  );
  const patients = found.resources.map((consent) => {
    const parsed = z.safeParse(consentSchema, consent);
    return parsed.success ? patientOf(parsed.data.patient.reference) : null;
  });
  return {
    patients: onceEach(patients),
    source: 'everybody with an active consent to remote monitoring',
    notices: [
      ...(group === null ? [] : [`This EHR lets no app read groups, so ${group} was not used.`]),
      ...found.outcomes.map(({ text }) => text),
      ...(found.incomplete === null ? [] : [found.incomplete]),
      ...unusable(patients),
    ],
  };
}

function noListBecause(consents: 'yes' | 'not-offered' | 'not-permitted', group: Reference | null): string {
  const groups = group === null ? 'config.json names no Group (worklist.group)' : 'this EHR lets no app read groups';
  if (consents === 'not-permitted')
    return `The EHR did not grant the right to search consents (user/Consent.s), and ${groups}.`;
  return `This EHR gives no list of the enrolled patients: consents can be searched only patient by patient, and ${groups}.`;
}

/** @throws EhrError when it is no Group */
export function groupPanel(json: unknown, reference: Reference): Panel {
  const parsed = z.safeParse(groupSchema, json);
  if (!parsed.success) throw new EhrError('bad-answer', `${reference} is no Group that can be read.`);
  const { name, member = [] } = parsed.data;
  const active = member.filter(({ inactive }) => inactive !== true);
  const patients = active.map(({ entity }) => patientOf(entity.reference));
  return {
    patients: onceEach(patients),
    source: name === undefined ? `the group ${reference}` : `the group “${name}”`,
    notices: unusable(patients),
  };
}

/** `Patient/p1`, or null when the text refers to nobody of this EHR. */
export function patientOf(reference: string | undefined): Reference | null {
  const local = localReference(reference);
  return local?.startsWith('Patient/') ? local : null;
}

export function onceEach(patients: readonly (Reference | null)[]): Reference[] {
  return [...new Set(patients.filter((patient) => patient !== null))];
}

function unusable(patients: readonly (Reference | null)[]): string[] {
  const count = patients.filter((patient) => patient === null).length;
  return count === 0 ? [] : [`${count} ${count === 1 ? 'entry' : 'entries'} of the list name no patient of this EHR.`];
}
