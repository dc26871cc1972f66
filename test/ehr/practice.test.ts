import { beforeEach, describe, expect, it } from 'vitest';
import { Sandbox } from '../../mocks/sandbox.ts';
import { practiceReader } from '../../src/app/practice/practiceReader.ts';
import { parseConfig } from '../../src/config/config.ts';
import { connectionTo } from './connection.ts';

const sandbox = new Sandbox({ origin: 'http://ehr.test' });
beforeEach(() => sandbox.reset());

const ids = ['billable', 'forty-minutes', 'ten-minutes', 'no-live-contact', 'already-billed', 'consent-late'];
const patients = ids.map((id) => `Patient/${id}`);

/** A reader that reads one patient after the other, and whom it has asked for so far. */
function reading() {
  const asked: string[] = [];
  const config = parseConfig(
    JSON.stringify({
      timeZone: 'America/New_York',
      clock: sandbox.today,
      issuers: [{ iss: 'https://ehr.example', name: 'Synthetic', clientId: 'x' }],
      worklist: { requestsAtOnce: 4 },
    }),
  );
  const connection = connectionTo(sandbox, {
    scope: 'user/*.cruds',
    intercept: ({ url }) => {
      const [, id] = /Patient\/([^/?]+)$/.exec(url) ?? [];
      if (id !== undefined) asked.push(id);
      return undefined;
    },
  });
  return { asked, reader: practiceReader({ ...connection, patient: null }, config) };
}

describe('a practice that is read', () => {
  it('gives each patient’s verdict and whom it lies with, without keeping the chart', async () => {
    const { reader } = reading();
    const month = await reader.month('Patient/billable', '2026-03', new AbortController().signal);
    expect(month.verdict.status).toBe('billable');
    expect(month.assigned).toEqual({ who: 'Practitioner/nurse', name: 'Synthetic Nurse', by: 'most-time' });
    expect(month.read).not.toHaveProperty('resources');
  });

  it('begins with who is on screen, and goes back to the list’s order for who has left it', async () => {
    const { asked, reader } = reading();
    const { signal } = new AbortController();
    const all = patients.map((patient) => reader.month(patient, '2026-03', signal));
    reader.prefer(['Patient/consent-late'], '2026-03');
    reader.prefer(['Patient/already-billed', 'Patient/nobody'], '2026-03');
    await Promise.all(all);
    expect(asked).toEqual([
      'billable',
      'already-billed',
      'forty-minutes',
      'ten-minutes',
      'no-live-contact',
      'consent-late',
    ]);
  });

  it('asks nothing for who was cancelled while waiting, and can still be told who is on screen', async () => {
    const { asked, reader } = reading();
    const leaving = new AbortController();
    const all = patients.map((patient) => reader.month(patient, '2026-03', leaving.signal));
    leaving.abort();
    reader.prefer(patients, '2026-03');
    const settled = await Promise.allSettled(all);
    expect(settled.map(({ status }) => status)).toEqual(ids.map(() => 'rejected'));
    expect(asked).toEqual([]);
  });

  it('says of a chart that breaks the app itself that nothing was changed', async () => {
    const { reader } = reading();
    // No known chart does it: a month that is none stands for what nobody has thought of.
    const broken = reader.month('Patient/billable', 'no month', new AbortController().signal);
    await expect(broken).rejects.toThrow(/could not make sense of this chart\. Nothing was changed/);
  });
});
