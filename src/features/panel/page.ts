import type { Panel } from '../../ehr/panel.ts';
import type { PracticeConnection } from '../../ehr/types.ts';
import type { Settings } from '../../fhir/settings.ts';
import type { Reference } from '../../rules/ledger.ts';
import type { CriterionId, Status } from '../../rules/verdict.ts';
import type { PracticeReader } from './reader.ts';
import type { PanelRow } from './usePanel.ts';

/** A filter with a name (`worklist.views`). */
export interface NamedView {
  name: string;
  /** Empty: of any status. */
  status: readonly Status[];
  /** Only who lacks one of these. */
  missing: readonly CriterionId[];
}

/** What every page of the practice is given. */
export interface PracticePageProps {
  practice: PracticeConnection;
  reader: PracticeReader;
  settings: Settings & { timeZone: string };
  /** Epoch milliseconds. */
  now: () => number;
  /** The month of the address, `2026-03`. */
  month: string;
  panel: Panel;
  /** Filters with a name, from the configuration. */
  views: readonly NamedView[];
  /** What the page put into the address after a question mark. Never anything about a patient. */
  query: string;
  /** Puts it there in place of what stood there; the browser's way back leads to where the person was before. */
  onQuery: (query: string) => void;
  /** A row for each patient of the panel in the month, in the panel's order; they fill as they are read. */
  rows: readonly PanelRow[];
  /** Kinds of users or users that may charge; undefined: everybody. */
  mayCharge: readonly string[] | undefined;
  /** The same for the audit of past months. */
  mayAudit: readonly string[] | undefined;
  /** The session has ended: nothing can be read or written until the person signs in again. */
  expired: boolean;
  /** Whose chart was opened last, so that the focus finds back to them. */
  lastOpened: Reference | null;
  /**
   * Shows the patient's chart of the month, with a way back to this page. `queue`: who comes next, in this order, after each other.
   * `month`: another one than that of the address.
   */
  onOpen: (patient: Reference, queue?: readonly Reference[], month?: string) => void;
}
