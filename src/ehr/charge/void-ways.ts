import { type Resource, referenceOf, valueAt } from '../../fhir/resource.ts';
import {
  creditParameters,
  type VoidContent,
  voidedInPlace,
  voidingDocument,
  voidingMessage,
} from '../../fhir/write/charge-void.ts';
import { operationPermission, permission } from '../capability.ts';
import type { Connection, VoidChoice } from '../types.ts';

/** One way to take a charge back. */
export interface VoidWay {
  /** `update ChargeItem` */
  id: string;
  choice: VoidChoice;
  /** What was taken back is no longer to be found by a search. */
  hides: boolean;
  send(content: VoidContent): Promise<unknown>;
}

/** What the EHR refused in this session although it had said that it could. */
const refused = new WeakMap<Connection, Set<string>>();

/** Remembers for the session that the EHR refused a way, so that it isn't tried again. */
export function refuseVoid(connection: Connection, { id }: VoidWay): void {
  refused.set(connection, (refused.get(connection) ?? new Set()).add(id));
}

/**
 * The ways that are open, best first: in place; by Oracle's operation; by a record that takes a request for a charge back. None for a charge
 * that is billed already: its claim has to be corrected.
 */
export async function waysToVoid(connection: Connection, resource: Resource): Promise<VoidWay[]> {
  const { server, scopes, issuer } = connection;
  const capabilities = await connection.capabilities();
  const type = resource.resourceType;
  const reference = referenceOf(resource);
  if (reference === null || resource.status === 'billed') return [];
  const version = valueAt(resource, ['meta', 'versionId']);
  const may = (of: string, interaction: 'create' | 'update' | 'search-type') =>
    permission(capabilities, scopes, of, interaction) === 'yes';
  const { billingRecipient } = issuer;
  const isRequest = type !== 'ChargeItem';
  const ways: (VoidWay | false)[] = [
    may(type, 'update') && {
      id: `update ${type}`,
      choice: {
        name: IN_PLACE[type] ?? 'it is marked as taken back',
        interaction: `PUT ${reference}`,
        billerMust: after(type),
      },
      hides: false,
      send: (content) =>
        server.update(voidedInPlace(resource, content), typeof version === 'string' ? version : undefined),
    },
    !isRequest &&
      operationPermission(capabilities, scopes, 'ChargeItem', 'credit') === 'yes' && {
        id: '$credit',
        choice: {
          name: 'the charge is offset by a credit (ChargeItem/$credit)',
          interaction: `POST ${reference}/$credit`,
          billerMust: null,
        },
        hides: true,
        send: async (content) => server.operation(`${reference}/$credit`, await creditParameters(resource, content)),
      },
    isRequest &&
      billingRecipient !== undefined &&
      may('Communication', 'create') &&
      may('Communication', 'search-type') && {
        id: 'create Communication',
        choice: {
          name: 'a second message to the billing team takes the request back',
          interaction: 'POST Communication',
          billerMust: after(type),
        },
        hides: false,
        send: (content) => server.create(voidingMessage(content, billingRecipient)),
      },
    isRequest &&
      may('DocumentReference', 'create') &&
      may('DocumentReference', 'search-type') && {
        id: 'create DocumentReference',
        choice: {
          name: 'a document in the chart takes the request back',
          interaction: 'POST DocumentReference',
          billerMust: after(type),
        },
        hides: false,
        send: (content) => server.create(voidingDocument(content)),
      },
  ];
  return ways.filter((way) => way !== false).filter(({ id }) => !refused.get(connection)?.has(id));
}

const IN_PLACE: Readonly<Record<string, string>> = {
  ChargeItem: 'the charge is marked so that it is not billed',
  Task: 'the task is cancelled',
  DocumentReference: 'the charge request is marked as no longer valid',
};

/** A request may have been carried out by a biller already. */
function after(type: string): string | null {
  return type === 'ChargeItem' ? null : 'If the charge was entered by hand already, take it back by hand as well.';
}
