import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../fhir/settings.ts';
import { assign } from './assign.ts';
import { judge } from './judge.ts';
import { plan } from './plan.ts';
import { StandardInput } from './standard-input.ts';
import { StandardOutput } from './standard-output.ts';

const QUESTION = { month: '2026-03', timeZone: 'UTC', asOf: 1_775_000_000, settings: DEFAULT_SETTINGS };

/** What a mode writes, row by row, to what comes in pieces of a few bytes. */
async function piped(mode: typeof assign, ...input: readonly string[]): Promise<string[][]> {
  const bytes = Buffer.from(input.join(''));
  const pieces = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, at) => bytes.subarray(at * 7, at * 7 + 7));
  const sink = new PassThrough({ highWaterMark: 1 << 24 });
  await mode(new StandardInput(Readable.from(pieces)), new StandardOutput(sink));
  sink.end();
  const text = (await buffer(sink)).toString();
  return text
    .trimEnd()
    .split('\n')
    .map((row) => row.split('\t'));
}

function frame(text: string, more: object = {}): string {
  const bytes = Buffer.byteLength(text);
  const head = { file: 3, start: 100, whole: false, holds: 'resources', exportedAt: 1_775_000_000, ...more, bytes };
  return `${JSON.stringify(head)}\n${text}`;
}

const asked = (...deletions: [string, number][]) => `${JSON.stringify({ deletions })}\n`;
const about = (type: string, id: string, patient = 'p') =>
  JSON.stringify({ resourceType: type, id, subject: { reference: `Patient/${patient}` } });
const kinds = (rows: readonly string[][]) => rows.map(([kind, key]) => `${kind} ${key}`);
const heldBy = (rows: readonly string[][]) => JSON.parse(rows.find(([kind]) => kind === 'B')?.at(-1) ?? '');

describe('assign', () => {
  it('says whose each resource is, and what Provenance may be about', async () => {
    const provenance = {
      resourceType: 'Provenance',
      target: [{ reference: 'Procedure/e' }, { reference: 'Procedure/e' }, { reference: 'Observation/o' }],
    };
    const text = [about('Procedure', 'e'), `  ${about('Observation', 'o', 'ü')}\r`, JSON.stringify(provenance), ''];
    const rows = await piped(assign, asked(), frame(text.join('\n')));
    expect(rows.slice(0, 2)).toEqual([
      ['R', 'Patient/p', 'Procedure/e', '3', '100', '1', about('Procedure', 'e')],
      ['M', '', '', '3', '100', '2', expect.stringContaining('Observation/o names no patient')],
    ]);
    expect(rows[2]?.slice(0, 3)).toEqual(['P', 'Procedure/e', '']);
    expect(heldBy(rows)).toMatchObject({ newlines: 3, count: 3, found: 3, kept: 1, lost: 1, provenance: 1 });
    expect(rows.at(-1)).toEqual(['E', expect.stringMatching(/^\{"frames":1,"bytes":\d+,"rows":4\}$/)]);
  });

  it('only names, once, the patient of what no verdict reads', async () => {
    const text = [about('Condition', 'a'), about('Condition', 'b'), about('Condition', 'c', 'q')].join('\n');
    const rows = await piped(assign, asked(), frame(text));
    expect(kinds(rows).slice(0, 2)).toEqual(['N Patient/p', 'N Patient/q']);
    expect(rows[0]?.at(-1)).toBe('');
    expect(heldBy(rows)).toMatchObject({ found: 3, named: 3 });
  });

  it('goes on counting the lines of one stretch of a file, and begins anew with the next', async () => {
    const rows = await piped(
      assign,
      asked(),
      frame('\nbroken\n'),
      frame('\nbroken\n'),
      frame('broken\n', { start: 200 }),
      frame('broken\n', { file: 4, start: 200 }),
    );
    const remarks = rows.filter(([kind]) => kind === 'M').map((row) => row.slice(3, 6).join(' '));
    expect(remarks).toEqual(['3 100 2', '3 100 4', '3 200 1', '4 200 1']);
  });

  it('reads a document over many lines where the frame is a whole file', async () => {
    const bundle = {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [{ resource: JSON.parse(about('Task', 't')) }],
    };
    const rows = await piped(
      assign,
      asked(),
      frame(JSON.stringify(bundle, null, 2).replace('"subject"', '"for"'), { whole: true }),
    );
    expect(rows[0]?.slice(0, 3)).toEqual(['R', 'Patient/p', 'Task/t']);
  });

  it('leaves out what was deleted, and reads what says so', async () => {
    const rows = await piped(assign, asked(['Procedure/e', 1_775_000_000]), frame(about('Procedure', 'e')));
    expect(kinds(rows)).not.toContain('R Patient/p');
    expect(heldBy(rows)).toMatchObject({ found: 1, deleted: 1 });
    const bundle = {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [{ request: { method: 'DELETE', url: 'Task/t' } }],
    };
    const [deletion] = await piped(assign, asked(), frame(JSON.stringify(bundle), { holds: 'deletions' }));
    expect(deletion).toEqual(['D', 'Task/t', '', '3', '100', '1', '1775000000']);
  });

  it('refuses input that is cut off', async () => {
    await expect(piped(assign, asked(), frame(about('Task', 't')).slice(0, -5))).rejects.toThrow('middle of a frame');
  });
});

describe('judge', () => {
  const head = `${JSON.stringify(QUESTION)}\n`;

  it('gives each patient one verdict, also one who is only named', async () => {
    const lines = [
      `Patient/a\t${about('Observation', 'o', 'a')}\n`,
      `Patient/a\t${about('Task', 't', 'a')}\n`,
      'Patient/b\t\n',
    ];
    const rows = await piped(judge, head, ...lines);
    expect(rows.map((row) => row.slice(0, 3))).toEqual([
      ['V', 'Patient/a', '2'],
      ['V', 'Patient/b', '0'],
      ['E', '{"lines":3,"patients":2,"rows":2}'],
    ]);
    expect(JSON.parse(rows[1]?.[3] ?? '')).toMatchObject({ patient: 'Patient/b', month: '2026-03' });
  });

  it('fails where a patient comes back, or a line is no resource, and never repeats the line', async () => {
    await expect(piped(judge, head, 'Patient/a\t\n', 'Patient/b\t\n', 'Patient/a\t\n')).rejects.toThrow('not sorted');
    await expect(piped(judge, head, 'Patient/a\tSecretname\n')).rejects.toThrow(/^a line is no resource$/);
  });

  it('has nothing to say to nothing', async () => {
    expect(await piped(judge, head)).toEqual([['E', '{"lines":0,"patients":0,"rows":0}']]);
  });
});

describe('plan', () => {
  it('reads folders by their manifests and files as they are, and tells which can’t be cut at lines', () => {
    const text = JSON.stringify({
      transactionTime: '2026-04-01T00:00:00Z',
      output: [{ url: 'x/p.ndjson', type: 'Consent' }],
    });
    const folder = (name: string, files: object[]) => ({ input: name, folder: true, files });
    const { sources, remarks, question } = plan(QUESTION, [
      { input: 'gone', folder: false, files: null },
      { input: 'one.json', folder: false, files: [{ name: '', uri: 'file:/x/one.json', text: null }] },
      folder('a', [
        { name: 'p.ndjson', uri: 'file:/x/a/p.ndjson', text: null },
        { name: 'old.json', uri: 'file:/x/a/old.json', text: '{"resourceType":"Patient"}' },
      ]),
      folder('b', [{ name: 'm.json', uri: 'file:/x/b/m.json', text }]),
      folder('c', []),
    ]);
    expect(sources.map(({ path, uri, whole }) => [path, uri, whole])).toEqual([
      ['one.json', 'file:/x/one.json', true],
      ['a/old.json', 'file:/x/a/old.json', true],
      ['a/p.ndjson', 'file:/x/a/p.ndjson', false],
    ]);
    expect(remarks.map(({ path, unread }) => [path, unread])).toEqual([
      ['gone', true],
      ['b/m.json', true],
      ['c', true],
    ]);
    expect(question.unread).toEqual(['consents']);
  });
});
