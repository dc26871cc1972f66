import type { Config } from './schema.ts';

/** The EHRs, each with what its charge master calls the CPT codes. */
export function issuersOf({ issuers, codes }: Pick<Config, 'issuers' | 'codes'>) {
  const plain = (url: string) => url.replace(/\/+$/, '');
  return issuers.map((issuer) => ({
    ...issuer,
    billCodes: codes.bill.filter(({ iss }) => iss === undefined || plain(iss) === plain(issuer.iss)),
  }));
}
