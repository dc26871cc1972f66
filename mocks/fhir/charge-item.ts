import { requireAccess, requireReach } from './access.ts';
import { type Call, json } from './call.ts';
import { problemsOf } from './definitions.ts';
import { outcome, Refusal } from './outcome.ts';
import { fieldsOf, hasModifierExtension, isObject, isResource, type Resource, referenceTo } from './resource.ts';

/** Where the store keeps the transaction id, so that the same one never makes two charges. */
const TRANSACTION = 'urn:sandbox:charge-item-transaction';

/**
 * Oracle Health's operations on ChargeItem: Parameters with `transactionId` (valueUuid) and `chargeItem` (a resource; for `:id/$credit` the
 * path names it), as in github.com/cerner/fhir.cerner.com, r4_examples_charge_item.rb. The answer names no charge: search by encounter.
 */
export function chargeItemOperation(call: Call, operation: string, id?: string): Response {
  requireAccess(call.access, operation === 'modify' ? 'u' : 'c', 'ChargeItem');
  const { transactionId, chargeItem } = parameters(call.body, id);
  if (hasModifierExtension(chargeItem)) throw new Refusal(422, 'not-supported', 'modifierExtension is not supported');
  const { store } = call.server;
  const done = store.all('ChargeItem').some((one) => one.meta.tag?.some(({ code }) => code === transactionId));
  if (!done) {
    const tag = [{ system: TRANSACTION, code: transactionId }];
    if (operation === 'create') store.create({ ...newCharge(call, chargeItem), meta: { tag } });
    else store.update({ ...changed(call, chargeItem, operation), meta: { tag } });
  }
  return json(200, outcome('informational', `ChargeItem ${operation} was accepted`, 'warning'));
}

function parameters(body: unknown, id: string | undefined): { transactionId: string; chargeItem: Resource } {
  const list =
    isObject(body) && body.resourceType === 'Parameters' && Array.isArray(body.parameter) ? body.parameter : [];
  const named = (name: string) => list.filter(isObject).find((parameter) => parameter.name === name);
  const transactionId = named('transactionId')?.valueUuid;
  if (typeof transactionId !== 'string' || !/^urn:uuid:[0-9a-f-]{36}$/i.test(transactionId)) {
    throw new Refusal(422, 'required', 'transactionId has to be a valueUuid (urn:uuid:…)');
  }
  const chargeItem = id === undefined ? named('chargeItem')?.resource : { resourceType: 'ChargeItem', id };
  if (!isResource(chargeItem) || chargeItem.resourceType !== 'ChargeItem') {
    throw new Refusal(422, 'required', 'chargeItem has to be a ChargeItem');
  }
  return { transactionId, chargeItem };
}

/** What Oracle Health says it returns of a charge; an identifier, notes and supporting information are lost. */
const KEPT = new Set([
  'code',
  'context',
  'occurrenceDateTime',
  'performer',
  'requestingOrganization',
  'quantity',
  'enterer',
  'enteredDate',
  'reason',
  'extension',
]);

/** What the operation accepts, with subject and account from the encounter. */
function newCharge(call: Call, chargeItem: Resource): Resource {
  const { store } = call.server;
  const { status, context, occurrenceDateTime, quantity, code } = fieldsOf(chargeItem);
  if (status !== 'unknown') throw new Refusal(422, 'value', 'status has to be unknown');
  if (typeof occurrenceDateTime !== 'string') throw new Refusal(422, 'required', 'occurrenceDateTime is required');
  if (!isObject(quantity) || typeof quantity.value !== 'number')
    throw new Refusal(422, 'required', 'quantity is required');
  if (!isObject(code) || !Array.isArray(code.coding) || code.coding.length !== 1) {
    throw new Refusal(422, 'value', 'code has to hold exactly one bill code of this site');
  }
  const reference = isObject(context) && typeof context.reference === 'string' ? context.reference : '';
  const encounter = store.read(reference);
  if (!reference.startsWith('Encounter/') || encounter === undefined) {
    throw new Refusal(422, 'required', 'context has to be a known Encounter');
  }
  const { subject, account } = fieldsOf(encounter);
  const kept = Object.fromEntries(Object.entries(chargeItem).filter(([name]) => KEPT.has(name)));
  const charge = { ...kept, resourceType: 'ChargeItem', status: 'billable', subject, account };
  const problems = problemsOf(charge);
  if (problems.length > 0) throw new Refusal(422, 'structure', problems.join('; '));
  requireReach(charge, requireAccess(call.access, 'c', 'ChargeItem'));
  return charge;
}

function changed(call: Call, chargeItem: Resource, operation: string): Resource & { id: string } {
  const existing = call.server.store.read(referenceTo(chargeItem));
  if (!existing) throw new Refusal(404, 'not-found', `${referenceTo(chargeItem)} is not known`);
  requireReach(existing, requireAccess(call.access, 'c', 'ChargeItem'));
  // Oracle offsets a credited charge; what remains visible is that it is billed no more.
  if (operation === 'credit') return { ...existing, ...{ status: 'aborted' } };
  return { ...existing, ...chargeItem, ...{ status: 'billable' }, id: existing.id };
}
