import { existsSync, readFileSync } from 'node:fs';

/** Adds up what the test runners report, plus the CI steps that failed (first argument), and prints one closing line. */
interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
}
interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number };
}

const failedSteps = Number(process.argv[2] ?? 0);
const unit = report<VitestReport>('unit');
const interop = report<VitestReport>('interop');
const spark = report<VitestReport>('spark');
const e2e = report<PlaywrightReport>('e2e');
const vitest = [unit, interop, spark];
const passed = vitest.reduce((sum, each) => sum + (each?.numPassedTests ?? 0), 0) + (e2e?.stats.expected ?? 0);
const failed =
  vitest.reduce((sum, each) => sum + (each ? each.numFailedTests : 1), 0) +
  (e2e ? e2e.stats.unexpected + e2e.stats.flaky : 1);
// A step that fails without a failing test (lint, types, build, a suite that did not load) is a failure of its own.
const total = Math.max(failed, failedSteps);
console.log(`${passed} passed, ${total} failed`);
process.exitCode = total === 0 ? 0 : 1;

/** A runner's report, or null where the runner never came to write one. */
function report<T>(name: string): T | null {
  const file = `test-results/${name}.json`;
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}
