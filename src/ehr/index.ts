/**
 * One EHR connection. Others may use this, `types.ts`, and as chunks that load on their own: `launch.ts` (opening), `session.ts`,
 * and `charge/{lines,routes,charge,void,review}.ts` (charging).
 */
export { readMonth } from './read.ts';
