import { describe, expect, it } from 'vitest';
import { chooseSources, type Listed } from './manifest.ts';

const BASE = 'https://ehr.example/bulk/7';
const named = (type: string, name: string, more = {}) => ({ type, url: `${BASE}/${name}`, ...more });

function manifest(parts: object, name = 'manifest.json'): Listed {
  const whole = { transactionTime: '2026-04-02T00:00:00Z', requiresAccessToken: true, output: [], error: [], ...parts };
  return { name, text: JSON.stringify(whole) };
}

const files = (...names: string[]): Listed[] => names.map((name) => ({ name }));
const taken = (listing: readonly Listed[]) =>
  chooseSources(listing).sources.map(({ holds, name }) => (holds === 'resources' ? name : `${holds} ${name}`));

describe('a folder without a manifest', () => {
  it('is read wholly, but for what export clients and file systems keep beside the data', () => {
    const names = ['b.ndjson', 'a.json', 'c.NDJSON.gz', 'below/d.jsonl', 'e.json.gz'];
    const others = ['log.ndjson', '.hidden.ndjson', '_SUCCESS', '_temporary/0.ndjson', 'notes.txt', 'x.parquet'];
    expect(taken(files(...names, ...others))).toEqual([...names].sort());
  });
});

describe('a manifest', () => {
  it.each<[string, Listed[], string[]]>([
    [
      'what it names, and nothing else',
      [manifest({ output: [named('Patient', 'p.ndjson')] }), ...files('p.ndjson', 'old.ndjson', 'below/more.ndjson')],
      ['p.ndjson'],
    ],
    [
      'files whose names are escaped, have a query, or no ending',
      [
        manifest({ output: [named('Patient', 'a%20b.ndjson?sig=x%2Fy'), named('Consent', '0f3b')] }),
        ...files('a b.ndjson', '0f3b'),
      ],
      ['0f3b', 'a b.ndjson'],
    ],
    [
      'files that were packed',
      [manifest({ output: [named('Patient', 'p.ndjson')] }), ...files('p.ndjson.gz')],
      ['p.ndjson.gz'],
    ],
    [
      'files where the SMART client put them',
      [
        manifest({
          output: [named('Patient', '1', { destination: '/data/1.Patient.ndjson' })],
          deleted: [named('Bundle', 'd.ndjson')],
          error: [named('OperationOutcome', 'd.ndjson')],
        }),
        ...files('1.Patient.ndjson', 'deleted/d.ndjson', 'error/d.ndjson'),
      ],
      ['1.Patient.ndjson', 'deletions deleted/d.ndjson', 'errors error/d.ndjson'],
    ],
    [
      'files in folders below, where the name is the only one',
      [manifest({ output: [named('Patient', 'p.ndjson')] }), ...files('Patient/p.ndjson')],
      ['Patient/p.ndjson'],
    ],
    [
      'all parts of it',
      [
        manifest(
          { output: [named('Patient', '1.ndjson')], link: [{ relation: 'next', url: `${BASE}?page=2` }] },
          'm1.json',
        ),
        manifest({ output: [named('Patient', '2.ndjson')] }, 'm2.json'),
        ...files('1.ndjson', '2.ndjson'),
      ],
      ['1.ndjson', '2.ndjson'],
    ],
    [
      'its own folder only: others speak for themselves',
      [
        manifest({ output: [named('Patient', 'p.ndjson')] }, 'march/manifest.json'),
        ...files('march/p.ndjson', 'march/q.ndjson', 'april/q.ndjson'),
      ],
      ['april/q.ndjson', 'march/p.ndjson'],
    ],
  ])('chooses %s', (_, listing, expected) => {
    expect(chooseSources(listing)).toMatchObject({ remarks: [], unread: [] });
    expect(taken(listing)).toEqual(expected);
    expect(taken(listing.toReversed())).toEqual(expected);
  });

  it('tells how many resources a file has to hold, and until when deletions hold', () => {
    const { sources } = chooseSources([
      manifest({ output: [named('Patient', 'p', { count: 3 })], deleted: [named('Bundle', 'd')] }),
      ...files('p', 'd'),
    ]);
    expect(sources).toEqual([
      { name: 'd', holds: 'deletions', count: null, exportedAt: Date.parse('2026-04-02T00:00:00Z') / 1000 },
      { name: 'p', holds: 'resources', count: 3, exportedAt: Date.parse('2026-04-02T00:00:00Z') / 1000 },
    ]);
  });

  it.each<[string, Listed[], { remark: RegExp; loss: boolean; unread: string[] }]>([
    [
      'names a file that isn’t there: what would stand in it is unknown',
      [manifest({ output: [named('Consent', 'c.ndjson'), named('Patient', 'p.ndjson')] }), ...files('p.ndjson')],
      { remark: /names c\.ndjson \(Consent\), and the folder has no such file/, loss: true, unread: ['consents'] },
    ],
    [
      'names no types: anything could have stood in the file',
      [manifest({ output: [{ url: `${BASE}/p1` }] })],
      {
        remark: /names p1, and the folder/,
        loss: true,
        unread: ['charges', 'consents', 'contacts', 'entries', 'other-programs', 'readings', 'visits'],
      },
    ],
    [
      'names a name that two folders have: it can’t be told which is meant',
      [manifest({ output: [named('Encounter', 'e.ndjson')] }), ...files('a/e.ndjson', 'b/e.ndjson')],
      { remark: /names e\.ndjson/, loss: true, unread: ['visits'] },
    ],
    [
      'lacks deletions',
      [manifest({ deleted: [named('Bundle', 'd.ndjson')] })],
      { remark: /names d\.ndjson \(Bundle\)/, loss: true, unread: [] },
    ],
    [
      'goes on in a part that isn’t there',
      [manifest({ link: [{ relation: 'next', url: `${BASE}?page=2` }] })],
      {
        remark: /goes on in another/,
        loss: true,
        unread: ['charges', 'consents', 'contacts', 'entries', 'other-programs', 'readings', 'visits'],
      },
    ],
    [
      'was not asked for all that the verdict needs: that is unknown, not absent',
      [
        manifest({
          request:
            'https://ehr.example/r4/$export?_type=Patient,Procedure,Consent,Encounter,ChargeItem&_type=Observation',
        }),
      ],
      { remark: /not asked for Communication/, loss: false, unread: ['contacts'] },
    ],
  ])('that %s', (_, listing, { remark, loss, unread }) => {
    const chosen = chooseSources(listing);
    expect(chosen.remarks).toEqual([{ name: 'manifest.json', text: expect.stringMatching(remark), unread: loss }]);
    expect(chosen.unread).toEqual(unread);
  });

  it.each([
    ['cut off', '{"transactionTime":"2026-04-02T00:00:00Z","output":[', /no JSON/],
    ['without its files', '{"transactionTime":"2026-04-02T00:00:00Z"}', /`output` is missing or wrong/],
    [
      'with a file that has no address',
      '{"transactionTime":"2026-04-02T00:00:00Z","output":[{"type":"Patient"}]}',
      /`output.0.url`/,
    ],
    ['without a moment', '{"transactionTime":"yesterday","output":[]}', /`transactionTime` is no instant/],
  ])('%s is told, and its folder isn’t read: it can’t be known what is meant', (_, text, remark) => {
    const chosen = chooseSources([{ name: 'm.json', text }, ...files('p.ndjson', 'deleted/p.ndjson')]);
    expect(chosen.sources).toEqual([]);
    expect(chosen.remarks).toEqual([{ name: 'm.json', text: expect.stringMatching(remark), unread: true }]);
    expect(chosen.unread).toContain('entries');
  });
});
