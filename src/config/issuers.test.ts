import { expect, it } from 'vitest';
import { parseConfig } from './config.ts';
import { issuersOf } from './issuers.ts';

it('gives each EHR the bill codes that are its own or everybody’s', () => {
  const coded = (code: string) => ({ cpt: '99457', system: 'https://a.example', code });
  const config = parseConfig(
    JSON.stringify({
      timeZone: 'UTC',
      issuers: ['a', 'b'].map((name) => ({ iss: `https://${name}.example/fhir`, name, clientId: 'x' })),
      codes: { bill: [coded('1'), { ...coded('2'), iss: 'https://b.example/fhir/' }] },
    }),
  );
  expect(issuersOf(config).map(({ name, billCodes }) => [name, billCodes.map(({ code }) => code)])).toEqual([
    ['a', ['1']],
    ['b', ['1', '2']],
  ]);
});
