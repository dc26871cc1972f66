import { isResource, listOf, localReference, valueAt } from '../../fhir/resource.ts';
import { chargeProvenance } from '../../fhir/write/charge-provenance.ts';
import type { Reference } from '../../rules/ledger.ts';
import { permission } from '../capability.ts';
import type { ChargeRequest, Connection } from '../types.ts';

/**
 * Writes beside a charge who attested to what, where the EHR takes Provenance. Elsewhere the charge itself says it (its note and extension).
 * @returns why it was not written; null when it was, or need not be
 * @throws EhrError
 */
export async function attestBeside(
  connection: Connection,
  request: ChargeRequest,
  charge: Reference,
): Promise<string | null> {
  const { server, scopes, user } = connection;
  const capabilities = await connection.capabilities();
  if (permission(capabilities, scopes, 'Provenance', 'create') !== 'yes') return null;
  if (user === null) return 'The EHR doesn’t tell who is signed in, so that nobody is named beside the charge.';
  const known = capabilities.types.get('Provenance')?.searchParams;
  if (known?.has('target') && permission(capabilities, scopes, 'Provenance', 'search-type') === 'yes') {
    const { resources } = await server.search('Provenance', [['target', charge]]);
    if (resources.some((one) => isAbout(one, charge, 'CREATE'))) return null;
  }
  await server.create(chargeProvenance(request, charge, user));
  return null;
}

/** Whether a Provenance tells of an operation on a charge. */
export function isAbout(provenance: unknown, charge: Reference, operation: 'CREATE' | 'NULLIFY'): boolean {
  return (
    isResource(provenance) &&
    valueAt(provenance, ['activity', 'coding', 0, 'code']) === operation &&
    listOf(provenance.target).some((target) => localReference(valueAt(target, ['reference'])) === charge)
  );
}
