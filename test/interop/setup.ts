import type { TestProject } from 'vitest/node';
import { startHapi } from './hapi.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    hapi: string;
  }
}

/**
 * One HAPI server for all files of the suite; each has patients of its own. HAPI=http://127.0.0.1:PORT/fhir takes one that runs
 * already; for writing tests.
 */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const { HAPI } = process.env;
  if (HAPI !== undefined) {
    project.provide('hapi', HAPI);
    return undefined;
  }
  const hapi = await startHapi();
  project.provide('hapi', hapi.base);
  return hapi.close;
}
