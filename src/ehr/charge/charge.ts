import { sealed } from '../../fhir/write/charge-request.ts';
import { EhrError } from '../errors.ts';
import type { Attestation, Charge, ChargeRequest, ChargeState, Connection, Reread, RouteChoice } from '../types.ts';
import { attestBeside } from './attest.ts';
import { findCharges } from './find.ts';
import { checkAgain, keyOf } from './lines.ts';
import { isStale, release, reserve } from './reserve.ts';
import { chooseRoute, refuseRoute, routeOf } from './routes.ts';
import { chargeSlip } from './slip.ts';
import { advance, broken, type ChargeWorld, confirmed, hasEnded, lookedFor } from './write.ts';

/** After so long no server or proxy still carries a request out. */
const LONGEST_DELAY = 180_000;

interface Known {
  charge: RenewableCharge;
  request: ChargeRequest;
}

/** One charge a patient, month and code in this tab: whoever asks for the same one gets the same one. */
const charges = new WeakMap<Connection, Map<string, Known>>();

/**
 * The charge of a request, from its confirmation to its end. Two clicks, two dialogs or a component that is made twice share one.
 * Another request for the same line begins it anew, unless it is under way or may have arrived.
 * @param reread reads the month again, past every cache, and judges it
 */
export function chargeOf(connection: Connection, request: ChargeRequest, reread: () => Promise<Reread>): Charge {
  const ofConnection = charges.get(connection) ?? new Map<string, Known>();
  charges.set(connection, ofConnection);
  const key = keyOf(request);
  const known = ofConnection.get(key);
  if (known?.request === request) return known.charge;
  const world = worldOf(connection, request, reread);
  const charge = known?.charge ?? newCharge(world);
  if (known === undefined || charge.renew(world)) ofConnection.set(key, { charge, request });
  return charge;
}

export interface RenewableCharge extends Charge {
  /** Begins anew with another request; false, and nothing happens, while one is under way or may have arrived. */
  renew(world: RunWorld): boolean;
}

/** What a run needs beside the steps of the machine. */
export interface RunWorld extends ChargeWorld {
  /** What the person put their name to; kept for what is tried again. */
  attested(attestation: Attestation): void;
  /** Lets others charge the line again after nothing was written. Never throws. */
  giveUp(): Promise<void>;
}

/** Runs the machine of `write.ts`, one run at a time. */
export function newCharge(first: RunWorld): RenewableCharge {
  let world = first;
  let state: ChargeState = { step: 'ready' };
  let sentBy: RouteChoice | null = null;
  let running: Promise<ChargeState> | null = null;
  const listeners = new Set<() => void>();

  function become(next: ChargeState): void {
    state = next;
    if (next.step === 'writing') sentBy = next.choice;
    for (const listener of listeners) listener();
  }

  function run(next: ChargeState): Promise<ChargeState> {
    running ??= toTheEnd(next).finally(() => {
      running = null;
    });
    return running;
  }

  async function toTheEnd(next: ChargeState): Promise<ChargeState> {
    become(next);
    try {
      while (!hasEnded(state)) become(await advance(state, world));
      const mayArrive = state.step === 'stopped' && state.stop.reason === 'unknown-outcome';
      if (!mayArrive) await world.giveUp();
    } catch (error) {
      become(broken(state));
      throw error;
    }
    return state;
  }

  function renew(next: RunWorld): boolean {
    if (running !== null || (state.step === 'stopped' && state.again === 'check')) return false;
    world = next;
    become({ step: 'ready' });
    return true;
  }

  return {
    getSnapshot: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    confirm: (attestation) => {
      if (running !== null) return running;
      if (attestation !== undefined) world.attested(attestation);
      return run(confirmed(state));
    },
    check: () => running ?? run(lookedFor(state, sentBy)),
    renew,
  };
}

function worldOf(connection: Connection, first: ChargeRequest, reread: () => Promise<Reread>): RunWorld {
  let request = first;
  let sentAt = 0;
  let accepted = false;
  let uncounted = false;
  let reservedAt: number | null = null;
  return {
    reread,
    attested: (attestation) => {
      request = { ...request, attestation };
    },
    check: (again) => checkAgain(connection, request, again),
    find: async () => {
      const charges = await findCharges(connection, request);
      uncounted = charges.uncounted;
      return charges;
    },
    choose: () => chooseRoute(connection, request),
    refuse: (route, why) => refuseRoute(connection, route, why),
    reserve: async (generation) => {
      request = { ...request, generation };
      reservedAt = Date.now();
      return reserve(connection, request);
    },
    write: async ({ route: id, exactlyOnce }, generation) => {
      const route = routeOf(id);
      if (route === null) throw new EhrError('refused', `There is no route “${id}”.`);
      if (exactlyOnce === 'reservation' && (reservedAt === null || isStale(reservedAt, Date.now())))
        throw new EhrError('session', 'The reservation of the line is too old.');
      request = await sealed({ ...request, generation, uncounted });
      const resource = await route.build(request, connection);
      sentAt = Date.now();
      accepted = false;
      const written = await route.write(connection, resource, request, exactlyOnce === 'conditional-create');
      accepted = true;
      return written;
    },
    attest: ({ reference }) => attestBeside(connection, request, reference),
    isLost: ({ exactlyOnce }) =>
      !accepted && (exactlyOnce === 'conditional-create' || Date.now() - sentAt > LONGEST_DELAY),
    slip: () => chargeSlip(request),
    giveUp: async () => {
      if (reservedAt === null) return;
      reservedAt = null;
      try {
        await release(connection, request);
      } catch (error) {
        // It ends by itself.
        if (!(error instanceof EhrError)) throw error;
      }
    },
  };
}
