import { CHARGE_EXTENSION, CHARGE_IDENTIFIER_SYSTEM } from '../../src/fhir/charge-codes.ts';
import {
  ACTIVITIES,
  ACTIVITY_SYSTEM,
  CONSENT_CATEGORY_SYSTEM,
  CONSENT_QUESTIONNAIRE,
  CPT_SYSTEM,
  OBSERVATION_CATEGORY_SYSTEM,
  OTHER_PROGRAM_SYSTEM,
  PARTICIPATION_MODE_SYSTEM,
  RECORDED_EXTENSION,
  REPLACES_EXTENSION,
} from '../../src/fhir/codes.ts';

/** Numbers from 0 to 1, the same for the same seed on every machine (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A way to make one hostile resource after the other. All content is synthetic. */
export class Hostile {
  readonly random: () => number;

  constructor(seed: number) {
    this.random = seeded(seed);
  }

  /** Plausible in its kind, then spoiled in up to three places; now and then no resource at all. */
  resource(): unknown {
    if (this.chance(0.02)) return this.value();
    const resource = JSON.parse(JSON.stringify(this.one(this.kinds)())); // its own copy, so that spoiling stays in it
    for (let left = this.one([0, 0, 0, 1, 1, 2, 4]); left > 0; left -= 1) this.spoil(resource);
    return this.chance(0.03) ? this.withPrototypeKey(resource) : resource;
  }

  /** Resources in Bundles in Bundles, some of them broken. */
  bundle(depth = 0): unknown {
    const inner = () => (depth < 4 && this.chance(0.2) ? this.bundle(depth + 1) : this.resource());
    return {
      resourceType: 'Bundle',
      type: this.one(['searchset', 'history', 'transaction', 'batch-response', 'collection', 7]),
      entry: this.list(5, () => ({
        fullUrl: this.one(['urn:uuid:e1', 'https://ehr.example/fhir/Procedure/e1', '', 5, undefined]),
        resource: inner(),
        request: this.one([undefined, { method: 'DELETE', url: 'Procedure/e1' }, 'DELETE']),
        response: this.one([undefined, { outcome: { resourceType: 'OperationOutcome', issue: [this.value()] } }]),
      })),
    };
  }

  shuffled<T>(items: readonly T[]): T[] {
    return items
      .map((item) => ({ item, at: this.random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ item }) => item);
  }

  private readonly kinds: readonly (() => object)[] = [
    () => this.entry(),
    () => this.entry(),
    () => this.entry(),
    () =>
      this.named('Procedure', {
        code: coded(OTHER_PROGRAM_SYSTEM, 'ccm'),
        subject: this.patient(),
        performedPeriod: this.period(),
      }),
    () =>
      this.named('Communication', {
        subject: this.patient(),
        medium: [coded(PARTICIPATION_MODE_SYSTEM, this.one(['PHONE', 'VIDEOCONF', 'FACE', 'EMAIL']))],
        sent: this.date(),
        sender: this.reference(),
        recipient: this.list(3, () => this.reference()),
        partOf: this.list(2, () => this.reference()),
        payload: [{ contentString: 'synthetic' }],
        contained: [{ resourceType: 'RelatedPerson', id: 'inside', patient: { reference: '#inside' } }],
      }),
    () =>
      this.named('Consent', {
        status: this.one(['active', 'inactive', 'rejected', 'proposed', 'entered-in-error']),
        patient: this.patient(),
        category: [coded(CONSENT_CATEGORY_SYSTEM, 'rpm')],
        dateTime: this.date(),
        provision: { period: this.period() },
      }),
    () =>
      this.named('QuestionnaireResponse', {
        subject: this.patient(),
        questionnaire: `${CONSENT_QUESTIONNAIRE}|1`,
        authored: this.date(),
        item: [{ linkId: 'agreed', answer: [{ valueBoolean: this.chance(0.5) }] }],
      }),
    () =>
      this.named('DocumentReference', {
        status: 'current',
        subject: this.patient(),
        type: coded(CONSENT_CATEGORY_SYSTEM, 'rpm'),
        date: this.date(),
      }),
    () =>
      this.named('Observation', {
        status: 'final',
        subject: this.patient(),
        category: [coded(OBSERVATION_CATEGORY_SYSTEM, 'vital-signs')],
        effectiveDateTime: this.date(),
        device: this.reference(),
        performer: this.list(2, () => this.reference()),
        meta: { tag: [{ code: 'patient-supplied' }], lastUpdated: this.date() },
      }),
    () =>
      this.named('ChargeItem', {
        status: 'billable',
        subject: this.patient(),
        code: coded(CPT_SYSTEM, this.one(['99457', '99458', '99470', '99091', '98980'])),
        occurrenceDateTime: this.date(),
        quantity: { value: this.one([1, 2, 0, -1, 1e308, 0.5]) },
        performer: this.list(2, () => ({ actor: this.reference() })),
      }),
    () =>
      this.named(this.one(['Task', 'DocumentReference', 'Communication']), {
        subject: this.patient(),
        for: this.patient(),
        identifier: [
          { system: CHARGE_IDENTIFIER_SYSTEM, value: this.one(['p1:2026-03:99457', 'p2:2026-03:99458', '::', 'p1']) },
        ],
        extension: [
          {
            url: CHARGE_EXTENSION,
            extension: [
              { url: 'units', valuePositiveInt: this.one([1, 0, -3]) },
              { url: 'occurrence', valueDate: this.date() },
            ],
          },
        ],
      }),
    () =>
      this.named('Encounter', {
        status: this.one(['finished', 'in-progress', 'planned']),
        subject: this.patient(),
        class: {
          system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
          code: this.one(['AMB', 'IMP', 'HH', 'VR']),
        },
        period: this.period(),
      }),
    () => this.named('Device', { patient: this.patient() }),
    () =>
      this.named('DeviceUseStatement', {
        subject: this.patient(),
        device: this.reference(),
        timingPeriod: this.period(),
      }),
    () => this.named('Coverage', { status: 'active', beneficiary: this.patient(), payor: [this.reference()] }),
    () => ({ resourceType: 'Patient', id: 'p1', deceasedDateTime: this.date(), name: [{ family: 'Synthetic' }] }),
    () => this.named('Provenance', { target: [this.reference()], recorded: this.date() }),
  ];

  private entry(): object {
    return this.named('Procedure', {
      subject: this.patient(),
      code: coded(ACTIVITY_SYSTEM, this.one([...Object.keys(ACTIVITIES), 'knitting', '__proto__', 'constructor'])),
      performedPeriod: this.period(),
      performer: [{ actor: this.reference() }],
      note: [{ text: this.one(['synthetic note', '', ' ', 'x'.repeat(300)]) }],
      extension: this.one([
        [],
        [{ url: RECORDED_EXTENSION, valueDateTime: this.date() }],
        [{ url: REPLACES_EXTENSION, valueReference: this.reference() }],
      ]),
      meta: { versionId: this.one(['1', '2', 'W/"3"']), lastUpdated: this.date() },
    });
  }

  private named(resourceType: string, content: object): object {
    const status = this.chance(0.8)
      ? 'completed'
      : this.one(['in-progress', 'not-done', 'entered-in-error', 'unknown', '']);
    return { resourceType, id: this.id(), status, ...content };
  }

  /** Few ids, so that many resources share one. */
  private id(): unknown {
    return this.chance(0.97)
      ? this.one(['e1', 'e2', `y-${Math.floor(this.random() * 1000)}`, `x-${Math.floor(this.random() * 1000)}`])
      : this.one([undefined, null, '', 7, 'a b', '../etc', 'x'.repeat(65), ['e1'], '__proto__']);
  }

  private patient(): unknown {
    return this.chance(0.96)
      ? { reference: this.one(['Patient/p1', 'Patient/p1', 'https://ehr.example/fhir/Patient/p1/_history/2']) }
      : this.reference();
  }

  private reference(): unknown {
    return {
      reference: this.one([
        'Patient/p1',
        'Patient/p2',
        'Practitioner/n1',
        'Organization/o1',
        'Procedure/e1',
        'Procedure/e2',
        '#inside',
        '#',
        'urn:uuid:e1',
        'Patient/',
        '/Patient/p1',
        '//',
        `${'a/'.repeat(50)}Patient/p1`,
        undefined,
        '',
      ]),
      type: this.one([undefined, 'Patient', 'Practitioner', 'constructor']),
      display: this.one([undefined, 'Synthetic']),
    };
  }

  private period(): object {
    const day = String(1 + Math.floor(this.random() * 28)).padStart(2, '0');
    const usual = {
      start: `2026-03-${day}T10:00:00-05:00`,
      end: `2026-03-${day}T10:${this.one(['00', '07', '25', '59'])}:00-05:00`,
    };
    return this.chance(0.6) ? usual : { start: this.date(), end: this.date() };
  }

  private date(): unknown {
    return this.one(DATES);
  }

  /** Puts something else in some place, at any depth. */
  private spoil(resource: unknown): void {
    let at = resource;
    for (let depth = 0; depth < 6; depth += 1) {
      if (typeof at !== 'object' || at === null) return;
      const keys = Object.keys(at).filter((key) => !IDENTITY.has(key) || this.chance(0.1));
      const key = keys[Math.floor(this.random() * keys.length)];
      if (key === undefined) return;
      const inner: unknown = Reflect.get(at, key);
      if (typeof inner !== 'object' || inner === null || this.chance(0.35)) {
        if (this.chance(0.2)) Reflect.deleteProperty(at, key);
        else Reflect.set(at, key, this.value());
        return;
      }
      at = inner;
    }
  }

  private value(): unknown {
    const draw = this.random();
    if (draw < 0.01) return 'x'.repeat(200_000);
    if (draw < 0.02) return nested(2_000);
    return structuredClone(this.chance(0.3) ? this.date() : this.one(VALUES)); // its own copy, never part of itself
  }

  private withPrototypeKey(resource: object): unknown {
    const text = JSON.stringify(resource);
    return JSON.parse(text.replace('{', '{"__proto__":{"polluted":true,"status":"completed"},"constructor":null,'));
  }

  private list<T>(most: number, item: () => T): T[] {
    return Array.from({ length: Math.floor(this.random() * (most + 1)) }, item);
  }

  private chance(share: number): boolean {
    return this.random() < share;
  }

  private one<T>(items: readonly [T, ...T[]] | readonly T[]): T {
    const item = items[Math.floor(this.random() * items.length)];
    // The lists here are never empty; undefined is among the items of some.
    return item as T;
  }
}

function coded(system: string, code: string): object {
  return { coding: [{ system, code }] };
}

/** An object so deep that a careless recursion over it fails. */
function nested(depth: number): object {
  let value: object = {};
  for (let left = depth; left > 0; left -= 1) value = { extension: [value] };
  return value;
}

/** Spoiled less often, or little else would be reached. */
const IDENTITY: ReadonlySet<string> = new Set(['resourceType', 'id', 'subject', 'patient', 'code', 'status']);

const DATES: readonly unknown[] = [
  '2026',
  '2026-03',
  '2026-03-10',
  '2026-02-29',
  '2026-13-01',
  '2026-03-10T10:00Z',
  '2026-03-10T10:00:00Z',
  '2026-03-10T10:20:00.123456789Z',
  '2026-03-10T10:00:00-05:00',
  '2026-03-10T10:30:00+14:00',
  '2026-03-10T10:00:00+14:01',
  '2026-03-10T10:00:00-99:99',
  '2026-03-10T10:00:00',
  '2026-03-10T24:00:00Z',
  '2026-03-10T23:59:60Z',
  '2026-03-08T02:30:00-05:00',
  '2026-03-31T23:59:59-04:00',
  '2026-04-01T00:00:00-04:00',
  '9999-12-31T23:59:59Z',
  '9999-12-31',
  '9999',
  '0001-01-01',
  '0000-01-01',
  '1900-02-29',
  '1969-12-31T23:59:59Z',
  '2026-03-10 10:00:00Z',
  '٢٠٢٦-03-10',
  '2026-03-10T10:00:00z',
  ' 2026-03-10',
  '',
  'yesterday',
  null,
  20260310,
  ['2026-03-10'],
  { value: '2026-03-10' },
  undefined,
];

const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1e308,
  '',
  'completed',
  'entered-in-error',
  'Patient/p1',
  '\u0000\ud800',
  '<script>alert(1)</script>',
  '__proto__',
  [],
  [null],
  [[[]]],
  {},
  { coding: 'text' },
  { coding: [null, 5, {}] },
  { reference: { reference: 'Patient/p1' } },
  { start: 5, end: [] },
  [{ url: null }],
];
