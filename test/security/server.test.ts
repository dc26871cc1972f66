import { createServer, type IncomingMessage, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { listen } from '../../mocks/http.ts';
import { fhirServer } from '../../src/ehr/server.ts';
import { renewToken } from '../../src/ehr/smart.ts';

/** Real HTTP, since what a redirect or a link does with a token is up to fetch. */
const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

async function serve(
  answer: (request: IncomingMessage) => { status?: number; headers?: Record<string, string>; body?: unknown },
) {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    const { status = 200, headers = {}, body } = answer(request);
    response.writeHead(status, { 'content-type': 'application/fhir+json', ...headers }).end(JSON.stringify(body));
  });
  open.push(server);
  return { url: `http://127.0.0.1:${await listen(server, 0)}`, asked };
}

const tokens = { token: async () => 'secret', renew: async () => null };

describe('a token', () => {
  it('does not follow a redirect to another server', async () => {
    const stranger = await serve(() => ({ body: { resourceType: 'Patient', id: 'p1' } }));
    const ehr = await serve(() => ({ status: 302, headers: { location: `${stranger.url}/Patient/p1` } }));
    const server = fhirServer(ehr.url, { tokens, retryDelayMilliseconds: 1 });
    await expect(server.get('Patient/p1')).rejects.toMatchObject({ kind: 'network' });
    await expect(server.create({ resourceType: 'Patient' })).rejects.toMatchObject({ kind: 'network' });
    expect(ehr.asked[0]?.headers.authorization).toBe('Bearer secret');
    expect(stranger.asked).toEqual([]);
  });

  it.each(['https://stranger.example/fhir?page=2', '//stranger.example/fhir?page=2', 'http://127.0.0.1:1/?page=2'])(
    'is not taken along by a next link to %s',
    async (url) => {
      const ehr = await serve(() => ({
        body: { resourceType: 'Bundle', type: 'searchset', link: [{ relation: 'next', url }], entry: [] },
      }));
      const result = await fhirServer(ehr.url, { tokens }).search('Observation', []);
      expect(result.incomplete).toMatch(/nothing was asked there/);
      expect(ehr.asked).toHaveLength(1);
    },
  );

  it('that renews goes to no other server than the one that gave it', async () => {
    const stranger = await serve(() => ({ body: { access_token: 'theirs' } }));
    const ehr = await serve(() => ({ status: 307, headers: { location: `${stranger.url}/token` } }));
    const state = { serverUrl: ehr.url, tokenUri: `${ehr.url}/token`, tokenResponse: { refresh_token: 'again' } };
    await expect(renewToken(state)).rejects.toBeInstanceOf(TypeError);
    expect(stranger.asked).toEqual([]);
  });
});

describe('a server that never ends', () => {
  it('is read for a thousand pages, and what is missing is said', async () => {
    let page = 0;
    const ehr = await serve(() => {
      page += 1;
      const link = [{ relation: 'next', url: `?page=${page}` }];
      return { body: { resourceType: 'Bundle', type: 'searchset', link, entry: [] } };
    });
    const result = await fhirServer(ehr.url).search('Observation', []);
    expect(result).toMatchObject({ pages: 1000, incomplete: 'Reading stopped after 1000 pages.' });
    expect(ehr.asked).toHaveLength(1000);
  });
});
