import * as z from 'zod/mini';
import { CONSENT_CATEGORY_SYSTEM } from '../fhir/codes.ts';
import { localReference } from '../fhir/resource.ts';
import type { Reference } from '../rules/ledger.ts';
import { permission } from './capability.ts';
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
 * Who is enrolled: the members of the configured Group, or where none is configured everybody with an active consent to this monitoring.
 * @throws EhrError when the list can't be had; `refused` says which setting or right would help
 */
export async function readPanel(
  { issuer, server, scopes, capabilities }: PracticeConnection,
  group: Reference | undefined,
  signal?: AbortSignal,
): Promise<Panel> {
  const reference = issuer.worklistGroup ?? group;
  if (reference !== undefined) return groupPanel(await server.get(reference, signal), reference);
  const may = permission(await capabilities(), scopes, 'Consent', 'search-type');
  if (may !== 'yes')
    throw new EhrError(
      'refused',
      may === 'not-offered'
        ? 'This EHR can’t be searched for consents. An administrator can name the Group of the enrolled patients in config.json (worklist.group).'
        : 'The EHR did not grant the right to search consents (user/Consent.s), and config.json names no Group of enrolled patients.',
    );
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
      ...found.outcomes.map(({ text }) => text),
      ...(found.incomplete === null ? [] : [found.incomplete]),
      ...unusable(patients),
    ],
  };
}

function groupPanel(json: unknown, reference: Reference): Panel {
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

function patientOf(reference: string | undefined): Reference | null {
  const local = localReference(reference);
  return local?.startsWith('Patient/') ? local : null;
}

function onceEach(patients: readonly (Reference | null)[]): Reference[] {
  return [...new Set(patients.filter((patient) => patient !== null))];
}

function unusable(patients: readonly (Reference | null)[]): string[] {
  const count = patients.filter((patient) => patient === null).length;
  return count === 0 ? [] : [`${count} ${count === 1 ? 'entry' : 'entries'} of the list name no patient of this EHR.`];
}
