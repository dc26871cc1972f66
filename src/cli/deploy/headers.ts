import { connectOrigins } from '../../config/origins.ts';
import type { Config } from '../../config/schema.ts';

/** What the pages are allowed to do depends on. */
export interface Served {
  config: Pick<Config, 'issuers' | 'frameAncestors' | 'branding'>;
  /** Where the app is served: `https://rpm.example.org/`. */
  url: URL;
  /** `'sha256-…'` of each script that stands in the pages themselves: the import map with the hashes of the build's files. */
  inlineScripts: readonly string[];
}

/** The headers of every answer, whatever was asked for, each explained in docs/deployment.md. */
export function headers(served: Served): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(served),
    // A year. Browsers heed it over https only (RFC 6797, 8.1).
    'Strict-Transport-Security': 'max-age=31536000',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy': [...REFUSED.map((feature) => `${feature}=()`), 'clipboard-write=(self)'].join(', '),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  };
}

/** Features of browsers that the app never uses; a report is copied to the clipboard, and nothing else. */
const REFUSED = [
  'accelerometer',
  'autoplay',
  'camera',
  'clipboard-read',
  'display-capture',
  'encrypted-media',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'usb',
];

function contentSecurityPolicy({ config, url, inlineScripts }: Served): string {
  const directives: Record<string, readonly string[]> = {
    'default-src': ["'none'"],
    'script-src': ["'self'", ...inlineScripts],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'data:', ...logoOrigin(config, url)],
    'font-src': ["'self'"],
    'connect-src': ["'self'", ...connectOrigins(config)],
    'worker-src': ["'self'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': config.frameAncestors.length === 0 ? ["'none'"] : config.frameAncestors,
    // No string becomes code or markup: the app has no policy that would make one.
    'require-trusted-types-for': ["'script'"],
    'trusted-types': ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, values]) => [name, ...values].join(' '))
    .join('; ');
}

function logoOrigin({ branding }: Served['config'], url: URL): string[] {
  if (branding.logo === undefined) return [];
  const { origin } = new URL(branding.logo, url);
  // `null`: a data: address, which is allowed anyway.
  return origin === url.origin || origin === 'null' ? [] : [origin];
}

/** How long what lies under a path may be kept, the first that matches; pages, settings and errors never are. */
export const CACHING = [
  // The name holds a hash of the content.
  { path: 'assets/.+', cache: 'public, max-age=31536000, immutable' },
  { path: '(?:icon\\.svg|third-party-notices\\.txt|fhir/.+|sbom/.+)', cache: 'no-cache' },
] as const;

/** A page has the launch in its address and patient data on screen: not even going back in a shared browser brings it back. */
export const OTHERWISE = 'no-store';
