import type { Settings } from '../../fhir/settings.ts';
import type { Reference } from '../../rules/ledger.ts';
import type { ServiceMonth } from '../../rules/month.ts';
import { EhrError } from '../errors.ts';
import { paged, plansFor, type Way } from '../plan.ts';
import { referenceOf, type SearchParams } from '../server.ts';
import type { Connection } from '../types.ts';
import type { Tried } from './types.ts';

/** What trying gave for one type. */
export interface TypeTries {
  search: Tried;
  read: Tried;
}

export const NOT_TRIED: Tried = { state: 'not-tried', detail: 'it would write' };
const NOTHING_THERE: Tried = { state: 'not-tried', detail: 'this patient has none to read' };

/**
 * Searches of a type what the app itself searches, by the first way that the server takes, and reads one resource that was found.
 * Only reads. What the EHR says is given without the patient's id.
 * @throws EhrError when the session is over or the try is cancelled
 */
export async function tryType(
  connection: Connection,
  type: string,
  month: ServiceMonth,
  codes: Settings['codes'],
  signal?: AbortSignal,
): Promise<TypeTries> {
  if (type === 'Patient' || type === 'Practitioner') {
    const reference = type === 'Patient' ? connection.patient : connection.user;
    const nobody: Tried = { state: 'not-tried', detail: 'the EHR named nobody of this kind' };
    return {
      search: nobody,
      read: reference?.startsWith(`${type}/`) ? await tryRead(connection, reference, signal) : nobody,
    };
  }
  const plans = plansFor(connection.patient, month, codes, connection.issuer.billingRecipient);
  const ways = plans.filter((plan) => plan.type === type).flatMap((plan) => plan.ways);
  const searched = await trySearch(connection, type, ways.length === 0 ? [byPatient(connection)] : ways, signal);
  const [reference] = searched.found;
  return {
    search: searched.tried,
    read: reference === undefined ? NOTHING_THERE : await tryRead(connection, reference, signal),
  };
}

function byPatient({ patient }: Connection): Way {
  const [, id = ''] = patient.split('/');
  const params: SearchParams = [['patient', id]];
  return { params: async () => params, needs: ['patient'], partial: null };
}

async function trySearch(connection: Connection, type: string, ways: readonly Way[], signal?: AbortSignal) {
  const refusals: string[] = [];
  for (const way of ways) {
    const by = way.needs.join(', ');
    try {
      const params = await way.params(async () => (connection.encounter === null ? [] : [connection.encounter]));
      if (params === null) continue;
      const { resources, incomplete, outcomes } = await connection.server.search(type, paged(type, params), { signal });
      const said = [...outcomes.map(({ text }) => text), ...(incomplete === null ? [] : [incomplete])];
      const detail = [
        `by ${by}: ${resources.length} found`,
        ...(way.partial === null ? [] : [way.partial.replace(/\.$/, '')]),
        ...said.map((text) => withoutPatient(text, connection)),
        ...refusals,
      ].join('. ');
      return {
        tried: { state: way.partial === null ? 'worked' : 'partly', detail } satisfies Tried,
        found: resources.flatMap((one) => referenceOf(one) ?? []),
      };
    } catch (error) {
      refusals.push(`by ${by}: ${refusalOf(error, connection)}`);
    }
  }
  const detail = refusals.join('. ') || 'there was nothing to ask by';
  return { tried: { state: refusals.length === 0 ? 'not-tried' : 'refused', detail } satisfies Tried, found: [] };
}

async function tryRead(connection: Connection, reference: Reference, signal?: AbortSignal): Promise<Tried> {
  try {
    await connection.server.get(reference, signal);
    return { state: 'worked', detail: 'one was read' };
  } catch (error) {
    return { state: 'refused', detail: refusalOf(error, connection) };
  }
}

/** In words, why the server said no. Another failure is no answer to the question and is thrown on. */
function refusalOf(error: unknown, connection: Connection): string {
  if (!(error instanceof EhrError) || error.endsReading) throw error;
  const said = withoutPatient(error.message, connection);
  return error.status === null ? said : `${error.status}, ${said}`;
}

function withoutPatient(text: string, { patient }: Connection): string {
  const [, id = ''] = patient.split('/');
  return text.replaceAll(id, '…');
}
