import { defineConfig } from 'vitest/config';

/** The tests that hold the rules, but for the properties and the stories: they look at everything and would run for every mutant. */
export default defineConfig({
  test: {
    include: ['src/rules/**/*.test.ts', 'test/vectors.test.ts'],
    testTimeout: 60_000,
  },
});
