import type { Panel } from '../../ehr/panel.ts';
import type { MonthRead } from '../../ehr/types.ts';
import type { Ledger, Reference } from '../../rules/ledger.ts';
import type { Policy } from '../../rules/policy.ts';
import type { Verdict } from '../../rules/verdict.ts';
import type { Assigned } from './assigned.ts';

/** A patient's month as the practice's pages need it. The resources are let go: a practice has too many of them to keep. */
export interface PatientMonth {
  read: Omit<MonthRead, 'resources'>;
  ledger: Ledger;
  /** The practice's and this patient's payer's choices, as configured now. */
  policy: Policy;
  verdict: Verdict;
  /** Who it lies with; null when nothing in the chart says so. */
  assigned: Assigned | null;
}

/** Reads a practice; `app/` makes it of the connection and the settings. */
export interface PracticeReader {
  /** Who is enrolled. */
  patients(signal: AbortSignal): Promise<Panel>;
  /** The same from a file that the person chose, for EHRs that give no list. */
  patientsOfFile(file: File, signal: AbortSignal, onProgress: (done: number, of: number) => void): Promise<Panel>;
  /** Waits for its turn: only so many patients are read at once. */
  month(patient: Reference, month: string, signal: AbortSignal): Promise<PatientMonth>;
  /** Of those that still wait for their turn, these come first: they are on screen. */
  prefer(patients: readonly Reference[], month: string): void;
}
