import type { Panel } from '../../ehr/panel.ts';
import type { MonthRead } from '../../ehr/types.ts';
import type { Ledger, Reference } from '../../rules/ledger.ts';
import type { Policy } from '../../rules/policy.ts';
import type { Verdict } from '../../rules/verdict.ts';

/** A patient's month as the practice's pages need it. The resources are let go: a practice has too many of them to keep. */
export interface PatientMonth {
  read: Omit<MonthRead, 'resources'>;
  ledger: Ledger;
  /** The practice's and this patient's payer's choices, as configured now. */
  policy: Policy;
  verdict: Verdict;
}

/** Reads a practice; `app/` makes it of the connection and the settings. */
export interface PracticeReader {
  /** Who is enrolled. */
  patients(signal: AbortSignal): Promise<Panel>;
  /** Waits for its turn: only so many patients are read at once. */
  month(patient: Reference, month: string, signal: AbortSignal): Promise<PatientMonth>;
}
