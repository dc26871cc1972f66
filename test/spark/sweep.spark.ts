import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { PATIENTS } from './export.ts';
import type { Swept } from './setup.ts';

const runs = inject('runs');

function run(name: string): Swept {
  const found = runs[name];
  if (found === undefined) throw new Error(`there is no run ${name}`);
  return found;
}

/** The parts of an output, in the order in which they are to be read. */
function parts(output: string, name: string): string {
  const folder = join(output, name);
  const files = readdirSync(folder).filter((file) => file.startsWith('part-'));
  return files
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('');
}

function lettersOf(output: string): { file: string; line?: number; text: string; unread: boolean; letter?: string }[] {
  return parts(output, 'dead-letters.ndjson')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

const summaryOf = ({ output }: Swept) => JSON.parse(readFileSync(join(output, 'summary.json'), 'utf8'));

describe('the sweep on Spark', () => {
  it.each(['march', 'february', 'clean'])('%s: writes what the command writes, byte for byte', (name) => {
    const { output, status, expected } = run(name);
    expect(parts(output, 'verdicts.ndjson').split('\n').slice(0, -1)).toEqual(expected?.lines);
    expect(status).toBe(expected?.status);
    expect(expected?.lines.length).toBeGreaterThanOrEqual(PATIENTS);
    expect(existsSync(join(output, 'verdicts.parquet/_SUCCESS'))).toBe(true);
  });

  it.each(['march', 'february'])('%s: puts in dead letters what the command remarks, with file and line', (name) => {
    const { output, expected } = run(name);
    const missing = inject('missing');
    const told = lettersOf(output).map(
      ({ file, line, text }) => `${file}:${line === undefined ? '' : `${line}:`} ${text}`,
    );
    const remarks = (expected?.messages ?? '')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (line.startsWith(`${missing}:`) ? `${missing}: no such file or folder` : line));
    expect([...new Set(told)].sort()).toEqual([...new Set(remarks)].sort());
    expect(told.length).toBeGreaterThan(20);
  });

  it('keeps the letter itself, to look into', () => {
    const letters = lettersOf(run('march').output);
    expect(letters.filter(({ letter }) => letter === 'no JSON: Secretname')).toHaveLength(1);
    expect(letters.find(({ text }) => text.startsWith('Observation/lost'))).toMatchObject({ unread: false });
  });

  it('says nothing of a patient in its log', () => {
    expect(readFileSync(inject('errors'), 'utf8')).not.toContain('Secretname');
  });

  it('accounts for every resource', () => {
    const { found, ...became } = summaryOf(run('march')).resources;
    expect(Object.values<number>(became).reduce((sum, count) => sum + count, 0)).toBe(found);
    expect(became).toMatchObject({ deleted: expect.any(Number), kept: expect.any(Number), lost: expect.any(Number) });
    for (const count of Object.values(became)) expect(count).toBeGreaterThan(0);
    const clean = summaryOf(run('clean'));
    expect(clean).toMatchObject({ patients: PATIENTS, deadLetters: 0, allRead: true, unread: [] });
    expect(clean.resources).toMatchObject({ deleted: 0, lost: 0 });
  });

  it('knows what a missing file leaves unknown', () => {
    expect(summaryOf(run('march')).unread).toEqual(['visits']);
  });

  it('is the work of two executors', () => {
    const folder = inject('events');
    const events = readdirSync(folder)
      .flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'))
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
    const executors = events
      .filter(({ Event }) => Event === 'SparkListenerExecutorAdded')
      .map((event) => event['Executor ID']);
    expect(new Set(executors).size).toBe(2);
    const tasks = events.filter(
      (event) => event.Event === 'SparkListenerTaskEnd' && event['Task End Reason'].Reason === 'Success',
    );
    const worked = new Map<string, Set<string>>();
    for (const { 'Stage ID': stage, 'Task Info': info } of tasks)
      worked.set(stage, (worked.get(stage) ?? new Set()).add(info['Executor ID']));
    expect([...worked.values()].filter((who) => who.size === 2).length).toBeGreaterThan(3);
  });
});

describe('a job that can’t be trusted', () => {
  it.each(['stops', 'loses'])('fails, and says that nothing may be used, when its engine %s', (name) => {
    const { status, output } = run(name);
    expect(status).toBe(3);
    expect(existsSync(join(output, 'summary.json'))).toBe(false);
    expect(readFileSync(inject('errors'), 'utf8')).toContain('nothing that it wrote may be used');
  });

  it.each(['written before', 'no month'])('is refused before it begins: %s', (name) => {
    const { status, output } = run(name);
    expect(status).toBe(2);
    expect(existsSync(join(output, 'verdicts.parquet'))).toBe(false);
  });
});
