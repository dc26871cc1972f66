import type { Provenance } from 'fhir/r4';
import type { Reference } from '../../rules/ledger.ts';
import { readInstant } from '../time.ts';
import {
  attestationWords,
  type ChargeRequest,
  chargeDefinition,
  chargeExtensions,
  chargeIdentifier,
  evidenceReferences,
} from './charge-request.ts';
import type { VoidContent } from './charge-void.ts';
import { provenanceOf } from './provenance.ts';

/** Who attested to what: the words, the reasons, the rulebook, the evidence in its versions and the hash of what supports the charge. */
export function chargeProvenance(request: ChargeRequest, charge: Reference, user: Reference): Provenance {
  const { patient, code, rulebook, requestedAt } = request;
  const reason = attestationWords(request).map((text) => ({ text }));
  return {
    ...provenanceOf(charge, 'CREATE', { patient, user, recordedAt: instantOf(requestedAt) }),
    extension: chargeExtensions(request),
    ...(rulebook !== null && { policy: [chargeDefinition(code, rulebook)] }),
    ...(reason.length > 0 && { reason }),
    entity: [
      { role: 'derivation', what: { identifier: chargeIdentifier(request) } },
      ...evidenceReferences(request).map((what) => ({ role: 'source' as const, what })),
    ],
  };
}

/** Who took a charge back, and why. It names the charge's line, so that on EHRs that no longer show the charge it can be counted. */
export function voidProvenance(
  content: VoidContent,
  line: Parameters<typeof chargeIdentifier>[0],
  user: Reference,
): Provenance {
  const { charge, patient, reason, at } = content;
  return {
    ...provenanceOf(charge, 'NULLIFY', { patient, user, recordedAt: instantOf(at) }),
    reason: [{ text: reason }],
    entity: [{ role: 'removal', what: { identifier: chargeIdentifier(line) } }],
  };
}

function instantOf(text: string): number {
  const at = readInstant(text);
  return typeof at === 'number' ? at : 0;
}
