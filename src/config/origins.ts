interface Asked {
  iss: string;
  endpoints?: { authorize: string; token: string; revoke?: string | undefined } | undefined;
  origins?: readonly string[] | undefined;
}

/** Every origin that the app asks anything of, for the `connect-src` of a Content-Security-Policy; sorted, each once. */
export function connectOrigins({ issuers }: { issuers: readonly Asked[] }): string[] {
  const urls = issuers.flatMap(({ iss, endpoints, origins = [] }) => [
    iss,
    ...Object.values(endpoints ?? {}),
    ...origins,
  ]);
  return [...new Set(urls.flatMap((url) => (url === undefined ? [] : [new URL(url).origin])))].sort();
}
