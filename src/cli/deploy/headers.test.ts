import { describe, expect, it } from 'vitest';
import { headers, type Served } from './headers.ts';

const URL_OF_APP = new URL('https://rpm.example.org/');
const ISSUER = { iss: 'https://ehr.example/fhir/r4', name: 'Example EHR', clientId: 'rpm-tally' };

function policy(config: Partial<Served['config']>): Record<string, string> {
  const whole = { issuers: [ISSUER], frameAncestors: [], branding: { name: 'RPM Tally' }, ...config };
  const { 'Content-Security-Policy': text = '' } = headers({
    config: whole,
    url: URL_OF_APP,
    inlineScripts: ["'sha256-x'"],
  });
  return Object.fromEntries(text.split('; ').map((directive) => directive.split(/ (.*)/).slice(0, 2)));
}

describe('the security policy', () => {
  it('lets nothing in but what is named', () => {
    expect(policy({})).toEqual({
      'default-src': "'none'",
      'script-src': "'self' 'sha256-x'",
      'style-src': "'self'",
      'img-src': "'self' data:",
      'font-src': "'self'",
      'connect-src': "'self' https://ehr.example",
      'worker-src': "'self'",
      'object-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
      'require-trusted-types-for': "'script'",
      'trusted-types': "'none'",
    });
  });

  it.each<[string, Partial<Served['config']>, directive: string, value: string]>([
    [
      'every EHR, and where its tokens come from',
      {
        issuers: [
          { ...ISSUER, origins: ['https://login.ehr.example'] },
          {
            ...ISSUER,
            iss: 'https://other.example:8443/r4',
            endpoints: { authorize: 'https://auth.other.example/a', token: 'https://auth.other.example/t' },
          },
        ],
      },
      'connect-src',
      "'self' https://auth.other.example https://ehr.example https://login.ehr.example https://other.example:8443",
    ],
    [
      'who may show the app in a frame',
      { frameAncestors: ['https://ehr.example', 'https://*.chart.example'] },
      'frame-ancestors',
      'https://ehr.example https://*.chart.example',
    ],
    [
      'where a logo lies',
      { branding: { name: 'X', logo: 'https://images.example/logo.svg' } },
      'img-src',
      "'self' data: https://images.example",
    ],
    ['no place for a logo beside the app', { branding: { name: 'X', logo: 'logo.svg' } }, 'img-src', "'self' data:"],
    [
      'no place for a logo in the settings',
      { branding: { name: 'X', logo: 'data:image/png;base64,AA' } },
      'img-src',
      "'self' data:",
    ],
  ])('names %s', (_, config, directive, value) => {
    expect(policy(config)[directive]).toBe(value);
  });
});
