import type { Ledger, When } from '../../rules/ledger.ts';
import type { Verdict } from '../../rules/verdict.ts';
import { shortDayWords } from '../../ui/time.ts';
import { kindOf } from './words.ts';

/** When each piece of evidence of a month was, in epoch seconds, and what it is called in a list. */
export interface EvidenceNames {
  /** Later than all else where it is not known. */
  at: (reference: string) => number;
  /** Its kind and its day, `Entry, 17 Mar`; the kind alone where no day is known. */
  name: (reference: string) => string;
}

export function evidenceNames(ledger: Ledger, { timeZone, month }: Verdict): EvidenceNames {
  const days = new Map<string, number>();
  const known = (reference: string, when: When | null) => {
    if (when !== null && Number.isFinite(when.earliest)) days.set(reference, when.earliest);
  };
  for (const { reference, start } of [...ledger.entries, ...ledger.otherPrograms, ...ledger.visits])
    days.set(reference, start);
  for (const { reference, start } of ledger.timers) if (start !== null) days.set(reference, start);
  for (const { reference, sent } of ledger.contacts) known(reference, sent);
  for (const { reference, given } of ledger.consents) known(reference, given);
  for (const { reference, taken } of ledger.readings) known(reference, taken);
  for (const { reference, occurrence } of ledger.charges) known(reference, occurrence);
  return {
    at: (reference) => days.get(reference) ?? Number.MAX_SAFE_INTEGER,
    name: (reference) => {
      const at = days.get(reference);
      return at === undefined ? kindOf(reference) : `${kindOf(reference)}, ${shortDayWords(at, timeZone, month)}`;
    },
  };
}
