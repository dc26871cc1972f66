import type { Contact, Instant, Ledger, Reference } from './ledger.ts';
import { type LocalDate, localDate, type ServiceMonth, within } from './month.ts';
import type { Policy } from './policy.ts';
import type { MonthTime } from './time.ts';
import type { EntryShare } from './verdict.ts';

/** What the month's communications say about live contact, oldest first. */
export interface ContactFacts {
  /** Real-time, two-way contacts of the month. */
  live: Contact[];
  /** Contacts of the month of which nobody wrote down the medium. */
  unstated: Contact[];
  /** Entries that say `live-contact` though no communication stands behind them. */
  undocumentedEntries: Reference[];
  /** Live contacts that name no entry of the ledger. */
  unlinked: Contact[];
  /** Local date of the first live contact. */
  firstDate: LocalDate | null;
}

/**
 * Interactive communication: real-time, synchronous, two-way audio that can be enhanced with video.
 * Source: CY 2021 PFS final rule, 85 FR 84472, and its correction, 86 FR 5020.
 */
export function interactiveContacts(
  ledger: Ledger,
  month: ServiceMonth,
  policy: Policy,
  time: MonthTime,
  asOf: Instant,
): ContactFacts {
  const usable = ledger.contacts.filter(({ medium }) => medium !== 'in-person' || policy.faceToFaceContact === 'yes');
  const ofMonth = usable
    .filter(({ sent }) => within(month, sent) && sent.earliest <= asOf)
    .sort((a, b) => a.sent.earliest - b.sent.earliest || (a.reference < b.reference ? -1 : 1));
  const live = ofMonth.filter(({ medium }) => medium !== 'unstated');
  const known = new Set(ledger.entries.map(({ reference }) => reference));
  const isLinked = (contact: Contact) => contact.partOf.some((reference) => known.has(reference));
  const first = live[0];

  return {
    live,
    unstated: ofMonth.filter(({ medium }) => medium === 'unstated'),
    undocumentedEntries: time.shares
      .filter((share) => share.activity === 'live-contact' && happenedInMonth(share))
      .filter((share) => !usable.some((contact) => standsBehind(contact, share, isLinked(contact), month)))
      .map(({ reference }) => reference)
      .sort(),
    unlinked: live.filter((contact) => !isLinked(contact)),
    firstDate: first ? localDate(month, first.sent.latest) : null,
  };
}

/** A contact stands behind the entry that it names; one that names none, behind the live-contact entries of its day. */
function standsBehind(contact: Contact, share: EntryShare, linked: boolean, month: ServiceMonth): boolean {
  if (linked) return contact.partOf.includes(share.reference);
  const day = localDate(month, contact.sent.latest);
  return day !== null && (day === localDate(month, share.start) || day === localDate(month, share.end));
}

function happenedInMonth(share: EntryShare): boolean {
  return share.stretches.some(({ fate }) => fate !== 'outside-month' && fate !== 'future');
}
