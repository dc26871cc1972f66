import { type ConsentCover, consentCover } from './consent.ts';
import { type ContactFacts, interactiveContacts } from './contact.ts';
import type { Charge, Instant, Ledger, Reading } from './ledger.ts';
import { type ServiceMonth, within } from './month.ts';
import type { Policy } from './policy.ts';
import { type Rulebook, rulebookAt } from './rulebook/index.ts';
import { countTime, type MonthTime } from './time.ts';

/** All that criteria, lines and risks look at: the question, and what the ledger comes to in this month. */
export interface Facts {
  ledger: Ledger;
  month: ServiceMonth;
  policy: Policy;
  asOf: Instant;
  monthClosed: boolean;
  rulebook: Rulebook;
  consent: ConsentCover;
  time: MonthTime;
  contacts: ContactFacts;
  /** Readings taken in the month, up to now. */
  readings: Reading[];
  /** Charges of this month, ours and other people's. */
  ourCharges: Charge[];
  otherCharges: Charge[];
}

/** Works out the facts of one month. `asOf` is the first second that has not happened yet. */
export function factsOf(ledger: Ledger, month: ServiceMonth, policy: Policy, asOf: Instant): Facts {
  const consent = consentCover(ledger, month, policy, asOf);
  const time = countTime(ledger, month, policy, consent, asOf);
  const charges = ledger.charges.filter(({ occurrence }) => within(month, occurrence)).sort(byOccurrenceThenReference);
  return {
    ledger,
    month,
    policy,
    asOf,
    monthClosed: asOf >= month.end,
    rulebook: rulebookAt(month.id),
    consent,
    time,
    contacts: interactiveContacts(ledger, month, policy, time, asOf),
    readings: ledger.readings.filter(({ taken }) => within(month, taken) && taken.earliest <= asOf),
    ourCharges: charges.filter((charge) => isOurs(charge, policy)),
    otherCharges: charges.filter((charge) => !isOurs(charge, policy)),
  };
}

/** A charge is somebody else's when it names parties and none of them bills for us. */
function isOurs({ parties }: Charge, { billingParties }: Policy): boolean {
  return billingParties.length === 0 || parties.length === 0 || parties.some((party) => billingParties.includes(party));
}

function byOccurrenceThenReference(a: Charge, b: Charge): number {
  return a.occurrence.earliest - b.occurrence.earliest || (a.reference < b.reference ? -1 : 1);
}
