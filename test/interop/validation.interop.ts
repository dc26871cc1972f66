import { readdir, readFile } from 'node:fs/promises';
import { beforeAll, expect, it } from 'vitest';
import { type Outcome, outcomesOf } from '../../src/ehr/errors.ts';
import { base, seedStories } from './chart.ts';
import { everythingWritten } from './written.ts';

const PUBLISHED = 'public/fhir';
const published = (await readdir(PUBLISHED)).filter((name) => name.endsWith('.json'));
const written = [
  ...(await everythingWritten('billable-valid')),
  ...(await Promise.all(
    published.map(async (name) => [name, JSON.parse(await readFile(`${PUBLISHED}/${name}`, 'utf8'))] as const),
  )),
];
beforeAll(() => seedStories(['billable'], '-valid'));

/**
 * What HAPI's instance validator says of a resource, as `$validate` gives it. `Parameters` would be taken for the operation's own, so that
 * every resource travels in one.
 */
async function validate(resource: { resourceType: string }): Promise<Outcome[]> {
  const response = await fetch(`${base}/Bundle/$validate`, {
    method: 'POST',
    headers: { 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: 'Parameters', parameter: [{ name: 'resource', resource }] }),
  });
  const outcomes = outcomesOf(await response.json());
  if (outcomes.length === 0) throw new Error(`HAPI says nothing of a ${resource.resourceType} (${response.status}).`);
  return outcomes;
}

/** What HAPI may remark beside errors, and why it stays. */
const EXPLAINED: readonly [remark: RegExp, why: string][] = [
  [/^No issues detected/, 'praise'],
  [/dom-6/, 'a narrative is a best practice; what the app writes has notes and text for people already'],
  [/^CodeSystem is unknown/, 'CPT, LOINC and our own code systems are not loaded into this HAPI'],
  [/^The code cannot be checked because codeSystem/, 'neither are the HL7 terminology’s newer versions'],
  [/^Unknown extension https:\/\/rpm-tally\.example\//, 'our own extensions are not loaded into this HAPI'],
  [/^The questionnaire .* could not be resolved/, 'neither is the consent form'],
  [
    /ValueSet\/(c80-doc-typecodes|consent-category|consent-policy)/,
    'extensible and preferred bindings beside which our codes stand',
  ],
  [/v3-PurposeOfUse/, 'reasons in words: no code of that set means an attestation'],
];

it.each(written)('HAPI’s validator finds no error in: %s', async (_, resource) => {
  const found = await validate(resource);
  expect(found.filter(({ severity }) => severity === 'error' || severity === 'fatal')).toEqual([]);
  const unexplained = found.filter(({ text }) => !EXPLAINED.some(([remark]) => remark.test(text)));
  expect(unexplained.map(({ text }) => text)).toEqual([]);
});

it('HAPI’s validator finds errors where there are some', async () => {
  const found = await validate({ resourceType: 'ChargeItem', ...{ status: 'billed', code: {} } });
  expect(found.filter(({ severity }) => severity === 'error')).not.toEqual([]);
});
