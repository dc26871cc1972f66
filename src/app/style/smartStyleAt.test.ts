import { describe, expect, test, vi } from 'vitest';
import { styleAt } from './smartStyleAt.ts';

const URL_OF_STYLE = 'https://ehr.example/smart-style.json';
const OWN = ['https://ehr.example', 'https://login.ehr.example'];

const answering = (body: string, init?: ResponseInit) => vi.fn<typeof fetch>(async () => new Response(body, init));

describe('the address of an EHR’s style', () => {
  test('is asked without token, cookie, referrer or redirect', async () => {
    const ask = answering('{"color_text": "#000"}');
    expect(await styleAt(URL_OF_STYLE, OWN, ask)).toEqual({ color_text: '#000' });
    expect(ask).toHaveBeenCalledTimes(1);
    const [url, init] = ask.mock.calls[0] ?? [];
    expect(url).toBe(URL_OF_STYLE);
    expect(init).toMatchObject({ credentials: 'omit', redirect: 'error', referrerPolicy: 'no-referrer' });
    expect(init?.headers).toBeUndefined();
  });

  test.each([
    'https://stranger.example/style.json',
    'https://ehr.example.stranger.example/style.json',
    'http://ehr.example/style.json',
    'https://ehr.example:8443/style.json',
    '/style.json',
    'data:application/json,{}',
    'javascript:alert(1)',
    '',
  ])('is not asked where it is %j', async (url) => {
    const ask = answering('{}');
    expect(await styleAt(url, OWN, ask)).toBeNull();
    expect(ask).not.toHaveBeenCalled();
  });

  test.each([
    ['fails', answering('{}', { status: 500 })],
    ['is no JSON', answering('<html></html>')],
    ['is as long as a book', answering(`{"color_text": "${'#'.repeat(20_000)}"}`)],
    ['never comes', vi.fn<typeof fetch>(async () => Promise.reject(new TypeError('no network')))],
  ])('changes nothing when its answer %s', async (_, ask) => {
    expect(await styleAt(URL_OF_STYLE, OWN, ask)).toBeNull();
  });
});
