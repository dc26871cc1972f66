import type { CapabilityStatement } from '@medplum/fhirtypes';
import { searchParameter } from './definitions.ts';
import type { Profile } from './profiles.ts';

/** What `/metadata` answers: the profile, and nothing more. */
export function capabilityStatement(profile: Profile, base: string, oauth: string): CapabilityStatement {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-01-01',
    publisher: 'RPM Tally sandbox (synthetic data)',
    kind: 'instance',
    software: { name: `RPM Tally sandbox EHR, ${profile.name}` },
    implementation: { description: profile.title, url: base },
    fhirVersion: '4.0.1',
    format: profile.picky ? ['json'] : ['json', 'application/fhir+json'],
    rest: [
      {
        mode: 'server',
        security: {
          cors: true,
          service: [
            {
              coding: [
                { system: 'http://terminology.hl7.org/CodeSystem/restful-security-service', code: 'SMART-on-FHIR' },
              ],
            },
          ],
          extension: [
            {
              url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris',
              extension: [
                { url: 'authorize', valueUri: `${oauth}/authorize` },
                { url: 'token', valueUri: `${oauth}/token` },
              ],
            },
          ],
        },
        interaction: profile.system.map((code) => ({ code })),
        resource: Object.entries(profile.resources).map(([type, offer]) => ({
          // The profile's types are R4's names.
          type: type as 'Patient',
          versioning: 'versioned-update' as const,
          conditionalCreate: offer.conditionalCreate,
          interaction: offer.interactions.map((code) => ({ code })),
          searchParam: offer.search.map((name) => ({ name, type: searchParameter(type, name)?.type ?? 'special' })),
          operation: offer.operations.map((name) => ({
            name,
            definition: `${base}/OperationDefinition/${type}-${name}`,
          })),
        })),
      },
    ],
  };
}
