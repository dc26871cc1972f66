import { CONSENT_CATEGORY_SYSTEM, CONSENT_DECISIONS, CONSENT_QUESTIONNAIRE } from '../fhir/codes.ts';
import { TIMER_DOCUMENT_CODE } from '../fhir/record-codes.ts';
import type { Settings } from '../fhir/settings.ts';
import {
  CHARGE_DOCUMENT_CODE,
  CHARGE_MESSAGE_CODE,
  CHARGE_REVIEW_CODE,
  CHARGE_TASK_CODE,
} from '../fhir/write/codes.ts';
import type { Evidence, Instant, Reference } from '../rules/ledger.ts';
import type { ServiceMonth } from '../rules/month.ts';
import type { SearchParams } from './server.ts';

/** One way to ask for a resource type. Which parameters a server knows differs; the first way that it knows is taken. */
export interface Way {
  /** Null: there is nothing to ask for. Waits for encounters where it asks by them. */
  params: (encounters: () => Promise<readonly Reference[]>) => Promise<SearchParams | null>;
  /** The names that the server must know. */
  needs: readonly string[];
  /** Why the answer can't be all there is; null where it is. */
  partial: string | null;
}

/** What is asked of one resource type, and what is unknown when there is no answer. */
export interface Plan {
  type: string;
  label: string;
  ways: readonly Way[];
  /** Unknown when the EHR failed to answer. */
  whenFailed: readonly Evidence[];
  /** Unknown when the app may not ask. */
  whenNotPermitted: readonly Evidence[];
  /** Unknown when the EHR doesn't have the type at all. What only the app itself would have written there is then not missing. */
  whenNotOffered: readonly Evidence[];
  /** Asked only where the EHR says that it offers it: few do, and no verdict depends on it. */
  optional: boolean;
}

const DAY = 86_400;
/** Where a server takes dates to be in another zone, or searches by when something was written down. */
const MARGIN_DAYS = 2;
/** `date` of an Observation is when it was issued on some EHRs, days after it was taken. */
const READINGS_MARGIN_DAYS = 7;
/** Device windows of 30 days may have begun as long before the month. */
const WINDOW_DAYS = 31;
/** Asked for only where all known EHRs take the parameter: some refuse it on other types. */
const PAGE = ['_count', '200'] as const;
const PAGED: ReadonlySet<string> = new Set(['ChargeItem', 'DocumentReference', 'Encounter', 'Observation']);

/**
 * Everything that is read for one patient and month, in the order in which it is shown.
 * @param billingRecipient who gets charge requests as messages, if anybody does
 */
export function plansFor(
  patient: Reference,
  month: ServiceMonth,
  codes: Settings['codes'],
  billingRecipient?: Reference,
): Plan[] {
  const [, id = ''] = patient.split('/');
  const about = ['patient', id] as const;
  const during = between(month.start - MARGIN_DAYS * DAY, month.end + MARGIN_DAYS * DAY);
  const readings = between(month.start - (WINDOW_DAYS + MARGIN_DAYS) * DAY, month.end + READINGS_MARGIN_DAYS * DAY);
  const consentDocuments = tokens([
    ...Object.keys(CONSENT_DECISIONS).map((code) => ({ system: CONSENT_CATEGORY_SYSTEM, code })),
    ...codes.consentCategories,
    ...codes.consentEvidence,
  ]);
  const forms = [CONSENT_QUESTIONNAIRE, ...codes.consentQuestionnaires].join(',');
  return [
    plan('Procedure', 'time entries', ['entries', 'other-programs'], [way([about, ...during('date')])]),
    plan(
      'Communication',
      'contacts',
      ['contacts'],
      [
        way([about, ...during('sent')]),
        way([about]),
        way(
          [['recipient', patient]],
          'This EHR lets the app ask only for messages to the patient, not for those from the patient.',
        ),
      ],
    ),
    plan('Consent', 'consents', ['consents'], [way([about])]),
    plan(
      'Observation',
      'device readings',
      ['readings'],
      [way([about, ['category', 'vital-signs'], ...readings('date')])],
    ),
    ...codes.readings.flatMap((coding) =>
      ['category', 'code'].map((name) =>
        plan(
          'Observation',
          'other readings',
          ['readings'],
          [way([about, [name, tokens([coding])], ...readings('date')])],
        ),
      ),
    ),
    plan('Encounter', 'visits', ['visits'], [way([about, ...during('date')])]),
    {
      ...plan(
        'ChargeItem',
        'charges',
        ['charges'],
        [
          way([about, ...during('occurrence')]),
          way([about]),
          { params: byContext(['-status', 'billable']), needs: ['context', '-status'], partial: null },
          { params: byContext(), needs: ['context'], partial: null },
        ],
      ),
      // Then no app can see or write charges there; the requests for them are read instead.
      whenNotOffered: [],
    },
    {
      ...plan(
        'Task',
        'charge requests to the billing team',
        ['charges'],
        // Reviews too: a worklist says who has one before them.
        [way([about, ['code', tokens([CHARGE_TASK_CODE, CHARGE_REVIEW_CODE])]]), way([about])],
      ),
      whenNotOffered: [],
      whenNotPermitted: [],
    },
    {
      ...plan(
        'Communication',
        'charge requests as messages',
        ['charges'],
        [
          way([about, ['category', tokens([CHARGE_MESSAGE_CODE])]]),
          ...(billingRecipient === undefined
            ? []
            : [
                way([
                  ['recipient', billingRecipient],
                  ['category', tokens([CHARGE_MESSAGE_CODE])],
                ]),
              ]),
        ],
      ),
      whenNotPermitted: [],
      optional: true,
    },
    {
      ...plan(
        'DocumentReference',
        'documents',
        ['charges', 'consents'],
        [
          way([about, ['type', `${tokens([CHARGE_DOCUMENT_CODE, TIMER_DOCUMENT_CODE])},${consentDocuments}`]]),
          way([about]),
        ],
      ),
      whenNotOffered: [],
      whenNotPermitted: ['consents'],
    },
    {
      ...plan('DocumentReference', 'consent documents', ['consents'], [way([about, ['category', consentDocuments]])]),
      whenNotOffered: [],
    },
    {
      ...plan(
        'QuestionnaireResponse',
        'consent forms',
        ['consents'],
        [way([about, ['questionnaire', forms]]), way([about])],
      ),
      whenNotOffered: [],
    },
    plan('Device', 'devices', [], [way([about])]),
    plan('DeviceUseStatement', 'use of devices', [], [way([about]), way([['subject', patient]])]),
    plan('Coverage', 'insurance', [], [way([about]), way([['beneficiary', patient]])]),
    { ...plan('Provenance', 'who wrote what and when', [], [way([about])]), optional: true },
  ];
}

function plan(type: string, label: string, evidence: readonly Evidence[], ways: readonly Way[]): Plan {
  const all = { whenFailed: evidence, whenNotPermitted: evidence, whenNotOffered: evidence };
  return { type, label, ways, ...all, optional: false };
}

function way(params: SearchParams, partial: string | null = null): Way {
  return {
    params: async () => params,
    needs: [...new Set(params.map(([name]) => name))],
    partial,
  };
}

/** Oracle Health finds charges by encounter only, of one state only, and takes none without an encounter. */
function byContext(...others: SearchParams): Way['params'] {
  return async (encounters) => {
    const references = await encounters();
    return references.length === 0 ? null : [['context', references.join(',')], ...others];
  };
}

function between(start: Instant, end: Instant): (name: string) => SearchParams {
  const date = (at: Instant) => new Date(at * 1000).toISOString().slice(0, 10);
  return (name) => [
    [name, `ge${date(start)}`],
    [name, `lt${date(end)}`],
  ];
}

/** The parameters with the page size that suits the type. */
export function paged(type: string, params: SearchParams): SearchParams {
  return PAGED.has(type) ? [...params, PAGE] : params;
}

/** Token parameters, any of which may match. What separates in a search is escaped: https://hl7.org/fhir/R4/search.html#escaping */
export function tokens(codings: readonly { system: string; code: string }[]): string {
  const escaped = (text: string) => text.replaceAll(/[\\,|$]/g, '\\$&');
  return codings.map(({ system, code }) => `${escaped(system)}|${escaped(code)}`).join(',');
}
