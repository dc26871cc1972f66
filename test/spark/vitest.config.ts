import { defineConfig } from 'vitest/config';

/** The sweep on Apache Spark against the command. Not part of the unit tests: it needs Java and Python. */
export default defineConfig({
  test: {
    include: ['test/spark/*.spark.ts'],
    globalSetup: 'test/spark/setup.ts',
    // Generous, since a busy machine must not fail a test; no test asserts how long it took.
    testTimeout: 180_000,
    hookTimeout: 900_000,
    reporters: process.env.CI ? ['default', ['json', { outputFile: 'test-results/spark.json' }]] : ['default'],
  },
});
