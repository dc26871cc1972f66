import { expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../policy.ts';
import { CRITERION_IDS, RISK_IDS } from '../verdict.ts';
import { CITATIONS, type CitationId, cite } from './citations.ts';
import { rulebookAt, VERSIONS } from './index.ts';
import { OPENED } from './opened.ts';
import { ANNOUNCED, PARAMETERS } from './parameters.ts';
import { POLICIES } from './policies.ts';
import { type Citation, valueAt } from './types.ts';

test('the rules changed on these days and no others', () => {
  expect(VERSIONS).toEqual(['2019-01-01', '2020-01-01', '2021-01-01', '2023-05-12', '2024-01-01', '2026-01-01']);
});

test.each([
  ['2018-12', null],
  ['2019-01', '2019-01-01'],
  ['2019-12', '2019-01-01'],
  ['2020-01', '2020-01-01'],
  ['2020-12', '2020-01-01'],
  ['2021-01', '2021-01-01'],
  ['2023-05', '2021-01-01'],
  ['2023-06', '2023-05-12'],
  ['2023-12', '2023-05-12'],
  ['2024-01', '2024-01-01'],
  ['2025-12', '2024-01-01'],
  ['2026-01', '2026-01-01'],
  ['2026-03', '2026-01-01'],
])('service month %s goes by the rulebook of %s', (month, id) => {
  expect(rulebookAt(month).id).toBe(id);
});

const FIRST = { firstSeconds: 1200 };
const FURTHER = { eachSeconds: 1200, afterSeconds: 1200 };
const TEN = { fromSeconds: 600, belowSeconds: 1200 };

test.each([
  ['2018-12', { '99457': null, '99458': null, '99470': null }, 1200],
  ['2019-01', { '99457': FIRST, '99458': null, '99470': null }, 1200],
  ['2019-12', { '99457': FIRST, '99458': null, '99470': null }, 1200],
  ['2020-01', { '99457': FIRST, '99458': FURTHER, '99470': null }, 1200],
  ['2025-12', { '99457': FIRST, '99458': FURTHER, '99470': null }, 1200],
  ['2026-01', { '99457': FIRST, '99458': FURTHER, '99470': TEN }, 600],
])('in %s these codes exist', (month, codes, minimumSeconds) => {
  expect(rulebookAt(month)).toMatchObject({ codes, minimumSeconds });
});

test.each([
  ['supervision', '2019-12', 'direct'],
  ['supervision', '2020-01', 'general'],
  ['consent', '2020-12', 'before-the-service'],
  ['consent', '2021-01', 'at-the-time-of-service'],
  ['interactiveCommunication', '2020-12', 'live-contact'],
  ['interactiveCommunication', '2021-01', 'two-way-audio'],
  ['establishedPatient', '2023-05', 'waived'],
  ['establishedPatient', '2023-06', 'required'],
] as const)('%s in %s is %s', (rule, month, value) => {
  expect(rulebookAt(month)[rule]).toBe(value);
});

test('the lowest code of each version asks for the minimum time', () => {
  for (const version of VERSIONS) {
    const { codes, minimumSeconds } = rulebookAt(version.slice(0, 7));
    const lowest = codes['99470']?.fromSeconds ?? codes['99457']?.firstSeconds ?? minimumSeconds;
    expect(minimumSeconds).toBe(lowest);
  }
});

test('99445 exists from 2026 with 2 days of readings; 99454 keeps its 16', () => {
  expect(rulebookAt('2025-12').deviceDays).toMatchObject({ '99454': 16, '99445': null });
  expect(rulebookAt('2026-01').deviceDays).toMatchObject({ '99454': 16, '99445': 2 });
});

test.each(PARAMETERS.map((parameter) => [parameter.id, parameter] as const))(
  '%s: dates in order, each value with a source that exists',
  (_, parameter) => {
    const dates = parameter.values.map((dated) => dated.from);
    expect(dates).toEqual([...new Set(dates)].sort());
    for (const { from, value, citations } of parameter.values) {
      expect(from).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(citations.length).toBeGreaterThan(0);
      for (const id of citations) expect(CITATIONS).toHaveProperty([id]);
      expect(valueAt(parameter, from)).toEqual(value);
    }
    expect(valueAt(parameter, '1999-01-01')).toBeNull();
  },
);

test('every parameter has an id of its own', () => {
  const ids = PARAMETERS.map((parameter) => parameter.id);
  expect(new Set(ids).size).toBe(ids.length);
});

const CITATION_IDS = Object.keys(CITATIONS) as CitationId[]; // Object.keys forgets which keys these are.

test.each(CITATION_IDS)('%s: verified only with what was opened, and shown when it is not', (id) => {
  const source: Citation = CITATIONS[id];
  if (source.verified) expect(OPENED[id]).not.toBeNull();
  expect(cite(id).endsWith('(unverified)')).toBe(!source.verified);
  expect(cite(id).endsWith('(secondary)')).toBe(source.verified && source.kind === 'secondary');
});

test('every source is cited by a rule or a policy', () => {
  const cited = new Set<string>([
    ...PARAMETERS.flatMap((parameter) => parameter.values.flatMap((dated) => dated.citations)),
    ...Object.values(POLICIES).flatMap((policy) => policy.sources),
    ...ANNOUNCED.flatMap((change) => change.citations),
  ]);
  expect(Object.keys(CITATIONS).filter((id) => !cited.has(id))).toEqual([]);
});

test('every criterion and risk of a month has a source', () => {
  for (const version of VERSIONS) {
    const { criterionCitations, riskCitations } = rulebookAt(version.slice(0, 7));
    for (const id of CRITERION_IDS) expect(criterionCitations[id].length, id).toBeGreaterThan(0);
    for (const id of RISK_IDS) expect(riskCitations[id].length, id).toBeGreaterThan(0);
  }
});

test('RTM management excludes ours; its 10-minute code joins in 2026', () => {
  expect(rulebookAt('2025-12').exclusions).toEqual(['98980', '98981']);
  expect(rulebookAt('2026-01').exclusions).toEqual(['98979', '98980', '98981']);
});

test('every policy is explained, and its default is the one that holds', () => {
  const defaults = Object.fromEntries(Object.entries(POLICIES).map(([key, policy]) => [key, policy.default]));
  expect(defaults).toEqual(DEFAULT_POLICY);
});

test.each(Object.values(POLICIES))('$name: the default is among the choices, and has a source', (policy) => {
  expect(policy.choices.map(({ value }) => value)).toContainEqual(policy.default);
  expect(policy.sources.length).toBeGreaterThan(0);
  for (const id of policy.sources) expect(CITATIONS).toHaveProperty([id]);
});

test('a month of 2027 goes by the rules of 2026 and says that changes were proposed', () => {
  expect(rulebookAt('2026-12').announced).toEqual([]);
  expect(rulebookAt('2027-01')).toMatchObject({ id: '2026-01-01', codes: rulebookAt('2026-12').codes });
  expect(rulebookAt('2027-01').announced).toHaveLength(1);
});
