import { z } from 'zod';

/** What an EHR launch carries: who sits where, and what the test wants to go wrong. */
const launchContext = z.strictObject({
  /** Absent: a launch for the whole practice. */
  patient: z.string().optional(),
  /** Id of a user in stories/people.ts. */
  user: z.string(),
  encounter: z.string().optional(),
  needPatientBanner: z.boolean().optional(),
  /** v2 scopes that are not granted though asked for, without their context: `ChargeItem.c`. */
  withhold: z.array(z.string()).optional(),
  /** Lifetime of this launch's access tokens, in seconds. */
  tokenSeconds: z.number().int().positive().optional(),
});

export type LaunchContext = z.infer<typeof launchContext>;

/** The context as an opaque launch parameter. It is readable by anybody: this is a sandbox. */
export function launchParameter(context: LaunchContext): string {
  return Buffer.from(JSON.stringify(launchContext.parse(context))).toString('base64url');
}

/** Null when the parameter was made by nobody here. */
export function readLaunchParameter(launch: string): LaunchContext | null {
  try {
    return launchContext.parse(JSON.parse(Buffer.from(launch, 'base64url').toString()));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}
