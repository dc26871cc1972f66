import { defineConfig } from 'vitest/config';

/** Against a real HAPI FHIR server. Not part of the unit tests: it needs Java and Maven. */
export default defineConfig({
  test: {
    include: ['test/interop/*.interop.ts'],
    globalSetup: 'test/interop/setup.ts',
    // Generous, since a busy machine must not fail a test; no test asserts how long it took.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
    reporters: process.env.CI ? ['default', ['json', { outputFile: 'test-results/interop.json' }]] : ['default'],
  },
});
