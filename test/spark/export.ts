import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { patientMonth } from '../bench/population.ts';
import { ndjson } from '../cli-run.ts';
import { Hostile } from '../fuzz/hostile.ts';

export const PATIENTS = 40;
const HOSTILE = 400;

type Files = Record<string, string | Buffer>;

/** Resources that are about the same patients, of February; its days 29 to 31 are dates that don't exist. */
function earlier(resource: unknown): unknown {
  const text = JSON.stringify(resource).replaceAll('2026-03-', '2026-02-');
  return JSON.parse(text, (key, value) => (key === 'id' ? `${value}-feb` : value));
}

function write(folder: string, files: Files): string {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

const people = Array.from({ length: PATIENTS }, (_, number) => patientMonth(number));
const ofType = (type: string) => people.flat().filter(({ resourceType }) => resourceType === type);
const url = (name: string) => `https://ehr.example/bulk/7/${encodeURIComponent(name)}?signed=yes`;

/** An export as it should be: a file a type, each as long as the manifest says. */
export function writeClean(folder: string): string {
  const types = [...new Set(people.flat().map(({ resourceType }) => resourceType))];
  const output = types.map((type) => ({ type, url: url(`${type}.ndjson`), count: ofType(type).length }));
  return write(folder, {
    ...Object.fromEntries(types.map((type) => [`${type}.ndjson`, ndjson(ofType(type))])),
    'manifest.json': JSON.stringify({ transactionTime: '2026-04-02T00:00:00Z', output, error: [] }),
  });
}

/**
 * All that goes wrong in exports, at once: two months, packed and cut files, lines and resources that can't be used, copies in several
 * versions, Provenance far from its target, deletions, a file that is missing and one that is shorter than it should be. Synthetic.
 */
export function writeMessy(folder: string): string {
  const procedures = ofType('Procedure');
  const observations = ofType('Observation');
  const hostile = new Hostile(7);
  const [first, second, ...others] = procedures;
  const target = (...references: (string | undefined)[]) => references.map((reference) => ({ reference }));
  const provenance = (...references: (string | undefined)[]) => ({
    resourceType: 'Provenance',
    recorded: '2026-04-20T00:00:00Z',
    target: target(...references),
  });
  const late = procedures.slice(20, 40).map(({ id }) => provenance(`Procedure/${id}`));
  const broken = [
    '{"resourceType":"Observation","id":"cut',
    '',
    'no JSON: Secretname',
    '{"id":"no-type"}',
    '42',
    JSON.stringify({ resourceType: 'Observation', id: 'lost', status: 'final' }),
    JSON.stringify({ resourceType: 'OperationOutcome', issue: [{ severity: 'warning', code: 'incomplete' }] }),
  ];
  const readings = observations.slice(0, 1_000).map((resource) => JSON.stringify(resource));
  readings.splice(700, 0, ...broken);
  const output = [
    { type: 'Patient', url: url('Patient 1.ndjson'), count: PATIENTS },
    { type: 'Consent', url: url('Consent.ndjson'), count: PATIENTS + 5 },
    { type: 'Encounter', url: url('Encounter.missing.ndjson') },
    ...['Observation.1.ndjson', 'Observation.2.ndjson', 'Observation.feb'].map((name) => ({
      type: 'Observation',
      url: url(name),
    })),
    ...[
      'Procedure.ndjson',
      'Procedure.old.ndjson',
      'Communication.ndjson',
      'ChargeItem.ndjson',
      'Provenance.ndjson',
    ].map((name) => ({ type: name.replace(/\..*/, ''), url: url(name) })),
    { type: 'Basic', url: url('hostile.ndjson') },
    { type: 'Bundle', url: url('bundles.ndjson') },
    { type: 'Group', url: url('Group.ndjson') },
    { type: 'Condition', url: url('Condition.ndjson') },
    { type: 'Device', url: url('empty.ndjson'), count: 0 },
  ];
  const manifest = {
    transactionTime: '2026-04-02T00:00:00Z',
    request: 'https://ehr.example/r4/$export?_since=2026-03-01T00:00:00Z',
    output,
    deleted: [{ type: 'Bundle', url: url('gone.ndjson') }],
    error: [{ type: 'OperationOutcome', url: url('errors.ndjson') }],
  };
  const deletion = (reference: string) => ({
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [{ request: { method: 'DELETE', url: reference } }],
  });
  const alone = { resourceType: 'Condition', id: 'c', subject: { reference: 'Patient/only-named' } };
  return write(folder, {
    'manifest.json': JSON.stringify(manifest, null, 2),
    'Patient 1.ndjson': `\uFEFF${ndjson(ofType('Patient')).replaceAll('\n', '\r\n')}`,
    'Consent.ndjson': ndjson(ofType('Consent')),
    'Observation.1.ndjson': readings.join('\n'),
    'Observation.2.ndjson.gz': gzipSync(ndjson(observations.slice(950))),
    'Observation.feb': ndjson(observations.map(earlier)),
    // A byte that is no UTF-8, in the middle of a note.
    'Procedure.ndjson': Buffer.concat([
      Buffer.from(ndjson([first, second])),
      Buffer.from(JSON.stringify(others[0]).replace('weekly', 'wee\u0001ly'), 'utf8').map((byte) =>
        byte === 1 ? 0xff : byte,
      ),
      Buffer.from(`\n${ndjson([...others.slice(1), ...procedures.map(earlier)])}`),
    ]),
    'Procedure.old.ndjson': ndjson(
      procedures.slice(5, 50).map((resource, index) => ({
        ...resource,
        meta: { lastUpdated: index % 2 === 0 ? '2026-01-01T00:00:00Z' : '2026-04-01T00:00:00Z' },
        status: 'entered-in-error',
      })),
    ),
    'Communication.ndjson': ndjson([...ofType('Communication'), ...ofType('Communication').map(earlier)]),
    'ChargeItem.ndjson': ndjson(ofType('ChargeItem')),
    'Provenance.ndjson': ndjson([
      ...late,
      provenance(`Procedure/${first?.id}`, `Procedure/${second?.id}`, 'Observation/x', 'Procedure/of-nobody'),
      provenance('Patient/nobody'),
    ]),
    'hostile.ndjson': ndjson(Array.from({ length: HOSTILE }, () => hostile.resource() ?? null)),
    'bundles.ndjson': ndjson(Array.from({ length: 20 }, () => hostile.bundle())),
    'Group.ndjson': ndjson([
      { resourceType: 'Group', id: 'g', member: [{ entity: { reference: 'Patient/member-only' } }] },
    ]),
    'Condition.ndjson': ndjson([alone, alone, { ...alone, id: 'd' }]),
    'empty.ndjson': '',
    'deleted/gone.ndjson': ndjson([
      ...procedures.slice(60, 80).map(({ id }) => deletion(`Procedure/${id}`)),
      ...(people[PATIENTS - 1]?.map(({ resourceType, id }) =>
        deletion(`https://ehr.example/r4/${resourceType}/${id}`),
      ) ?? []),
      { resourceType: 'Patient', id: 'not-a-deletion' },
    ]),
    'error/errors.ndjson': ndjson([
      { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'exception', diagnostics: 'Gave up' }] },
    ]),
    'not-named.ndjson': ndjson([{ resourceType: 'Patient', id: 'not-named' }]),
    'log.ndjson': '{"eventId":"kickoff"}\n',
  });
}

/** A folder without a manifest, as people put together. */
export function writeLoose(folder: string): string {
  const bundle = (number: number) => ({
    resourceType: 'Bundle',
    type: 'collection',
    entry: patientMonth(number).map((resource) => ({ resource })),
  });
  return write(folder, {
    'a.json': JSON.stringify(bundle(100), null, 2),
    'below/b.json.gz': gzipSync(JSON.stringify(bundle(101))),
    'below/{c}.ndjson': ndjson(patientMonth(102)),
    'below/lines.json': ndjson(patientMonth(103)),
    'cut.json': '{\n"resourceType": "Bundle",\n"entry": [\n',
    'log.ndjson': '{"eventId":"kickoff"}\n',
    _SUCCESS: '',
  });
}
