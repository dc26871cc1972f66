import { defineConfig } from 'vitest/config';

/** The tests that hold the rules: their own, the vectors, the properties and the stories. */
export default defineConfig({
  test: {
    include: ['src/rules/**/*.test.ts', 'test/vectors.test.ts', 'test/properties.test.ts', 'test/stories.test.ts'],
    testTimeout: 60_000,
  },
});
