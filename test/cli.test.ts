import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Bundle, FhirResource } from 'fhir/r4';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AS_OF, MONTH, patientMonth, TIME_ZONE } from './bench/population.ts';
import { evaluate, ndjson, type Result } from './cli-run.ts';

const LAUNCH = join(import.meta.dirname, '../src/cli/launch.js');
const QUESTION = ['--month', MONTH, '--time-zone', TIME_ZONE, '--as-of', AS_OF];

const folder = mkdtempSync(join(tmpdir(), 'evaluate-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const bundle = (resources: readonly FhirResource[]): Bundle => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: resources.map((resource) => ({ resource })),
});
const patientsOf = ({ lines }: Result): string[] => lines.map((line) => JSON.parse(line).patient);

const two = [...patientMonth(2), ...patientMonth(1)];
let expected: Result;
beforeAll(async () => {
  expected = await evaluate([...QUESTION, file('two.ndjson', ndjson(two))]);
}, 60_000);

describe('evaluate', () => {
  it('writes one verdict a line for every patient, ordered by reference, and nothing else', () => {
    expect(expected.status).toBe(0);
    expect(expected.messages).toBe('');
    expect(patientsOf(expected)).toEqual(['Patient/synthetic-0000001', 'Patient/synthetic-0000002']);
    const verdict = JSON.parse(expected.lines[0] ?? '');
    expect(verdict).toMatchObject({ month: MONTH, timeZone: TIME_ZONE, asOf: AS_OF, monthClosed: true });
    expect(verdict.countedSeconds).toBeGreaterThan(0);
    expect(verdict.readings.count).toBeGreaterThanOrEqual(16);
  });

  const crlf = ndjson(two).replaceAll('\n', '\r\n');
  it.each([
    ['NDJSON on standard input', ndjson(two)],
    ['NDJSON with blank lines, CRLF and a byte order mark', `\uFEFF\r\n${crlf}\r\n\r\n`],
    ['NDJSON without a newline at its end', ndjson(two).trimEnd()],
    ['NDJSON packed with gzip', gzipSync(ndjson(two))],
    ['a Bundle on one line', JSON.stringify(bundle(two))],
    ['a Bundle over many lines', `\uFEFF${JSON.stringify(bundle(two), null, 2)}\n`],
    [
      'a Bundle with an entry a line',
      `{"resourceType":"Bundle","type":"searchset","entry":[\n${two.map((resource) => JSON.stringify({ resource })).join(',\n')}\n]}`,
    ],
    ['Bundles as NDJSON', ndjson([bundle(patientMonth(1)), bundle(patientMonth(2))])],
    ['a Bundle within a Bundle', JSON.stringify(bundle([bundle(two)]))],
    ['a list of resources', JSON.stringify(two, null, 1)],
    [
      'resources of both patients in turn',
      ndjson([...two].sort((a, b) => ((a.id ?? '').slice(-3) < (b.id ?? '').slice(-3) ? -1 : 1))),
    ],
  ])('reads %s', async (_, input) => {
    expect(await evaluate(QUESTION, input)).toEqual(expected);
  });

  it('reads several files and standard input together', async () => {
    const first = file('one.json', JSON.stringify(bundle(patientMonth(1)), null, 2));
    expect(await evaluate([...QUESTION, first, '-'], ndjson(patientMonth(2)))).toEqual(expected);
  });

  it('evaluates a patient of whom there is only a Patient, or only a reference', async () => {
    const result = await evaluate(
      QUESTION,
      ndjson([
        { resourceType: 'Condition', id: 'c', subject: { reference: 'Patient/named' } },
        { resourceType: 'Patient', id: 'alone' },
        {
          resourceType: 'Immunization',
          id: 'i',
          patient: { reference: 'https://ehr.example/r4/Patient/far/_history/2' },
        },
        { resourceType: 'Practitioner', id: 'nobody' },
      ]),
    );
    expect(patientsOf(result)).toEqual(['Patient/alone', 'Patient/far', 'Patient/named']);
    expect(result).toMatchObject({ status: 0, messages: '' });
  });

  it('finds files from where npm was called, though npm runs it in the project’s folder', async () => {
    file('here.ndjson', ndjson(two));
    const npm = { npm_lifecycle_event: 'evaluate', INIT_CWD: folder };
    expect(await evaluate([...QUESTION, 'here.ndjson'], '', npm)).toEqual(expected);
  });

  it('writes nothing for nothing', async () => {
    expect(await evaluate(QUESTION, '')).toEqual({ status: 0, lines: [], messages: '' });
  });

  it('says which resource names no patient, and goes on', async () => {
    const result = await evaluate(
      QUESTION,
      ndjson([...two, { resourceType: 'Procedure', id: 'lost', status: 'completed' }]),
    );
    expect(result.lines).toEqual(expected.lines);
    expect(result.messages).toMatch(/^standard input:\d+: Procedure\/lost names no patient/);
    expect(result.status).toBe(0);
  });

  it('puts a Provenance to the patient of its target, wherever it stands', async () => {
    const late = {
      resourceType: 'Provenance',
      id: 'v',
      recorded: '2026-04-20T00:00:00Z',
      target: [{ reference: 'Procedure/synthetic-0000001-entry-0' }],
    };
    const unstamped = two.map((resource) => ({ ...resource, meta: {} }));
    const before = await evaluate(QUESTION, ndjson([late, ...unstamped]));
    const after = await evaluate(QUESTION, ndjson([...unstamped, late]));
    expect(before).toEqual(after);
    expect(before.lines[0]).toContain('entry-logged-late');
    expect(before.lines[1]).not.toContain('entry-logged-late');
  });
});

describe('input that can’t be read', () => {
  const [patient, ...rest] = patientMonth(1);
  const patientLine = JSON.stringify(patient);
  it.each([
    ['a line cut off', `${ndjson(two)}\n{"resourceType":"Proc`, two.length + 2],
    ['a first line cut off', `{"resourceType":"Procedure","id":"x",\n${ndjson(two)}`, 1],
    ['a line in the middle that is no JSON', `${patientLine}\nnonsense\n${ndjson([...rest, ...patientMonth(2)])}`, 2],
    ['a line that is no resource', `${ndjson(two)}{"id":"x"}\n`, two.length + 1],
    ['a line that is no object', `${ndjson(two)}42\n`, two.length + 1],
  ])('names file and line of %s, and writes the other verdicts', async (name, content, line) => {
    const path = file(`${name.replaceAll(' ', '-')}.ndjson`, content);
    const result = await evaluate([...QUESTION, path]);
    expect(result.lines).toEqual(expected.lines);
    expect(result.messages).toContain(`${path}:${line}: `);
    expect(result.status).toBe(1);
  });

  it.each([
    ['cut off', (text: string) => text.split('\n').slice(0, 7).join('\n'), 7],
    ['wrong in the middle', (text: string) => text.replace('"active": true', '"active": maybe'), 9],
    ['with a trailing comma', (text: string) => text.replace(/\n}\n?$/, ',\n}'), null],
  ])('names the line of a document over many lines that is %s', async (_, spoil, line) => {
    const text = JSON.stringify(
      { ...patient, meta: undefined, resourceType: 'Patient', contact: [{ gender: 'other' }], active: true, x: 1 },
      null,
      2,
    );
    const path = file('spoilt.json', spoil(text));
    const result = await evaluate([...QUESTION, path, file('good.ndjson', ndjson(two))]);
    expect(result.lines).toEqual(expected.lines);
    const at =
      line === 9
        ? text.split('\n').findIndex((each) => each.includes('active')) + 1
        : (line ?? text.split('\n').length);
    expect(result.messages).toContain(`${path}:${at}: `);
    expect(result.status).toBe(1);
  });

  it('never repeats what a broken line says: it may be about a patient', async () => {
    const result = await evaluate(QUESTION, '{"resourceType":"Patient","name": Secretname}\n');
    expect(result.messages).toMatch(/^standard input:1: /);
    expect(result.messages).not.toContain('Secretname');
  });

  it('names a file that is missing, or a folder with nothing to read, and reads the others', async () => {
    const missing = join(folder, 'missing.json');
    const empty = mkdtempSync(join(folder, 'empty-'));
    const result = await evaluate([...QUESTION, missing, empty, file('two.ndjson', ndjson(two))]);
    expect(result.lines).toEqual(expected.lines);
    expect(result.messages).toContain(`${missing}: `);
    expect(result.messages).toContain(`${empty}: this folder holds no file to read`);
    expect(result.status).toBe(1);
  });

  it('reads a gzip file as far as it goes', async () => {
    const packed = gzipSync(ndjson(two), { level: 0 });
    const result = await evaluate([...QUESTION, file('cut.gz', packed.subarray(0, packed.length - 2_000))]);
    expect(patientsOf(result)).toEqual(patientsOf(expected));
    expect(result.status).toBe(1);
  });
});

describe('usage', () => {
  const config = (content: string) => ['--config', file('config.json', content)];
  it.each<[string, string[]]>([
    ['no month', ['--time-zone', TIME_ZONE]],
    ['no time zone', ['--month', MONTH]],
    ['a month that doesn’t exist', ['--month', '2026-13', '--time-zone', TIME_ZONE]],
    ['a month with a day', ['--month', '2026-03-01', '--time-zone', TIME_ZONE]],
    ['an unknown time zone', ['--month', MONTH, '--time-zone', 'Mars/Olympus']],
    ['a moment without a time', [...QUESTION, '--as-of', '2026-04-01']],
    ['a moment without an offset', [...QUESTION, '--as-of', '2026-04-01T12:00:00']],
    ['an unknown option', [...QUESTION, '--fast']],
    ['a config that isn’t there', [...QUESTION, '--config', join(folder, 'none.json')]],
    ['a config that is no JSON', [...QUESTION, ...config('{')]],
    ['a config with a wrong choice', [...QUESTION, ...config('{"policy":{"consentTiming":"never"}}')]],
  ])('refuses %s with status 2, before it reads anything', async (_, args) => {
    const result = await evaluate(args, 'not read');
    expect(result).toMatchObject({ status: 2, lines: [] });
    expect(result.messages).toMatch(/^evaluate: /);
  });

  it('takes the practice’s choices from its config', async () => {
    const other = await evaluate(
      [...QUESTION, ...config('{"policy":{"consentTiming":"month","minimumEntrySeconds":300}}')],
      ndjson(two),
    );
    expect(other.status).toBe(0);
    expect(JSON.parse(other.lines[0] ?? '').reductions.map(({ reason }: { reason: string }) => reason)).toContain(
      'too-short',
    );
  });

  it('looks from now when no moment is given', async () => {
    const result = await evaluate(['--month', '2999-01', '--time-zone', 'UTC'], ndjson(two));
    expect(JSON.parse(result.lines[0] ?? '')).toMatchObject({ monthClosed: false });
  });

  it('shows help', async () => {
    const result = await evaluate(['--help']);
    expect(result).toMatchObject({ status: 0, messages: '' });
    expect(result.lines.join('\n')).toContain('--time-zone');
  });
});

describe('input larger than what is grouped in memory', () => {
  /** Nothing of the verdict depends on a Basic resource, so the patients may be as large as we like. */
  const filler = (number: number, size: number) => ({
    resourceType: 'Basic',
    id: `filler-${number}`,
    subject: { reference: `Patient/synthetic-${String(number).padStart(7, '0')}` },
    text: { status: 'empty', div: 'x'.repeat(size) },
  });
  const numbers = Array.from({ length: 24 }, (_, index) => (index * 7) % 24);
  const fillers = numbers.map((number) => filler(number, 3_000_000));
  const temporary = join(folder, 'temporary');
  let small: Result;
  const paths: Record<'grouped' | 'byType' | 'fillers', string> = { grouped: '', byType: '', fillers: '' };

  beforeAll(async () => {
    mkdirSync(temporary);
    const people = numbers.map((number) => patientMonth(number));
    // A filler in the middle: its patient reaches over pieces.
    paths.grouped = file(
      'grouped.ndjson',
      people.map((own, at) => ndjson([...own.slice(0, 9), fillers[at], ...own.slice(9)])).join(''),
    );
    paths.byType = file(
      'by-type.ndjson',
      ndjson(people.flat().sort((a, b) => (a.resourceType < b.resourceType ? -1 : 1))),
    );
    paths.fillers = file('fillers.ndjson', ndjson(fillers));
    small = await evaluate(QUESTION, ndjson(people.flat()));
    expect(small.lines).toHaveLength(24);
  }, 60_000);

  it.each([
    ['grouped by patient', () => [paths.grouped], ''],
    ['with a file a type', () => [paths.byType, paths.fillers], ''],
    ['from a pipe', () => [paths.byType, '-'], ndjson(fillers)],
  ])(
    '%s gives the same verdicts, and leaves nothing behind',
    async (_, inputs, stdin) => {
      expect(await evaluate([...QUESTION, ...inputs()], stdin, { TMPDIR: temporary })).toEqual(small);
      expect(readdirSync(temporary)).toEqual([]);
    },
    60_000,
  );

  it('makes the same remarks once, with the right line, though it reads twice', async () => {
    const lost = { resourceType: 'Procedure', id: 'lost' };
    const broken = file('broken.ndjson', `${ndjson([...fillers, lost])}{"resourceType":\n`);
    const result = await evaluate([...QUESTION, paths.byType, broken]);
    expect(result.lines).toEqual(small.lines);
    expect(result.status).toBe(1);
    expect(result.messages.split('\n')).toEqual([
      `${broken}:25: Procedure/lost names no patient; it is left out`,
      `${broken}:26: this line is no JSON: it ends too early`,
      '',
    ]);
  }, 60_000);

  it('joins a Provenance and its target across files', async () => {
    const late = {
      resourceType: 'Provenance',
      recorded: '2026-04-20T00:00:00Z',
      target: [{ reference: 'Procedure/synthetic-0000003-entry-0' }],
    };
    const unstamped = ndjson(patientMonth(3).map((resource) => ({ ...resource, meta: {} })));
    const plain = await evaluate(QUESTION, ndjson([late]) + unstamped);
    const sorted = await evaluate([
      ...QUESTION,
      file('late.ndjson', ndjson([late])),
      file('p3.ndjson', unstamped),
      paths.fillers,
    ]);
    expect(plain.lines[0]).toContain('entry-logged-late');
    expect(sorted.lines).toContain(plain.lines[0]);
  }, 60_000);

  it('leaves nothing of a patient on disk, also when it is interrupted', async () => {
    const child = spawn(process.execPath, [LAUNCH, ...QUESTION], { env: { ...process.env, TMPDIR: temporary } });
    const left = new Promise((resolve) => child.on('close', resolve));
    child.stdin.write(ndjson(fillers)); // and it waits for more
    await expect.poll(() => readdirSync(temporary), { timeout: 30_000 }).toHaveLength(1);
    expect(readdirSync(join(temporary, readdirSync(temporary)[0] ?? ''))).toEqual([]);
    child.kill('SIGINT');
    expect(await left).toBe(130);
    expect(readdirSync(temporary)).toEqual([]);
  }, 60_000);
});
