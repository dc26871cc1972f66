import { useQuery } from '@tanstack/react-query';
import { permission } from '../../ehr/capability.ts';
import { EhrError } from '../../ehr/errors.ts';
import type { Connection } from '../../ehr/types.ts';
import { type RelatedPerson, relatedPersons } from '../../fhir/related-person.ts';

const NONE: readonly RelatedPerson[] = [];

/** The caregivers whom the chart knows. Where it can't be asked, none: a name can be typed instead. */
export function useCaregivers(connection: Connection): readonly RelatedPerson[] {
  const { data } = useQuery({
    queryKey: ['caregivers', connection.issuer.iss, connection.patient],
    queryFn: () => caregiversOf(connection),
  });
  return data ?? NONE;
}

async function caregiversOf(connection: Connection): Promise<readonly RelatedPerson[]> {
  const { server, scopes, patient } = connection;
  try {
    const may = permission(await connection.capabilities(), scopes, 'RelatedPerson', 'search-type');
    if (may !== 'yes') return NONE;
    const { resources } = await server.search('RelatedPerson', [['patient', patient.replace('Patient/', '')]]);
    return relatedPersons(resources);
  } catch (error) {
    if (error instanceof EhrError) return NONE;
    throw error;
  }
}
