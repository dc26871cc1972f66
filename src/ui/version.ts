/** Which build of the app this is: the build writes it into the page; a page from source has none. */
export function appVersion(): string | null {
  return document.querySelector('meta[name="version"]')?.getAttribute('content') ?? null;
}
