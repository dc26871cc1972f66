import type { Provenance } from 'fhir/r4';
import { isResource, listOf, localReference, valueAt } from '../../fhir/resource.ts';
import { chargeProvenance } from '../../fhir/write/charge-provenance.ts';
import type { Reference } from '../../rules/ledger.ts';
import { permission } from '../capability.ts';
import { EhrError } from '../errors.ts';
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
  const { scopes, user } = connection;
  const capabilities = await connection.capabilities();
  if (permission(capabilities, scopes, 'Provenance', 'create') !== 'yes') return null;
  if (user === null) return 'The EHR doesn’t tell who is signed in, so that nobody is named beside the charge.';
  await writeOnce(connection, chargeProvenance(request, charge, user), charge, 'CREATE');
  return null;
}

/**
 * Writes a Provenance of an operation on a charge, unless there is one. Where that can't be looked for there may come to be two, which say the
 * same.
 * @throws EhrError
 */
export async function writeOnce(
  connection: Connection,
  provenance: Provenance,
  charge: Reference,
  operation: 'CREATE' | 'NULLIFY',
): Promise<void> {
  const { server, scopes } = connection;
  const capabilities = await connection.capabilities();
  const known = capabilities.types.get('Provenance')?.searchParams.has('target') ?? false;
  const mayLook = known && permission(capabilities, scopes, 'Provenance', 'search-type') === 'yes';
  const isThere = async () => {
    if (!mayLook) return false;
    const { resources } = await server.search('Provenance', [['target', charge]]);
    return resources.some((one) => isAbout(one, charge, operation));
  };
  if (await isThere()) return;
  try {
    await server.create(provenance);
  } catch (error) {
    if (!(error instanceof EhrError && error.outcomeUnknown && (await isThere()))) throw error;
  }
}

/** Whether a Provenance tells of an operation on a charge. */
function isAbout(provenance: unknown, charge: Reference, operation: 'CREATE' | 'NULLIFY'): boolean {
  return (
    isResource(provenance) &&
    valueAt(provenance, ['activity', 'coding', 0, 'code']) === operation &&
    listOf(provenance.target).some((target) => localReference(valueAt(target, ['reference'])) === charge)
  );
}
