import { useSyncExternalStore } from 'react';
import type { Connection } from '../../ehr/types.ts';
import type { Reference } from '../../rules/ledger.ts';

/**
 * The readings that a person picked as the reason of an entry, oldest pick first: `Procedure.reasonReference`.
 *
 * The readings section writes it; the form of an entry reads it, wherever on the screen it stands:
 *
 *     const readings = useSelection(connection);
 *     … reasonReference: readings.chosen.map((reference) => ({ reference }))
 *     readings.choose([]);                            // after the entry was written
 *
 * It is of one connection, so it never outlives the session or follows to another patient; it survives a change of month.
 */
export interface Selection {
  chosen: readonly Reference[];
  choose(references: readonly Reference[]): void;
}

class Store {
  chosen: readonly Reference[] = [];
  readonly #listeners = new Set<() => void>();

  readonly choose = (references: readonly Reference[]) => {
    this.chosen = [...new Set(references)];
    for (const listener of this.#listeners) listener();
  };

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };
}

const stores = new WeakMap<Connection, Store>();

function storeOf(connection: Connection): Store {
  const known = stores.get(connection);
  if (known) return known;
  const made = new Store();
  stores.set(connection, made);
  return made;
}

/** The picked readings of a connection, for a component that shows or changes them. */
export function useSelection(connection: Connection): Selection {
  const store = storeOf(connection);
  const chosen = useSyncExternalStore(store.subscribe, () => store.chosen);
  return { chosen, choose: store.choose };
}
