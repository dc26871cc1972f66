import type { OperationOutcome, OperationOutcomeIssue } from '@medplum/fhirtypes';

/** A request that the server refuses; becomes an HTTP error with an OperationOutcome. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: OperationOutcomeIssue['code'],
    message: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }
}

/** The connection is cut instead of answered. */
export class ConnectionCut extends Error {}

export function outcome(
  code: OperationOutcomeIssue['code'],
  text: string,
  severity: 'error' | 'warning' = 'error',
): OperationOutcome {
  return { resourceType: 'OperationOutcome', issue: [{ severity, code, details: { text }, diagnostics: text }] };
}
