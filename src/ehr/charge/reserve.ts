/**
 * Where the EHR doesn't keep charges apart itself but takes Tasks: a Task that reserves the line. Who made the oldest one may charge.
 *
 * It holds because everybody looks after making their own: of two people, the one who made theirs later sees the other's. Times are those of
 * the EHR, never ours, and of two in the same instant both give way. A reservation that nobody ended is passed over after `STALE_SECONDS`; who
 * holds one that long doesn't write any more (`isStale`).
 */
import { isObject, isResource, listOf, type Resource, referenceOf, valueAt } from '../../fhir/resource.ts';
import { readInstant } from '../../fhir/time.ts';
import { chargeIdentifier } from '../../fhir/write/charge-request.ts';
import { chargeReservation } from '../../fhir/write/charge-reservation.ts';
import { CHARGE_ATTEMPT_SYSTEM, CHARGE_RESERVATION_CODE, CHARGE_RESERVATION_SYSTEM } from '../../fhir/write/codes.ts';
import { asSent } from '../../fhir/write/entry.ts';
import { EhrError } from '../errors.ts';
import { paged, tokens } from '../plan.ts';
import type { SearchParams } from '../server.ts';
import type { ChargeRequest, Connection } from '../types.ts';

/** After so long a reservation that nobody ended is nobody's. */
const STALE_SECONDS = 15 * 60;
/** How long one's own is relied on: what is sent within it has arrived, or never will, before others pass it over. */
const RELIED_ON_MILLISECONDS = 5 * 60_000;

interface Reservation {
  resource: Resource;
  /** When the EHR made it, in epoch seconds with fractions: it is never changed before it ends. */
  made: number;
  mine: boolean;
}

/**
 * Reserves a request's line. Null when it is ours now; else who else has it, in a sentence.
 * @throws EhrError when nobody can tell
 */
export async function reserve(connection: Connection, request: ChargeRequest): Promise<string | null> {
  // One of an earlier try would be older than it may be relied on.
  await release(connection, request);
  let lost: EhrError | null = null;
  try {
    await connection.server.create(chargeReservation(request));
  } catch (error) {
    if (!(error instanceof EhrError) || !error.outcomeUnknown) throw error;
    lost = error;
  }
  const all = await reservations(connection, request);
  const mine = all.filter((each) => each.mine).at(-1);
  if (mine === undefined) throw lost ?? new EhrError('bad-answer', 'The reservation is not to be seen in the chart.');
  const older = all.find((each) => !each.mine && each.made <= mine.made && mine.made - each.made < STALE_SECONDS);
  if (older === undefined) return null;
  await release(connection, request);
  return `${referenceOf(older.resource)} says that somebody is charging CPT ${request.code} of ${request.month}.`;
}

/** Ends this request's reservations; they end by themselves where that fails. */
export async function release(connection: Connection, request: ChargeRequest): Promise<void> {
  const mine = (await reservations(connection, request)).filter((each) => each.mine);
  for (const { resource } of mine) {
    const version = valueAt(resource, ['meta', 'versionId']);
    await connection.server.update(
      asSent({ ...resource, status: 'completed' }),
      typeof version === 'string' ? version : undefined,
    );
  }
}

/** Whether a reservation made then may no longer be relied on. Epoch milliseconds. */
export function isStale(reservedAt: number, now: number): boolean {
  return now - reservedAt > RELIED_ON_MILLISECONDS;
}

/** The reservations of a line that nobody ended, oldest first. */
async function reservations(connection: Connection, request: ChargeRequest): Promise<Reservation[]> {
  const capabilities = await connection.capabilities();
  const byCode = capabilities.types.get('Task')?.searchParams.has('code') ?? false;
  const params: SearchParams = [
    ['patient', request.patient.replace('Patient/', '')],
    ...(byCode ? [['code', tokens([CHARGE_RESERVATION_CODE])] as const] : []),
  ];
  const { resources, incomplete } = await connection.server.search('Task', paged('Task', params));
  if (incomplete !== null) throw new EhrError('bad-answer', incomplete);
  const line = chargeIdentifier(request).value;
  return resources
    .filter(isResource)
    .filter((task) => task.status === 'in-progress' && has(task, CHARGE_RESERVATION_SYSTEM, line))
    .map((resource) => ({
      resource,
      made: madeAt(resource),
      mine: has(resource, CHARGE_ATTEMPT_SYSTEM, request.attempt),
    }))
    .sort((one, other) => one.made - other.made);
}

function has({ identifier }: Resource, system: string, value: string): boolean {
  return listOf(identifier).some((each) => isObject(each) && each.system === system && each.value === value);
}

/** @throws EhrError when the EHR doesn't tell: then nobody can say who was first */
function madeAt(resource: Resource): number {
  const text = valueAt(resource, ['meta', 'lastUpdated']);
  const seconds = typeof text === 'string' ? readInstant(text) : null;
  if (typeof text !== 'string' || typeof seconds !== 'number')
    throw new EhrError('bad-answer', 'The EHR doesn’t tell when a reservation was made.');
  const [, fraction = '0'] = /\.(\d+)/.exec(text) ?? [];
  return seconds + Number(`0.${fraction}`);
}
