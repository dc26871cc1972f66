import { useQueries, useQueryClient } from '@tanstack/react-query';
import PQueue from 'p-queue';
import { useState } from 'react';
import type { Reference } from '../../rules/ledger.ts';
import type { Packet } from './packet.ts';

/** Each chart takes several requests at once already. */
const CHARTS_AT_ONCE = 2;

export interface Wanted {
  patient: Reference;
  /** As the list calls them, until the packet says it. */
  name: string;
}

export interface PacketRow extends Wanted {
  packet: Packet | null;
  error: string | null;
}

/** The packets of some patients, read anew each time that they are opened, and forgotten when they are closed. */
export function usePackets(
  wanted: readonly Wanted[],
  read: (patient: Reference, signal: AbortSignal) => Promise<Packet>,
): { rows: PacketRow[]; again: () => void } {
  const cache = useQueryClient();
  const [queue] = useState(() => new PQueue({ concurrency: CHARTS_AT_ONCE }));
  // Of this opening alone.
  const [opening] = useState(() => crypto.randomUUID());
  const results = useQueries({
    queries: wanted.map(({ patient }) => ({
      queryKey: ['packet', opening, patient],
      queryFn: ({ signal }: { signal: AbortSignal }) => queue.add(() => read(patient, signal), { signal }),
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 0,
      structuralSharing: false,
    })),
  });
  return {
    rows: wanted.map((one, at) => ({
      ...one,
      packet: results[at]?.data ?? null,
      error: results[at]?.isFetching ? null : (results[at]?.error?.message ?? null),
    })),
    again: () =>
      void cache.refetchQueries({
        queryKey: ['packet', opening],
        predicate: ({ state }) => state.status === 'error',
      }),
  };
}
