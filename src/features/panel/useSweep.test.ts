import { describe, expect, test } from 'vitest';
import { EhrError } from '../../ehr/errors.ts';
import { goThrough, type PatientMonthId, type Sweep } from './useSweep.ts';

type Told = Sweep<string, string>;

const WANTED: PatientMonthId[] = Array.from({ length: 30 }, (_, n) => ({ patient: `Patient/p${n}`, month: '2026-02' }));
const begun = (more: Partial<Told> = {}): Told => ({
  about: 'a test',
  wanted: WANTED,
  swept: [],
  state: 'running',
  problem: null,
  ...more,
});

async function go(sweep: Told, keep: (one: PatientMonthId) => Promise<string>, signal = new AbortController().signal) {
  const told: Told[] = [];
  // A clock that goes on by 100 ms whenever somebody looks at it.
  let time = 0;
  const clock = () => (time += 100);
  await goThrough(sweep, keep, signal, (next) => told.push(next), clock);
  return { told, last: told.at(-1) };
}

describe('going through many patients’ months', () => {
  test('each is read once, eight at a time, and told of now and then', async () => {
    let now = 0;
    let most = 0;
    const { told, last } = await go(begun(), async ({ patient }) => {
      now += 1;
      most = Math.max(most, now);
      await Promise.resolve();
      now -= 1;
      return patient;
    });
    expect(most).toBe(8);
    expect(last?.state).toBe('done');
    expect(last?.swept.map(({ kept }) => kept).sort()).toEqual(WANTED.map(({ patient }) => patient).sort());
    expect(told.length).toBeGreaterThan(3);
    expect(told.length).toBeLessThan(WANTED.length);
  });

  test('what can’t be read is kept with the reason, and the rest goes on', async () => {
    const { last } = await go(begun(), async ({ patient }) => {
      if (patient === 'Patient/p3') throw new EhrError('server', 'The EHR answered 500.');
      return patient;
    });
    expect(last?.swept).toHaveLength(30);
    expect(last?.swept.filter(({ error }) => error !== null)).toEqual([
      { patient: 'Patient/p3', month: '2026-02', kept: null, error: 'The EHR answered 500.' },
    ]);
  });

  test('a session that has ended stops it: the rest is not called unreadable', async () => {
    const { last } = await go(begun(), async ({ patient }) => {
      if (patient === 'Patient/p9') throw new EhrError('unauthorized', 'The session has ended.', 401);
      return patient;
    });
    expect(last).toMatchObject({ state: 'stopped', problem: 'The session has ended.' });
    expect(last?.swept.every(({ error }) => error === null)).toBe(true);
    expect(last?.swept.length).toBeLessThan(30);
  });

  test('once cancelled it says nothing more, and nothing half-read is kept as failed', async () => {
    const control = new AbortController();
    const { told } = await go(
      begun(),
      async ({ patient }) => {
        if (patient === 'Patient/p9') control.abort();
        if (control.signal.aborted) throw new EhrError('aborted', 'Given up.');
        return patient;
      },
      control.signal,
    );
    expect(told.at(-1)?.state).toBe('running');
    expect(told.flatMap(({ swept }) => swept).every(({ error }) => error === null)).toBe(true);
  });

  test('it goes on with what is left', async () => {
    const read: string[] = [];
    const swept = WANTED.slice(0, 28).map((one) => ({ ...one, kept: 'before', error: null }));
    const { last } = await go(begun({ swept }), async ({ patient }) => {
      read.push(patient);
      return 'now';
    });
    expect(read).toEqual(['Patient/p28', 'Patient/p29']);
    expect(last?.swept).toHaveLength(30);
  });

  test('nothing to read is done at once', async () => {
    expect((await go(begun({ wanted: [] }), async () => 'never')).last).toMatchObject({ state: 'done', swept: [] });
  });
});
