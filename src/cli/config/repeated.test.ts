import { expect, test } from 'vitest';
import { repeatedKeys } from './repeated.ts';

test.each<[string, string, string[]]>([
  ['once', '{ "a": 1, "b": { "a": 1 }, "c": [{ "a": 1 }, { "a": 2 }] }', []],
  ['twice', '{ "policy": {},\n "fees": {},\n "policy": {} }', ['policy']],
  ['twice within a list', '{ "issuers": [{ "iss": "a" }, { "iss": "b", "iss": "c" }] }', ['issuers.1.iss']],
])('a key that stands there %s', (_, content, keys) => {
  expect(repeatedKeys(content).map(({ key }) => key)).toEqual(keys);
});

test('is told with its line', () => {
  expect(repeatedKeys('{ "policy": {},\n "fees": {},\n "policy": {} }')[0]?.text).toContain('line 3');
});
