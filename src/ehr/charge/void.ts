/**
 * Taking a charge back:
 *
 *   ready ─confirm→ reading ─stands→ voiding ─answered, or no clear answer→ reading-back ─gone→ done
 *                      │ gone → done    │ refused → voiding (the next way)       └ still there → stopped
 *                      └ no way → by-hand
 *
 * Every step may be repeated: an update names the version that it changes, Oracle's operation a transaction that is the same each time, and a
 * record that takes a charge back is looked for first. So after an unknown outcome the person just confirms again.
 */
import { isGone } from '../../fhir/chargeitem.ts';
import { isResource, type Resource } from '../../fhir/resource.ts';
import { voidProvenance } from '../../fhir/write/charge-provenance.ts';
import type { VoidContent } from '../../fhir/write/charge-void.ts';
import type { Reference } from '../../rules/ledger.ts';
import { permission } from '../capability.ts';
import { EhrError } from '../errors.ts';
import type { ChargeToVoid, Connection, VoidChoice, Voiding, VoidState } from '../types.ts';
import { writeOnce } from './attest.ts';
import { findCharges } from './find.ts';
import { refuseVoid, type VoidWay, waysToVoid } from './void-ways.ts';

export { chargesToVoid } from './to-void.ts';

/**
 * How a charge would be taken back here, for the person to see first.
 * @throws EhrError
 */
export async function chooseVoid(connection: Connection, { charge }: ChargeToVoid): Promise<VoidChoice> {
  const resource = await connection.server.get(charge.reference);
  const [way] = isResource(resource) ? await waysToVoid(connection, resource) : [];
  return way?.choice ?? BY_HAND;
}

const BY_HAND: VoidChoice = {
  name: 'a person takes it back in the EHR',
  interaction: null,
  billerMust: 'Take the charge back by hand in the EHR, or correct the claim if it is billed already.',
};

/** A charge on its way out. Made anew for each charge and dialog: whatever was done before is seen. */
export function voidingOf(connection: Connection, toVoid: ChargeToVoid, now = () => new Date()): Voiding {
  let state: VoidState = { step: 'ready' };
  let running: Promise<VoidState> | null = null;
  const listeners = new Set<() => void>();

  function become(next: VoidState): void {
    state = next;
    for (const listener of listeners) listener();
  }

  async function run(reason: string): Promise<VoidState> {
    become({ step: 'reading' });
    try {
      become(await takeBack(connection, toVoid, { reason, at: `${now().toISOString().slice(0, 19)}Z` }, become));
    } catch (error) {
      become(stopped('unknown-outcome', 'The app itself failed.'));
      throw error;
    }
    return state;
  }

  return {
    getSnapshot: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    confirm: (reason) => {
      if (state.step === 'done') return Promise.resolve(state);
      running ??= run(reason).finally(() => {
        running = null;
      });
      return running;
    },
  };
}

async function takeBack(
  connection: Connection,
  toVoid: ChargeToVoid,
  { reason, at }: { reason: string; at: string },
  become: (state: VoidState) => void,
): Promise<VoidState> {
  const { charge, patient, instead } = toVoid;
  if (patient !== connection.patient) return stopped('not-allowed', `This session is about ${connection.patient}.`);
  if (reason.trim() === '') return stopped('not-allowed', 'A charge is taken back for a reason only.');
  const content: VoidContent = {
    charge: charge.reference,
    patient,
    user: connection.user,
    reason: reason.trim(),
    replaced: instead !== null,
    at,
  };
  let resource: Resource | null;
  try {
    resource = await standing(connection, toVoid);
  } catch (error) {
    return stopped('not-sent', ehrError(error).message);
  }
  if (resource === null)
    return { step: 'done', by: 'found', choice: null, detail: `${charge.reference} no longer stands.`, remarks: [] };
  for (const way of await waysToVoid(connection, resource)) {
    become({ step: 'voiding', choice: way.choice });
    const end = await goWay(connection, toVoid, way, content, become);
    if (end !== 'refused') return end;
  }
  const detail = 'The EHR lets the app take this charge back in no way that it knows. Nothing was changed.';
  return { step: 'by-hand', choice: BY_HAND, detail };
}

async function goWay(
  connection: Connection,
  toVoid: ChargeToVoid,
  way: VoidWay,
  content: VoidContent,
  become: (state: VoidState) => void,
): Promise<VoidState | 'refused'> {
  const remarks: string[] = [];
  const tell = async () => {
    const why = await tellWhy(connection, toVoid, content);
    if (why !== null) remarks.push(why);
  };
  let lost: EhrError | null = null;
  try {
    // Where the EHR hides what was taken back, this alone tells the next charge of the line that it is another one.
    if (way.hides) await tell();
    await way.send(content);
  } catch (error) {
    const failure = ehrError(error);
    if (['refused', 'forbidden', 'not-found'].includes(failure.kind)) {
      refuseVoid(connection, way);
      return 'refused';
    }
    if (!failure.outcomeUnknown && failure.kind !== 'conflict') return stopped('not-sent', failure.message);
    lost = failure;
  }
  become({ step: 'reading-back', choice: way.choice });
  try {
    if ((await standing(connection, toVoid)) !== null) {
      if (lost?.kind === 'conflict')
        return stopped('conflict', `Somebody has changed the charge since. ${lost.message}`);
      return stopped('unknown-outcome', `The charge is still to be seen. ${lost?.message ?? ''}`.trim());
    }
  } catch (error) {
    return stopped('unknown-outcome', `It can’t be seen whether it was taken back. ${ehrError(error).message}`);
  }
  if (!way.hides) await tell();
  const detail = `${toVoid.charge.reference} was taken back: ${content.reason}`;
  return { step: 'done', by: 'voided', choice: way.choice, detail, remarks };
}

/** The charge as it is now; null when it no longer stands. */
async function standing(
  connection: Connection,
  { charge, patient, month, code }: ChargeToVoid,
): Promise<Resource | null> {
  const [resource, { voided }] = await Promise.all([
    readOrGone(connection, charge.reference),
    findCharges(connection, { patient, month, code, encounter: connection.encounter, attempt: null }),
  ]);
  if (resource === null || isGone(resource)) return null;
  return voided.some(({ reference }) => reference === charge.reference) && charge.route !== 'charge-item'
    ? null
    : resource;
}

async function readOrGone({ server }: Connection, reference: Reference): Promise<Resource | null> {
  try {
    const resource = await server.get(reference);
    if (!isResource(resource)) throw new EhrError('bad-answer', 'The charge can’t be read.');
    return resource;
  } catch (error) {
    if (error instanceof EhrError && error.kind === 'not-found') return null;
    throw error;
  }
}

/** Writes who took it back and why, once; why not, in a sentence, where that failed. */
async function tellWhy(
  connection: Connection,
  { month, code }: ChargeToVoid,
  content: VoidContent,
): Promise<string | null> {
  const { scopes, user } = connection;
  try {
    const capabilities = await connection.capabilities();
    if (permission(capabilities, scopes, 'Provenance', 'create') !== 'yes') return null;
    if (user === null) return 'The EHR doesn’t tell who is signed in, so that nobody is named beside it.';
    const line = { patient: content.patient, month, code, generation: 1 };
    await writeOnce(connection, voidProvenance(content, line, user), content.charge, 'NULLIFY');
    return null;
  } catch (error) {
    return `Who took it back was not written beside it. ${ehrError(error).message}`;
  }
}

function stopped(reason: (VoidState & { step: 'stopped' })['reason'], detail: string): VoidState & { step: 'stopped' } {
  const next =
    reason === 'not-allowed'
      ? 'Nothing was changed.'
      : reason === 'not-sent'
        ? 'Try again; nothing was changed.'
        : 'Try again: what was done already is seen, and nothing is done twice.';
  return { step: 'stopped', reason, detail, next, again: reason === 'not-allowed' ? null : 'confirm' };
}

/** Anything else that is thrown is a mistake of ours, and shown as one. */
function ehrError(error: unknown): EhrError {
  if (error instanceof EhrError) return error;
  throw error;
}
