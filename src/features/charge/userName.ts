import { useQuery } from '@tanstack/react-query';
import type { Connection } from '../../ehr/types.ts';
import { isObject, isResource, listOf, valueAt } from '../../fhir/resource.ts';
import type { Reference } from '../../rules/ledger.ts';

interface UserName {
  /** Null: the EHR doesn't tell. */
  name: string | null;
  isFetching: boolean;
}

/** The name of who signed in. */
export function useUserName(connection: Connection): UserName {
  return useName(connection, connection.user);
}

/** The name of a person or organization, as the EHR has it. That it can't be had is no error: people do without, or type it. */
export function useName(connection: Asked, user: Reference | null): UserName {
  const { data, isFetching } = useQuery(nameQuery(connection, user));
  return { name: data ?? null, isFetching };
}

type Asked = Pick<Connection, 'issuer' | 'server'>;

/** The same, for whoever asks outside of a component. */
export function nameQuery({ issuer, server }: Asked, user: Reference | null) {
  return {
    queryKey: ['name', issuer.iss, user],
    queryFn: async () => {
      if (user === null) return null;
      // Not permitted, not offered or no answer: all the same here.
      const resource = await server.get(user).catch(() => null);
      return nameOf(resource);
    },
    staleTime: Number.POSITIVE_INFINITY,
  };
}

/** What a person, a PractitionerRole or an organization is called. */
export function nameOf(resource: unknown): string | null {
  if (!isResource(resource)) return null;
  const names = listOf(resource.name).filter(isObject);
  const name = names.find(({ use }) => use === 'official') ?? names[0];
  const parts = [...listOf(name?.given), name?.family].filter((part) => typeof part === 'string');
  const display = valueAt(resource, ['practitioner', 'display']);
  return (
    [name?.text, parts.join(' '), display].find((one): one is string => typeof one === 'string' && one !== '') ?? null
  );
}

/** Somebody named in the chart, by the display that a performer of the month carries; else by type and id. */
export function actorIn(resources: readonly unknown[], reference: Reference): string {
  const actors = resources
    .filter(isResource)
    .flatMap(({ performer }) => listOf(performer).map((one) => valueAt(one, ['actor'])));
  const named = actors.find(
    (actor) => valueAt(actor, ['reference']) === reference && typeof valueAt(actor, ['display']) === 'string',
  );
  const display = valueAt(named, ['display']);
  return typeof display === 'string' ? display : userWords(reference);
}

/** `Practitioner/p1` as a person would say it, where no name is known. */
export function userWords(user: Reference): string {
  const [type = '', id = ''] = user.split('/');
  return `${type} ${id}`;
}
