import fc from 'fast-check';
import {
  type Charge,
  type Consent,
  type Contact,
  type Entry,
  type Evidence,
  emptyLedger,
  type Ledger,
  type When,
} from '../src/rules/ledger.ts';
import type { ServiceMonth } from '../src/rules/month.ts';
import { DEFAULT_POLICY, type Policy } from '../src/rules/policy.ts';

/** A toy month of four days, 600 s each, so that a test can look at every second of it. */
export const TOY_DAY = 600;
export const TOY_START = 1_000_000;
const days = [1, 2, 3, 4].map((day, i) => ({
  date: `2026-03-0${day}`,
  start: TOY_START + i * TOY_DAY,
  end: TOY_START + (i + 1) * TOY_DAY,
}));
export const TOY_MONTH: ServiceMonth = {
  id: '2026-03',
  timeZone: 'Etc/Toy',
  start: TOY_START,
  end: TOY_START + 4 * TOY_DAY,
  days,
  before: [],
};

/** A second from a little before the toy month to a little after it. */
export const second = fc.integer({ min: TOY_START - TOY_DAY, max: TOY_START + 5 * TOY_DAY });
const when: fc.Arbitrary<When> = fc
  .tuple(second, fc.constantFrom(0, 0, 0, TOY_DAY - 1))
  .map(([earliest, width]) => ({ earliest, latest: earliest + width }));
const span = fc
  .tuple(second, fc.integer({ min: 0, max: 900 }))
  .map(([start, length]) => ({ start, end: start + length }));
const note = fc.constantFrom(null, 'Pressure falling.', 'pressure  falling.', 'Dose raised.');

const entry = (reference: string): fc.Arbitrary<Entry> =>
  fc
    .record({
      span,
      activity: fc.constantFrom(
        'trend-interpretation',
        'live-contact',
        'care-coordination',
        'scheduling',
        'passive-monitoring',
      ),
      performers: fc.constant<string[]>(['Practitioner/nurse']),
      note,
      recorded: fc.option(second, { nil: null }),
    })
    .map(({ span: { start, end }, activity, ...rest }) => ({
      reference,
      start,
      end,
      activity,
      counting: activity === 'scheduling' ? 'administrative' : activity === 'passive-monitoring' ? 'passive' : 'counts',
      ...rest,
    }));

const contact = (reference: string): fc.Arbitrary<Contact> =>
  fc.record({
    reference: fc.constant(reference),
    medium: fc.constantFrom('live', 'live', 'in-person', 'unstated'),
    sent: when,
    note,
    partOf: fc.constantFrom([], ['Procedure/e1']),
  });

const consent = (reference: string): fc.Arbitrary<Consent> =>
  fc.record({
    reference: fc.constant(reference),
    state: fc.constantFrom('given', 'given', 'given', 'declined', 'withdrawn'),
    given: fc.option(when, { nil: null, freq: 8 }),
    ended: fc.option(when, { nil: null, freq: 2 }),
    organization: fc.constantFrom(null, 'Organization/ours', 'Organization/theirs'),
  });

const charge = (reference: string): fc.Arbitrary<Charge> =>
  fc.record({
    reference: fc.constant(reference),
    code: fc.constantFrom('99457', '99458', '99470', '98980', '99091', '99454'),
    units: fc.integer({ min: 1, max: 3 }),
    occurrence: when,
    parties: fc.constantFrom([], ['Organization/ours'], ['Organization/theirs']),
  });

/** A few things of one kind, each with a reference of its own. */
function some<T>(type: string, make: (reference: string) => fc.Arbitrary<T>, most: number): fc.Arbitrary<T[]> {
  return fc
    .integer({ min: 0, max: most })
    .chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => make(`${type}/${type[0]?.toLowerCase()}${i + 1}`))));
}

/** Any ledger of the toy month. */
export const anyLedger: fc.Arbitrary<Ledger> = fc
  .record({
    entries: some('Entry', entry, 8),
    contacts: some('Communication', contact, 3),
    consents: some('Known', consent, 3),
    charges: some('ChargeItem', charge, 2),
    otherPrograms: fc.array(
      span.map((s) => ({ ...s, reference: 'Procedure/ccm', program: 'ccm' })),
      { maxLength: 2 },
    ),
    readings: some(
      'Observation',
      (reference) =>
        fc.record({
          reference: fc.constant(reference),
          taken: when,
          device: fc.constantFrom('Device/cuff', null),
          selfReported: fc.boolean(),
        }),
      4,
    ),
    visits: fc.array(
      span.chain((s) =>
        fc.record({
          reference: fc.constant('Encounter/v'),
          kind: fc.constantFrom('visit', 'inpatient'),
          start: fc.constant(s.start),
          end: fc.constantFrom(s.end, null),
        }),
      ),
      { maxLength: 2 },
    ),
    deceased: fc.oneof(fc.constant(false), fc.constant(false), fc.constant(true), when),
    unread: fc.subarray<Evidence>(
      ['entries', 'contacts', 'consents', 'readings', 'charges', 'visits', 'other-programs'],
      {
        maxLength: 2,
      },
    ),
  })
  .map((parts) => ({ ...emptyLedger('Patient/toy'), ...parts }));

/** Any policy, billing parties included. */
export const anyPolicy: fc.Arbitrary<Policy> = fc
  .record({
    consentTiming: fc.constantFrom('same-day', 'instant', 'month'),
    serviceDate: fc.constantFrom('threshold-met', 'month-end'),
    sameDayVisit: fc.constantFrom('flag', 'exclude'),
    faceToFaceContact: fc.constantFrom('no', 'yes'),
    readingsRequired: fc.integer({ min: 0, max: 2 }),
    minimumEntrySeconds: fc.constantFrom(0, 0, 60, 300),
    maximum99458Units: fc.constantFrom(null, 1, 2),
    excludes99091: fc.constantFrom('yes', 'no'),
    billingParties: fc.constantFrom([], ['Organization/ours']),
  })
  .map((choice) => ({ ...DEFAULT_POLICY, ...choice }));
