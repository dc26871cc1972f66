import { defineConfig } from 'vitest/config';

/** The tests that hold the rules, but for the stories, which take long; the properties look at fewer ledgers for each mutant. */
export default defineConfig({
  test: {
    include: ['src/rules/**/*.test.ts', 'test/vectors.test.ts', 'test/properties.test.ts'],
    env: { PROPERTY_RUNS: '40' },
    testTimeout: 60_000,
  },
});
