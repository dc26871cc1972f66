import { expect, test } from 'vitest';
import { CRITERION_IDS, RISK_IDS } from '../verdict.ts';
import { CITATIONS } from './citations.ts';
import { rulebookAt, VERSIONS } from './index.ts';
import { PARAMETERS } from './parameters.ts';
import { valueAt } from './types.ts';

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

test('a verified source says what was opened; an unverified one says so wherever it is cited', () => {
  for (const { verified, openedAs } of Object.values(CITATIONS)) expect(openedAs !== null).toBe(verified);
});

test('every criterion and risk of a month has a source', () => {
  for (const version of VERSIONS) {
    const { criterionCitations, riskCitations } = rulebookAt(version.slice(0, 7));
    for (const id of CRITERION_IDS) expect(criterionCitations[id].length, id).toBeGreaterThan(0);
    for (const id of RISK_IDS) expect(riskCitations[id].length, id).toBeGreaterThan(0);
  }
});
