import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkConfig } from './report.ts';

const RIGHT = {
  timeZone: 'America/New_York',
  issuers: [{ iss: 'https://a.example', name: 'A', clientId: '6a1f0c52' }],
};

test('what the app takes is called right, with what to look at', () => {
  const { right, lines } = checkConfig(`\uFEFF${JSON.stringify(RIGHT)}`);
  expect(right).toBe(true);
  expect(lines[0]).toContain('it talks to https://a.example.');
  expect(lines.join('\n')).toContain('roles.mayCharge: Not set: everybody whom the EHR lets may charge');
});

test('what is wrong is named with its value, what is allowed, what was meant and what the key means', () => {
  const { right, lines } = checkConfig(JSON.stringify({ ...RIGHT, policy: { serviceDate: 'Month-End' } }));
  expect(right).toBe(false);
  expect(lines.join('\n')).toBe(`✘ One key is wrong; the app would start with a page that says so.

  policy.serviceDate
    is       "Month-End"
    allowed  threshold-met, month-end
    meant    month-end?
    means    Which date does the charge carry?`);
});

test('all that is wrong is told at once', () => {
  const issuers = [{ iss: 'http://a.example', name: 'A', clientID: 'a' }];
  const { lines } = checkConfig(JSON.stringify({ timezone: 'UTC', issuers }));
  expect(lines.filter((line) => /^ {2}\S/.test(line)).map((line) => line.trim())).toEqual([
    'timeZone',
    'issuers.0.iss',
    'issuers.0.clientId',
    'issuers.0.clientID',
    'timezone',
  ]);
});

test('a key that stands there twice is told, since only one of them holds', () => {
  const { right, lines } = checkConfig(`{ "timeZone": "UTC", ${JSON.stringify(RIGHT).slice(1)}`);
  expect([right, lines.join('\n')]).toEqual([true, expect.stringContaining('timeZone: Stands there twice')]);
});

test('what is no JSON is told with its line', () => {
  expect(checkConfig('{\n  "timeZone": "UTC",\n}').lines[0]).toMatch(/^✘ It is no JSON: .*\(line 3[, ]/);
});

test.each([
  ['public/config.json', 0, '✔ The app takes it.'],
  ['package.json', 1, '✘ '],
  ['no-such-file.json', 2, 'The file can’t be read'],
])('the command on %s ends with %d', (file, status, told) => {
  const run = spawnSync(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'src/cli/config/check.ts', file], {
    encoding: 'utf8',
    env: { ...process.env, INIT_CWD: process.cwd() },
  });
  expect([run.status, `${run.stdout}${run.stderr}`]).toEqual([status, expect.stringContaining(told)]);
});

test('the app takes what is shipped', () => {
  expect(checkConfig(readFileSync('public/config.json', 'utf8')).right).toBe(true);
});
