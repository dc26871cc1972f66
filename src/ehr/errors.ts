import * as z from 'zod/mini';
import { isResource } from '../fhir/resource.ts';

/** What went wrong between the app and the EHR. */
type EhrErrorKind =
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  /** The server understood and said no (400, 405, 415, 422, …). */
  | 'refused'
  /** Somebody else changed it first (409, 412). */
  | 'conflict'
  | 'too-many-requests'
  | 'server'
  /** No answer at all. For a write: nobody knows whether it arrived. */
  | 'network'
  /** An answer that isn't FHIR, or that must not be followed. */
  | 'bad-answer'
  /** The session could not be renewed just now, so nothing was sent. */
  | 'session'
  /** The caller gave up; nothing is wrong. */
  | 'aborted';

export class EhrError extends Error {
  override readonly name = 'EhrError';
  readonly kind: EhrErrorKind;
  /** HTTP status, or null when there was no answer. */
  readonly status: number | null;
  readonly outcomes: readonly Outcome[];

  constructor(kind: EhrErrorKind, message: string, status: number | null = null, outcomes: readonly Outcome[] = []) {
    super(message);
    this.kind = kind;
    this.status = status;
    this.outcomes = outcomes;
  }

  /** It is over whatever else is asked: the session has ended, or the caller gave up. */
  get endsReading(): boolean {
    return this.kind === 'unauthorized' || this.kind === 'session' || this.kind === 'aborted';
  }

  /** After a write: the EHR may have stored it although no clear answer came. */
  get outcomeUnknown(): boolean {
    return this.kind === 'network' || this.kind === 'server' || this.kind === 'bad-answer' || this.kind === 'aborted';
  }
}

/** One issue of an OperationOutcome. */
export interface Outcome {
  severity: 'fatal' | 'error' | 'warning' | 'information';
  /** Codes of the issue: FHIR's issue type and the vendor's own, such as Epic's `4119`. */
  codes: readonly string[];
  text: string;
}

const coding = z.object({ code: z.optional(z.string()), display: z.optional(z.string()) });
const outcomeSchema = z.object({
  resourceType: z.literal('OperationOutcome'),
  issue: z.array(
    z.object({
      severity: z.catch(z.enum(['fatal', 'error', 'warning', 'information']), 'error'),
      code: z.optional(z.string()),
      details: z.optional(z.object({ text: z.optional(z.string()), coding: z.optional(z.array(coding)) })),
      diagnostics: z.optional(z.string()),
    }),
  ),
});

/** The issues of an OperationOutcome; none when it isn't one. */
export function outcomesOf(json: unknown): Outcome[] {
  // Asked of every resource there is, and few are one.
  if (!isResource(json) || json.resourceType !== 'OperationOutcome') return [];
  const parsed = z.safeParse(outcomeSchema, json);
  if (!parsed.success) return [];
  return parsed.data.issue.map(({ severity, code, details, diagnostics }) => ({
    severity,
    codes: [code, ...(details?.coding ?? []).map((c) => c.code)].filter((c) => c !== undefined),
    text: details?.text ?? diagnostics ?? details?.coding?.[0]?.display ?? code ?? 'no reason given',
  }));
}

/** The kind of an HTTP status that isn't a success. */
export function kindOfStatus(status: number): EhrErrorKind {
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'not-found';
  if (status === 409 || status === 412) return 'conflict';
  if (status === 429) return 'too-many-requests';
  // A time-out that the server or a proxy reports leaves as open as any 5xx whether the request was carried out.
  if (status >= 500 || status === 408) return 'server';
  return status >= 400 ? 'refused' : 'bad-answer';
}
