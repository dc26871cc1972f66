import type { TestProject } from 'vitest/node';
import { startHapi } from './hapi.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    hapi: string;
  }
}

/** One HAPI server for all files of the suite; each has patients of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const hapi = await startHapi();
  project.provide('hapi', hapi.base);
  return hapi.close;
}
