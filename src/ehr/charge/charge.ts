import { EhrError } from '../errors.ts';
import type { Charge, ChargeRequest, ChargeState, Connection, Reread, RouteChoice } from '../types.ts';
import { findCharges } from './find.ts';
import { checkAgain, keyOf } from './lines.ts';
import { chooseRoute, refuseRoute, routeOf } from './routes.ts';
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
  renew(world: ChargeWorld): boolean;
}

/** Runs the machine of `write.ts`, one run at a time. */
export function newCharge(first: ChargeWorld): RenewableCharge {
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
    } catch (error) {
      become(broken(state));
      throw error;
    }
    return state;
  }

  function renew(next: ChargeWorld): boolean {
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
    confirm: () => running ?? run(confirmed(state)),
    check: () => running ?? run(lookedFor(state, sentBy)),
    renew,
  };
}

function worldOf(connection: Connection, request: ChargeRequest, reread: () => Promise<Reread>): ChargeWorld {
  let sentAt = 0;
  let accepted = false;
  return {
    reread,
    check: ({ verdict }) => checkAgain(connection, request, verdict),
    find: () => findCharges(connection, request),
    choose: () => chooseRoute(connection, request),
    refuse: (route, why) => refuseRoute(connection, route, why),
    write: async ({ route: id, exactlyOnce }) => {
      const route = routeOf(id);
      if (route === null) throw new EhrError('refused', `There is no route “${id}”.`);
      const resource = await route.build(request);
      sentAt = Date.now();
      const written = await route.write(connection, resource, request, exactlyOnce === 'conditional-create');
      accepted = true;
      return written;
    },
    isLost: ({ exactlyOnce }) =>
      !accepted && (exactlyOnce === 'conditional-create' || Date.now() - sentAt > LONGEST_DELAY),
  };
}
