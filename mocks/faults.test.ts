import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sandboxHandlers } from './msw.ts';
import { Sandbox } from './sandbox.ts';
import { type RunningSandbox, startSandbox } from './start.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ auth: false });
});
afterEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const read = (path: string, init: RequestInit = {}) => fetch(`${sandbox.issuer('full')}/${path}`, init);
const create = () =>
  read('Procedure', {
    method: 'POST',
    headers: { 'Content-Type': 'application/fhir+json' },
    body: JSON.stringify({
      resourceType: 'Procedure',
      status: 'completed',
      subject: { reference: 'Patient/billable' },
    }),
  });
const entries = async () => (await (await read('Procedure?patient=billable')).json()).total;

describe('a fault', () => {
  it.each([
    ['401', 401],
    ['403', 403],
    ['404', 404],
    ['429:7', 429],
    ['500', 500],
  ])('%s can be asked for by a header', async (fault, status) => {
    const response = await read('Patient/billable', { headers: { 'x-sandbox-fault': fault } });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ resourceType: 'OperationOutcome' });
    expect(response.headers.get('Retry-After')).toBe(fault === '429:7' ? '7' : null);
  });

  it('can be set for a type, a method, the nth request and so many times', async () => {
    const set = (rule: object) =>
      fetch(`${sandbox.url}/sandbox/faults`, { method: 'POST', body: JSON.stringify(rule) }).then(
        ({ status }) => status,
      );
    expect(await set({ match: { type: 'Procedure', method: 'GET', nth: 2 }, fault: '500', times: 1 })).toBe(204);
    expect(await set({ match: { typo: 'Procedure' }, fault: '500' })).toBe(400);
    expect(await set({ fault: 'rain' })).toBe(400);
    const statuses: number[] = [];
    for (const path of [
      'Patient/billable',
      'Procedure?patient=billable',
      'Procedure?patient=billable',
      'Procedure?patient=billable',
    ])
      statuses.push((await read(path)).status);
    expect(statuses).toEqual([200, 200, 500, 200]);
  });

  it('can cut the connection before anything is done', async () => {
    sandbox.fault({ match: { method: 'POST' }, fault: 'cut', times: 1 });
    await expect(create()).rejects.toThrow();
    expect(await entries()).toBe(4);
  });

  it('can cut the connection after the work is done: the answer is lost, the resource is there', async () => {
    sandbox.fault({ match: { method: 'POST' }, fault: 'cut-after', times: 1 });
    await expect(create()).rejects.toThrow();
    expect(await entries()).toBe(5);
  });

  it('can deliver a resource twice, on one page or on two', async () => {
    sandbox.fault({ fault: 'duplicate', times: 1 });
    const { entry } = await (await read('Procedure?patient=billable')).json();
    expect(entry).toHaveLength(5);
    sandbox.fault({ fault: 'duplicate-page', times: 1 });
    const first = await (await read('Procedure?patient=billable&_count=2')).json();
    const second = await (await fetch(first.link[1].url)).json();
    expect(second.entry[0].resource.id).toBe(first.entry[1].resource.id);
  });

  it('can make the server careless: relative links, no total, own page size, outcomes among the results', async () => {
    sandbox.fault({ fault: 'relative-next,no-total,outcome-entry', times: 1 });
    const bundle = await (await read('Observation?patient=billable&_count=2')).json();
    expect(bundle.total).toBeUndefined();
    const next: string = bundle.link[1].url;
    expect(next).toMatch(/^Observation\?/);
    expect((await (await read(next)).json()).entry).toHaveLength(2);
    expect(bundle.entry[2]).toMatchObject({
      resource: { resourceType: 'OperationOutcome' },
      search: { mode: 'outcome' },
    });
    sandbox.fault({ fault: 'ignore-count', times: 1 });
    expect((await (await read('Observation?patient=billable&_count=2')).json()).entry).toHaveLength(50);
  });

  it('can leave the answer to a create empty', async () => {
    sandbox.fault({ fault: 'no-body', times: 1 });
    const response = await create();
    expect([response.status, await response.text()]).toEqual([201, '']);
  });
});

describe('the log', () => {
  it('tells which requests came and what became of them', async () => {
    await read('Patient/billable');
    await read('Procedure?patient=billable', { headers: { 'x-sandbox-fault': '429' } });
    expect(await (await fetch(`${sandbox.url}/sandbox/log`)).json()).toMatchObject([
      { profile: 'full', method: 'GET', path: 'Patient/billable', type: 'Patient', status: 200, fault: [] },
      { path: 'Procedure?patient=billable', status: 429, fault: ['429'] },
    ]);
  });
});

describe('the pages', () => {
  it.each([
    ['/', 'Synthetic Billable'],
    ['/embedded?patient=billable&user=nurse&profile=oracle-like', '<iframe'],
    ['/embedded?patient=%3Cscript%3E', 'No such patient'],
  ])('%s says that all is synthetic', async (path, text) => {
    const page = await (await fetch(`${sandbox.url}${path}`)).text();
    expect(page).toContain('SYNTHETIC');
    expect(page).toContain(text);
    expect(page).not.toContain('<script');
  });
});

describe('behind MSW', () => {
  const inProcess = new Sandbox({ origin: 'http://ehr.test' });
  const network = setupServer(...sandboxHandlers(inProcess));
  beforeAll(() => network.listen({ onUnhandledRequest: 'bypass' }));
  afterAll(() => network.close());

  it('the same EHR answers, tokens and cut connections included', async () => {
    const token = inProcess.token({ scope: 'patient/*.rs', patient: 'billable' });
    const headers = { Authorization: `Bearer ${token}` };
    const url = `${inProcess.issuer('oracle-like')}/Communication?recipient=Patient/billable`;
    expect((await fetch(url)).status).toBe(401);
    expect(await (await fetch(url, { headers })).json()).toMatchObject({ total: 1 });
    await expect(fetch(url, { headers: { ...headers, 'x-sandbox-fault': 'cut' } })).rejects.toThrow();
  });
});
