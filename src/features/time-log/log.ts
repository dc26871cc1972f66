import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { mayRecord } from '../../ehr/record/routes.ts';
import type { Connection } from '../../ehr/types.ts';
import { isResource, listOf, localReference, type Resource, referenceOf, valueAt } from '../../fhir/resource.ts';
import type { Settings } from '../../fhir/settings.ts';
import type { Instant, Reference } from '../../rules/ledger.ts';
import type { MonthResult } from '../verdict/useMonth.ts';

/** What every part of the time log works with. */
export interface Log {
  connection: Connection;
  result: MonthResult;
  settings: Settings & { timeZone: string; language?: string };
  /** Epoch milliseconds. */
  now: () => number;
  /** The session has ended: nothing can be written until the person signs in again. */
  expired: boolean;
  /** Reads the month again. */
  reload: () => void;
}

/** Who is signed in, as an entry can name them; null when the EHR doesn't tell, or it is nobody who works there. */
export function workerOf({ user }: Connection): Reference | null {
  return user !== null && /^Practitioner(Role)?\//.test(user) ? user : null;
}

/** What the EHR lets the app keep. `timer`: where a running one is. */
export interface Access {
  entry: 'procedure' | 'note' | 'none';
  timer: 'procedure' | 'document' | 'tab';
}

/** Undefined while the EHR is asked; it is asked once a session. */
export function useAccess(connection: Connection): Access | undefined {
  const { data } = useQuery({
    queryKey: ['record-access', connection.issuer.iss, connection.scopes],
    queryFn: () => accessOf(connection),
  });
  return data;
}

async function accessOf(connection: Connection): Promise<Access> {
  const may = (type: string, kind: 'create' | 'update') => mayRecord(connection, type, kind);
  const [entry, change, document, replace] = await Promise.all([
    may('Procedure', 'create'),
    may('Procedure', 'update'),
    may('DocumentReference', 'create'),
    may('DocumentReference', 'update'),
  ]);
  return {
    entry: entry ? 'procedure' : document ? 'note' : 'none',
    timer: entry && change ? 'procedure' : entry && document && replace ? 'document' : 'tab',
  };
}

/** The clock, in epoch seconds, looked at every so often. */
export function useNow(now: () => number, everySeconds: number): Instant {
  const [at, setAt] = useState(() => Math.floor(now() / 1000));
  useEffect(() => {
    const timer = setInterval(() => setAt(Math.floor(now() / 1000)), everySeconds * 1000);
    return () => clearInterval(timer);
  }, [now, everySeconds]);
  return at;
}

export function resourceOf({ read }: MonthResult, reference: Reference): Resource | null {
  return read.resources.filter(isResource).find((resource) => referenceOf(resource) === reference) ?? null;
}

/** What people call somebody: the name that any resource gives with the reference, else the reference. */
export function nameOf({ read }: MonthResult, who: Reference): string {
  for (const resource of read.resources.filter(isResource)) {
    for (const named of [
      resource.recorder,
      resource.sender,
      ...listOf(resource.performer).map((performer) => valueAt(performer, ['actor'])),
      ...listOf(resource.author),
    ]) {
      const display = valueAt(named, ['display']);
      if (typeof display === 'string' && localReference(valueAt(named, ['reference'])) === who) return display;
    }
  }
  return who;
}
