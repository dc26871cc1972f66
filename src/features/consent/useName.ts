import { useQuery } from '@tanstack/react-query';
import { EhrError } from '../../ehr/errors.ts';
import type { Connection } from '../../ehr/types.ts';
import { nameOf } from '../../fhir/related-person.ts';
import type { Reference } from '../../rules/ledger.ts';

/** What a person is called, as the EHR has it; null while it is asked, and where it can't be had: then nothing depends on it. */
export function useName({ issuer, server }: Connection, who: Reference | null): string | null {
  const { data } = useQuery({
    queryKey: ['name', issuer.iss, who],
    queryFn: async () => {
      if (who === null) return null;
      try {
        return nameOf(await server.get(who)) || null;
      } catch (error) {
        if (error instanceof EhrError) return null;
        throw error;
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data ?? null;
}
