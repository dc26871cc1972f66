import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { FhirResource } from 'fhir/r4';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AS_OF, MONTH, patientMonth, TIME_ZONE } from './bench/population.ts';
import { evaluate, ndjson, type Result } from './cli-run.ts';

/** Folders of a bulk export, as the SMART client and others save them. */

const QUESTION = ['--month', MONTH, '--time-zone', TIME_ZONE, '--as-of', AS_OF];
const root = mkdtempSync(join(tmpdir(), 'evaluate-export-'));
afterAll(() => rmSync(root, { recursive: true }));

const people = [...patientMonth(2), ...patientMonth(1)];
const types = [...new Set(people.map(({ resourceType }) => resourceType))];
const ofType = (type: string) => people.filter(({ resourceType }) => resourceType === type);

function folder(files: Readonly<Record<string, string | Buffer>>): string {
  const path = mkdtempSync(join(root, 'export-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}

/** The people's resources, a file a type. */
const exported = Object.fromEntries(types.map((type) => [`${type}.ndjson`, ndjson(ofType(type))]));
const output = types.map((type) => ({
  type,
  url: `https://ehr.example/bulk/7/${type}.ndjson`,
  count: ofType(type).length,
}));
const manifest = (more: object) =>
  JSON.stringify({ transactionTime: '2026-04-02T00:00:00Z', requiresAccessToken: false, output, error: [], ...more });
const deletion = (...references: string[]) => ({
  resourceType: 'Bundle',
  type: 'transaction',
  entry: references.map((url) => ({ request: { method: 'DELETE', url } })),
});
const other = { resourceType: 'Patient', id: 'not-of-this-export' } satisfies FhirResource;

let expected: Result;
beforeAll(async () => {
  expected = await evaluate(QUESTION, ndjson(people));
  expect(expected).toMatchObject({ status: 0, messages: '' });
  expect(expected.lines).toHaveLength(2);
}, 60_000);

describe('a folder', () => {
  it('without a manifest is read with all its files, packed or not, also below', async () => {
    const { 'Patient.ndjson': patients = '', ...others } = exported;
    const path = folder({
      ...others,
      'below/Patient.ndjson.gz': gzipSync(patients),
      'log.ndjson': '{"eventId":"x"}\n',
    });
    expect(await evaluate([...QUESTION, path])).toEqual(expected);
  });

  it('with a manifest is read as that says', async () => {
    const path = folder({ ...exported, 'manifest.json': manifest({}), 'old.ndjson': ndjson([other]), 'x.json': '{}' });
    expect(await evaluate([...QUESTION, path])).toEqual(expected);
  });

  it('can stand beside files and other folders', async () => {
    const { 'Patient.ndjson': patients = '', ...others } = exported;
    const paths = [folder(others), join(folder({ 'p.ndjson': patients }), 'p.ndjson')];
    expect(await evaluate([...QUESTION, ...paths])).toEqual(expected);
  });

  it('of which a file is missing gives verdicts in which that is unknown, and says so', async () => {
    const { 'Consent.ndjson': _, ...others } = exported;
    const path = folder({ ...others, 'manifest.json': manifest({}) });
    const { status, lines, messages } = await evaluate([...QUESTION, path]);
    expect(status).toBe(1);
    expect(messages).toBe(
      `${join(path, 'manifest.json')}: the manifest names Consent.ndjson (Consent), and the folder has no such file\n`,
    );
    const consents = lines.map((line) => JSON.parse(line).criteria[0]);
    expect(consents).toMatchObject([
      { id: 'consent', state: 'unknown' },
      { id: 'consent', state: 'unknown' },
    ]);
  });

  it('with a file that was cut off at the end of a line is told by its count', async () => {
    const encounters = exported['Encounter.ndjson']?.replace(/.*\n$/, '') ?? '';
    const path = folder({ ...exported, 'Encounter.ndjson': encounters, 'manifest.json': manifest({}) });
    const { status, lines, messages } = await evaluate([...QUESTION, path]);
    expect(status).toBe(1);
    expect(lines).toHaveLength(2);
    expect(messages).toBe(
      `${join(path, 'Encounter.ndjson')}: the manifest says that it holds 2 resources, and it holds 1\n`,
    );
  });

  it('with errors of the server tells them; those that are a loss count as unread', async () => {
    const issue = (severity: string, diagnostics: string) => ({
      resourceType: 'OperationOutcome',
      issue: [{ severity, code: 'processing', diagnostics }],
    });
    const error = [{ type: 'OperationOutcome', url: 'https://ehr.example/bulk/7/e.ndjson' }];
    const outcomes = [issue('information', 'took long'), issue('error', 'Consents of 3 patients')];
    const told = (lines: readonly object[]) =>
      evaluate([
        ...QUESTION,
        folder({ ...exported, 'error/e.ndjson': ndjson(lines), 'manifest.json': manifest({ error }) }),
      ]);
    const result = await told(outcomes);
    expect(result.lines).toEqual(expected.lines);
    expect(result.status).toBe(1);
    expect(result.messages.split('\n').map((line) => line.replace(/^.*\/error\//, ''))).toEqual([
      'e.ndjson:1: the server’s OperationOutcome: information: took long',
      'e.ndjson:2: the server’s OperationOutcome: error: Consents of 3 patients',
      '',
    ]);
    expect((await told(outcomes.slice(0, 1))).status).toBe(0);
  });
});

describe('what was deleted since', () => {
  const [entry] = ofType('Procedure').filter(({ id }) => id?.startsWith('synthetic-0000001'));
  const without = people.filter((each) => each !== entry);
  const deleted = [{ type: 'Bundle', url: 'https://ehr.example/bulk/7/d.ndjson' }];
  const reference = `Procedure/${entry?.id}`;
  const withDeletions = (entries: readonly unknown[], more: object = {}) =>
    folder({
      ...exported,
      'deleted/d.ndjson': ndjson(entries),
      'manifest.json': manifest({ deleted, ...more }),
    });

  it('is left out', async () => {
    const result = await evaluate([...QUESTION, withDeletions([deletion('Patient/nobody', reference)])]);
    expect(result).toEqual(await evaluate(QUESTION, ndjson(without)));
    expect(result.lines).not.toEqual(expected.lines);
  });

  it('takes away nothing that was written after the export', async () => {
    const path = withDeletions([deletion(reference)], { transactionTime: '2026-02-01T00:00:00Z' });
    expect(await evaluate([...QUESTION, path])).toEqual(expected);
  });

  it('takes a patient away who is nothing but deleted', async () => {
    const all = people.filter((each) => JSON.stringify(each).includes('synthetic-0000001'));
    const path = withDeletions(all.map(({ resourceType, id }) => deletion(`${resourceType}/${id}`)));
    expect((await evaluate([...QUESTION, path])).lines).toEqual(expected.lines.slice(1));
  });

  it('is left out of a large export as well, in every thread', async () => {
    const filler = (number: number) => ({
      resourceType: 'Basic',
      id: `filler-${number}`,
      subject: { reference: `Patient/synthetic-000000${1 + (number % 2)}` },
      text: { status: 'empty', div: 'x'.repeat(3_000_000) },
    });
    const fillers = ndjson(Array.from({ length: 24 }, (_, number) => filler(number)));
    const path = withDeletions([deletion(reference)], {
      output: [...output, { type: 'Basic', url: 'https://ehr.example/bulk/7/Basic.ndjson', count: 25 }],
    });
    writeFileSync(join(path, 'Basic.ndjson'), fillers);
    const result = await evaluate([...QUESTION, path]);
    expect(result.lines).toEqual((await evaluate(QUESTION, ndjson(without))).lines);
    expect(result.messages).toBe(
      `${join(path, 'Basic.ndjson')}: the manifest says that it holds 25 resources, and it holds 24\n`,
    );
  }, 120_000);

  it('is never passed over in silence where no manifest names it', async () => {
    const path = folder({ ...exported, 'deleted.ndjson': ndjson([deletion(reference)]) });
    const { status, lines, messages } = await evaluate([...QUESTION, path]);
    expect({ status, lines }).toEqual({ status: 1, lines: expected.lines });
    expect(basename(messages)).toMatch(/^deleted\.ndjson:1: it says that resources were deleted \(1\)/);
  });

  it('is told when a line can’t be understood', async () => {
    const { status, messages } = await evaluate([...QUESTION, withDeletions([deletion(reference), other])]);
    expect(status).toBe(1);
    expect(messages).toMatch(/deleted\/d\.ndjson:2: this names nothing that was deleted/);
  });
});
