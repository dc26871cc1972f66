import type { Config } from './schema.ts';

/** Every origin that the app asks anything of, for the `connect-src` of a Content-Security-Policy; sorted, each once. */
export function connectOrigins({ issuers }: Pick<Config, 'issuers'>): string[] {
  const urls = issuers.flatMap(({ iss, endpoints, origins = [] }) => [
    iss,
    ...Object.values(endpoints ?? {}),
    ...origins,
  ]);
  return [...new Set(urls.map((url) => new URL(url).origin))].sort();
}
