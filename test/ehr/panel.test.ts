import PQueue from 'p-queue';
import { beforeEach, describe, expect, it } from 'vitest';
import { Sandbox } from '../../mocks/sandbox.ts';
import { limited } from '../../src/ehr/limit.ts';
import { readPanel } from '../../src/ehr/panel.ts';
import { panelFromFile } from '../../src/ehr/panel-file.ts';
import type { PracticeConnection } from '../../src/ehr/types.ts';
import { type ConnectionOptions, connectionTo } from './connection.ts';

const sandbox = new Sandbox({ origin: 'http://ehr.test' });
beforeEach(() => sandbox.reset());

function practice(options: ConnectionOptions = {}): PracticeConnection {
  return { ...connectionTo(sandbox, { scope: 'user/*.cruds', ...options }), patient: null };
}

describe('who is enrolled', () => {
  it.each(['full', 'epic-like'] as const)('are the members of the configured group on %s', async (profile) => {
    const panel = await readPanel(practice({ profile }), 'Group/rpm-panel');
    expect(panel).toMatchObject({ source: 'the group “Synthetic patients under remote monitoring”', notices: [] });
    expect(panel.patients).toContain('Patient/billable');
  });

  it('is everybody with an active consent where no group is named', async () => {
    const panel = await readPanel(practice(), undefined);
    expect(panel.patients).toContain('Patient/billable');
    expect(panel.source).toContain('consent');
  });

  it('is a refusal that says why where the EHR offers neither', async () => {
    await expect(readPanel(practice({ profile: 'oracle-like' }), 'Group/rpm-panel')).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('only patient by patient'),
    });
  });

  it('is never a guess where the group was named and is not there', async () => {
    await expect(readPanel(practice(), 'Group/other')).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('leaves out inactive members and says how many entries name nobody here', async () => {
    const group = sandbox.store('full').read('Group/rpm-panel');
    if (group === undefined) throw new Error('no group');
    const member = [
      { entity: { reference: 'Patient/billable' } },
      { entity: { reference: 'Patient/ten-minutes' }, inactive: true },
      { entity: { reference: 'https://elsewhere.example/Device/x' } },
      { entity: { reference: 'Patient/billable' } },
    ];
    sandbox.store('full').update({ ...group, ...{ member } });
    expect(await readPanel(practice(), 'Group/rpm-panel')).toMatchObject({
      patients: ['Patient/billable'],
      notices: ['1 entry of the list name no patient of this EHR.'],
    });
  });
});

describe('a list from a file', () => {
  const read = (text: string, profile: ConnectionOptions['profile'] = 'oracle-like') =>
    panelFromFile(practice({ profile }).server, text, new AbortController().signal, () => undefined);

  it.each([
    ['record numbers, one a line', 'SYN-billable\nSYN-ten-minutes\n'],
    ['a spreadsheet with other columns', '\uFEFF"SYN-billable";"Synthetic Billable"\r\n"SYN-ten-minutes";"x"\r\n'],
    [
      'record numbers with their system',
      'https://rpm-tally.example/fhir/sandbox-mrn|SYN-billable\nPatient/ten-minutes',
    ],
    ['references', 'Patient/billable\nhttps://ehr.example/fhir/Patient/ten-minutes'],
    [
      'a Group',
      JSON.stringify({
        resourceType: 'Group',
        member: [
          { entity: { reference: 'Patient/billable' } },
          { entity: { reference: 'Patient/ten-minutes' } },
          { inactive: true, entity: { reference: 'Patient/x' } },
        ],
      }),
    ],
    [
      'a Bundle of Patients',
      JSON.stringify({
        resourceType: 'Bundle',
        entry: [
          { resource: { resourceType: 'Patient', id: 'billable' } },
          { resource: { resourceType: 'Patient', id: 'ten-minutes' } },
        ],
      }),
    ],
    ['NDJSON', '{"resourceType":"Patient","id":"billable"}\n{"resourceType":"Patient","id":"ten-minutes"}\n'],
  ])('understands %s', async (_, text) => {
    expect(await read(text)).toMatchObject({ patients: ['Patient/billable', 'Patient/ten-minutes'], notices: [] });
  });

  it('says which entries name nobody', async () => {
    const { notices } = await read('MRN\nSYN-billable\nSYN-nobody');
    expect(notices).toEqual([expect.stringMatching(/^2 of 3 entries .*: 1, 3\.$/)]);
  });

  it.each([
    ['nothing', '\n\n'],
    ['strangers only', 'SYN-nobody'],
    ['no list at all', '{"resourceType":"Observation"}'],
  ])('refuses a file with %s', async (_, text) => {
    await expect(read(text)).rejects.toMatchObject({ kind: 'bad-answer' });
  });
});

describe('a limit of requests at once', () => {
  it('is never passed, and lets the more urgent go first', async () => {
    let underWay = 0;
    let most = 0;
    const asked: string[] = [];
    const { server } = practice({
      intercept: async (request) => {
        underWay += 1;
        most = Math.max(most, underWay);
        asked.push(new URL(request.url).pathname.split('/').at(-1) ?? '');
        await new Promise((resolve) => setImmediate(resolve));
        underWay -= 1;
        return undefined;
      },
    });
    const queue = new PQueue({ concurrency: 3 });
    const list = limited(server, queue, -1);
    const chart = limited(server, queue, 1);
    const reads = Array.from({ length: 12 }, () => list.get('Patient/billable'));
    await Promise.all([...reads, chart.get('Patient/ten-minutes')]);
    expect(most).toBe(3);
    expect(asked.indexOf('ten-minutes')).toBe(3);
  });
});
