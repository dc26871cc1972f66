/** One EHR connection. What stands here, and the types of `types.ts`, is what others may use. */

export { chargeOf } from './charge/charge.ts';
export { chargeRequests } from './charge/lines.ts';
export { previewCharge } from './charge/routes.ts';
export { EhrError, type EhrErrorKind } from './errors.ts';
export { launch } from './launch.ts';
export { type ReadOptions, readMonth } from './read.ts';
export { openSession } from './session.ts';
