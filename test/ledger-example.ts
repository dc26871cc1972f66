import { serviceMonth } from '../src/fhir/calendar.ts';
import {
  type Contact,
  type Entry,
  emptyLedger,
  type Instant,
  type Ledger,
  type Reading,
  type When,
} from '../src/rules/ledger.ts';

/** March 2026 in New York: a month with a change to daylight saving time on the 8th. */
export const MARCH = serviceMonth('2026-03', 'America/New_York');

/** An instant written as ISO 8601, in whole seconds. */
export function at(iso: string): Instant {
  return Date.parse(iso) / 1000;
}

/** A moment that is known to the second. */
export function exactly(iso: string): When {
  return { earliest: at(iso), latest: at(iso) };
}

export const MARCH_OVER = at('2026-04-01T12:00:00Z');

/** Trend interpretation with a note, from 10:00 in New York of a day in March 2026 (daylight saving time from the 8th). */
export function entry(reference: string, day: number, seconds: number, more: Partial<Entry> = {}): Entry {
  const start = at(`2026-03-${String(day).padStart(2, '0')}T15:00:00Z`);
  return {
    reference,
    start,
    end: start + seconds,
    activity: 'trend-interpretation',
    counting: 'counts',
    performers: ['Practitioner/nurse'],
    note: `Trend of ${reference} seen; plan kept.`,
    recorded: null,
    ...more,
  };
}

/** A telephone call on a day in March 2026, linked to entry e1. */
export function contact(reference: string, day: number, more: Partial<Contact> = {}): Contact {
  return {
    reference,
    medium: 'live',
    sent: exactly(`2026-03-${String(day).padStart(2, '0')}T15:00:00Z`),
    note: 'Spoke with the patient; dose kept.',
    partOf: ['Procedure/e1'],
    ...more,
  };
}

/** A reading of the device on a day in March 2026. */
export function reading(reference: string, day: number, more: Partial<Reading> = {}): Reading {
  const taken = exactly(`2026-03-${String(day).padStart(2, '0')}T12:00:00Z`);
  return { reference, taken, device: 'Device/cuff', selfReported: false, ...more };
}

/** A month in which all is well: consent since February, a reading, a call and the given entries. */
export function goodLedger(...entries: Entry[]): Ledger {
  return {
    ...emptyLedger('Patient/p1'),
    entries,
    contacts: [contact('Communication/c1', 10)],
    consents: [
      {
        reference: 'Consent/k1',
        state: 'given',
        given: exactly('2026-02-01T15:00:00Z'),
        ended: null,
        organization: null,
      },
    ],
    readings: [reading('Observation/o1', 5)],
  };
}
