import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fhirServer } from './server.ts';

const BASE = 'https://ehr.example/fhir';
const msw = setupServer();
beforeAll(() => msw.listen({ onUnhandledRequest: 'error' }));
afterEach(() => msw.resetHandlers());
afterAll(() => msw.close());

const server = fhirServer(`${BASE}/`, {
  tokens: { token: async () => 'secret', renew: async () => null },
  retryDelayMilliseconds: 1,
});

const reading = (id: string) => ({ resourceType: 'Observation', id });
const bundle = (ids: string[], next?: string, more: object[] = []) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  ...(next !== undefined && { link: [{ relation: 'next', url: next }] }),
  entry: [...ids.map((id) => ({ resource: reading(id) })), ...more.map((resource) => ({ resource }))],
});
const saying = (code: string, text: string) => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'warning', code: 'processing', details: { text, coding: [{ code }] } }],
});

/** Answers in order; the last one again and again. Gives the requests that were made. */
function answers(...list: (Response | (() => Response))[]): Request[] {
  const seen: Request[] = [];
  msw.use(
    http.all('https://*', ({ request }) => {
      const answer = list[Math.min(seen.length, list.length - 1)];
      seen.push(request);
      if (answer === undefined) return HttpResponse.error();
      return typeof answer === 'function' ? answer() : answer.clone();
    }),
  );
  return seen;
}
const json = (body: object, init?: ResponseInit) => HttpResponse.json(body, init);
const status = (code: number, headers: Record<string, string> = {}) =>
  new HttpResponse(null, { status: code, headers });

describe('a search', () => {
  it.each([
    ['absolute', `${BASE}?page=2`],
    ['relative to the base', 'Observation?page=2'],
    ['only a query', '?page=2'],
    ['opaque', '/fhir/0b9e77'],
  ])('follows a next link that is %s', async (_, next) => {
    const seen = answers(json(bundle(['a', 'b'], next)), json(bundle(['b', 'c'])));
    const result = await server.search('Observation', [['patient', 'p1']]);
    expect(result).toMatchObject({ pages: 2, incomplete: null });
    expect(result.resources).toEqual([reading('a'), reading('b'), reading('c')]);
    expect(new URL(seen[1]?.url ?? '').origin).toBe('https://ehr.example');
  });

  it('asks for what is there now, past every cache: what was just written has to be found', async () => {
    const seen = answers(json(bundle(['a'])));
    await server.search('Observation', [['patient', 'p1']]);
    expect(seen[0]?.cache).toBe('no-store');
  });

  it('never follows a next link to another origin: the token stays', async () => {
    const seen = answers(json(bundle(['a'], 'https://evil.example/fhir?page=2')));
    const result = await server.search('Observation', []);
    expect(result.incomplete).toContain('https://evil.example');
    expect(result.resources).toEqual([reading('a')]);
    expect(seen).toHaveLength(1);
  });

  it('stops where the pages lead in a circle, and says so', async () => {
    const seen = answers(json(bundle(['a'], '?page=2')), json(bundle(['b'], '?page=2')));
    expect(await server.search('Observation', [])).toMatchObject({
      pages: 2,
      incomplete: expect.stringContaining('circle'),
    });
    expect(seen).toHaveLength(2);
  });

  it.each(['4119', '4113', '4130', '4131'])('is incomplete when the EHR says so (%s)', async (code) => {
    answers(json(bundle(['a'], '?page=2', [saying(code, 'not everything')])));
    const result = await server.search('Observation', []);
    expect(result).toMatchObject({ pages: 1, incomplete: 'not everything', resources: [reading('a')] });
  });

  it('passes on what else the EHR says, and counts it as no resource', async () => {
    answers(json(bundle(['a'], undefined, [saying('4122', 'a filter was ignored')])));
    const result = await server.search('Observation', []);
    expect(result).toMatchObject({ incomplete: null, resources: [reading('a')] });
    expect(result.outcomes).toMatchObject([{ severity: 'warning', text: 'a filter was ignored' }]);
  });

  it.each([
    ['HTML', () => HttpResponse.html('<p>Sign in</p>')],
    ['no Bundle', () => json({ resourceType: 'Patient' })],
    ['nothing', () => status(200)],
  ])('that answers %s is a bad answer, not an empty one', async (_, answer) => {
    answers(answer);
    await expect(server.search('Observation', [])).rejects.toMatchObject({ kind: 'bad-answer' });
  });
});

describe('reading', () => {
  it.each([429, 500, 502, 503, 504])('tries again after %i', async (code) => {
    const seen = answers(status(code, { 'retry-after': '0' }), json(reading('a')));
    expect(await server.get('Observation/a')).toEqual(reading('a'));
    expect(seen).toHaveLength(2);
  });

  it('tries again after a cut connection, and gives up in the end', async () => {
    const seen = answers();
    await expect(server.get('Observation/a')).rejects.toMatchObject({ kind: 'network', status: null });
    expect(seen).toHaveLength(4);
  });

  it.each([
    [400, 'refused'],
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [410, 'not-found'],
    [422, 'refused'],
  ])('does not try again after %i, which is %s', async (code, kind) => {
    const seen = answers(json(saying('x', 'because'), { status: code }));
    await expect(server.get('Observation/a')).rejects.toMatchObject({ kind, status: code, message: 'because' });
    expect(seen).toHaveLength(1);
  });

  it('renews the token once when it is refused', async () => {
    const renewed: (string | null)[] = [];
    const tokens = {
      token: async () => 'old',
      renew: async (token: string | null) => {
        renewed.push(token);
        return 'new';
      },
    };
    const seen = answers(status(401), json(reading('a')));
    await fhirServer(BASE, { tokens }).get('Observation/a');
    expect(renewed).toEqual(['old']);
    expect(seen.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer old', 'Bearer new']);
  });
});

describe('a write', () => {
  const charge = { resourceType: 'ChargeItem' as const, status: 'billable' as const, code: {}, subject: {} };

  it.each([401, 408, 409, 429, 500, 503])('is sent once, whatever comes back (%i)', async (code) => {
    const seen = answers(status(code, { 'retry-after': '0' }));
    await expect(server.create(charge)).rejects.toMatchObject({ status: code });
    expect(seen).toHaveLength(1);
  });

  it('is sent once when the connection is cut, and then nobody knows', async () => {
    const seen = answers();
    await expect(server.create(charge)).rejects.toMatchObject({ kind: 'network', outcomeUnknown: true });
    expect(seen).toHaveLength(1);
  });

  it.each([
    ['a body', json({ ...charge, id: 'c1' }, { status: 201 })],
    ['a Location with a version', status(201, { location: `${BASE}/ChargeItem/c1/_history/1` })],
    ['a relative Location', status(201, { location: 'ChargeItem/c1' })],
  ])('is known by %s', async (_, answer) => {
    answers(answer);
    expect(await server.create(charge)).toMatchObject({ reference: 'ChargeItem/c1', created: true });
  });

  it('that the server found to be there already was not created', async () => {
    const seen = answers(json({ ...charge, id: 'c1' }));
    expect(await server.create(charge, [['identifier', 's|v']])).toMatchObject({ created: false });
    expect(seen[0]?.headers.get('if-none-exist')).toBe('identifier=s%7Cv');
  });

  it('names the version that it changes', async () => {
    const seen = answers(status(200));
    await server.update({ ...charge, id: 'c1' }, '3');
    expect(seen[0]?.headers.get('if-match')).toBe('W/"3"');
  });
});
