import { expect, it } from 'vitest';
import { connectOrigins } from './origins.ts';

it('names every origin that is asked for data, authorization or a token, each once', () => {
  const named = { name: 'Example', clientId: 'rpm-tally' };
  expect(
    connectOrigins({
      issuers: [
        { ...named, iss: 'https://b.example/fhir/r4', origins: ['https://login.example'] },
        { ...named, iss: 'https://b.example/fhir/dstu2' },
        {
          ...named,
          iss: 'https://a.example:8443/fhir',
          endpoints: { authorize: 'https://login.example/authorize', token: 'https://token.example/token' },
        },
      ],
    }),
  ).toEqual(['https://a.example:8443', 'https://b.example', 'https://login.example', 'https://token.example']);
});
