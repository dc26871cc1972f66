import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { billOfMaterials } from './src/build/bill-of-materials.ts';
import { inStages } from './src/build/chunks.ts';
import { compress } from './src/build/compress.ts';
import { integrity } from './src/build/integrity.ts';
import { lighterFhirclient } from './src/build/lighter-fhirclient.ts';
import { moduleSizes } from './src/build/module-sizes.ts';
import { preload } from './src/build/preload.ts';
import { stamp } from './src/build/stamp.ts';

export default defineConfig({
  // Every address is relative, so that the files may lie under any path of any server.
  base: './',
  plugins: [
    react(),
    lighterFhirclient(),
    preload(),
    stamp(),
    billOfMaterials(),
    integrity(),
    compress(),
    moduleSizes(),
  ],
  // fhirclient polyfills fetch and AbortController unless told that the browser has them.
  define: { FHIRCLIENT_PURE: true },
  // Lazy chunks are looked through at the start, or the first click on one would reload the page in the middle of a launch.
  optimizeDeps: { entries: ['*.html', 'src/{app,features,ehr,fhir,ui}/**/!(*.test).{ts,tsx}'] },
  build: {
    target: 'es2023',
    manifest: true,
    // The licence texts of what is in the bundle.
    license: { fileName: 'third-party-notices.txt' },
    // Every browser that reads es2023 preloads modules by itself.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: ['index.html', 'launch.html'],
      output: { codeSplitting: inStages(import.meta.dirname) },
    },
  },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'mocks/**/*.test.ts', 'test/**/*.test.ts'],
    environment: 'node',
    // Generous, since a busy machine must not fail a test; no test asserts how long it took.
    testTimeout: 60_000,
    reporters: process.env.CI ? ['default', ['json', { outputFile: 'test-results/unit.json' }]] : ['default'],
  },
});
