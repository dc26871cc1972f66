import type { ChargeItem, Parameters } from 'fhir/r4';
import { type BillCode, billCoding } from '../bill-codes.ts';
import {
  type ChargeRequest,
  chargeDefinition,
  chargeExtensions,
  chargeIdentifier,
  chargeIdentifiers,
  chargeWords,
  cptCoding,
  evidenceReferences,
  partiesOf,
  refer,
} from './charge-request.ts';

/** Types that R4 lets `ChargeItem.service` name; all other evidence goes to `supportingInformation`. https://hl7.org/fhir/R4/chargeitem.html */
const SERVICE_TYPES = ['Procedure/', 'Observation/'];

/** The charge itself. */
export function chargeItem(request: ChargeRequest): ChargeItem {
  const { code, units, serviceDate, billedBy, enterer, encounter, evidence, rulebook } = request;
  const isService = (reference: string) => SERVICE_TYPES.some((type) => reference.startsWith(type));
  const service = evidence.filter(isService).map(refer);
  // Whoever bills is named as a performer as well: Oracle Health keeps no performingOrganization.
  const actors = partiesOf(request);
  return {
    resourceType: 'ChargeItem',
    extension: chargeExtensions(request),
    identifier: chargeIdentifiers(request),
    ...(rulebook !== null && { definitionCanonical: [chargeDefinition(code, rulebook)] }),
    status: 'billable',
    code: { coding: [cptCoding(code)] },
    subject: refer(request.patient),
    ...(encounter !== null && { context: refer(encounter) }),
    occurrenceDateTime: serviceDate,
    ...(actors.length > 0 && { performer: actors.map((actor) => ({ actor: refer(actor) })) }),
    ...(billedBy?.startsWith('Organization/') && { performingOrganization: refer(billedBy) }),
    ...(enterer !== null && { enterer: refer(enterer) }),
    quantity: { value: units },
    enteredDate: request.requestedAt,
    ...(service.length > 0 && { service }),
    ...(evidence.length > 0 && { supportingInformation: evidenceReferences(request) }),
    note: [{ text: chargeWords(request).join('\n') }],
  };
}

/**
 * Oracle Health's `ChargeItem/$create`: a UUID that makes the transaction the same one when it comes twice, and a ChargeItem whose status has
 * to be `unknown`. Where nobody can count the charges that were taken back, each request is a transaction of its own: else a line that was
 * taken back could never be charged again.
 * https://docs.oracle.com/en/industries/health/millennium-platform-apis/mfrap/op-chargeitem-create-post.html
 * @param bill what the site calls the code: it takes exactly one coding, of a bill code system of its own
 */
export async function chargeItemParameters(request: ChargeRequest, bill?: BillCode): Promise<Parameters> {
  const { value, system } = chargeIdentifier(request);
  const { performer, ...charge } = chargeItem(request);
  const name = request.uncounted ? `${system}|${value}|${request.attempt}` : `${system}|${value}`;
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'transactionId', valueUuid: `urn:uuid:${await nameUuid(name)}` },
      {
        name: 'chargeItem',
        resource: {
          ...charge,
          ...(performer && { performer: performer.map((one) => ({ function: PERFORMER, ...one })) }),
          ...(bill !== undefined && { code: { coding: [billCoding(bill)] } }),
          status: 'unknown',
        },
      },
    ],
  };
}

/**
 * A performer "must contain both the actor and function subfields", in this system.
 * github.com/cerner/fhir.cerner.com, lib/resources/r4/charge_item_create.yaml
 */
const PERFORMER = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3', code: 'PRF' }] };

/** RFC 9562's namespace for URLs, under which the names of the UUIDs stand. */
const URL_NAMESPACE = '6ba7b8119dad11d180b400c04fd430c8';

/** The version 5 UUID of a name: the same name gives the same UUID. RFC 9562, 5.5. */
export async function nameUuid(name: string): Promise<string> {
  const namespace = Uint8Array.from({ length: 16 }, (_, at) =>
    Number.parseInt(URL_NAMESPACE.slice(at * 2, at * 2 + 2), 16),
  );
  const hash = await crypto.subtle.digest('SHA-1', new Uint8Array([...namespace, ...new TextEncoder().encode(name)]));
  const bytes = new Uint8Array(hash).slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
