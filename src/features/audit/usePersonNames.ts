import { useQueries } from '@tanstack/react-query';
import type { PracticeConnection } from '../../ehr/types.ts';
import type { Reference } from '../../rules/ledger.ts';
import { nameOf, userWords } from '../charge/userName.ts';

/** What people are called, by reference; `Practitioner nurse` where the EHR does not say, for nothing depends on it. */
export function usePersonNames(
  { issuer, server }: PracticeConnection,
  persons: readonly Reference[],
): ReadonlyMap<Reference, string> {
  const names = useQueries({
    queries: persons.map((person) => ({
      queryKey: ['name', issuer.iss, person],
      queryFn: async () => nameOf(await server.get(person).catch(() => null)),
      staleTime: Number.POSITIVE_INFINITY,
    })),
  });
  return new Map(persons.map((person, at) => [person, names[at]?.data ?? userWords(person)]));
}
