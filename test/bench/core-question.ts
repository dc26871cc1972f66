import { PatientSource } from 'cql-exec-fhir';
import { Executor, Library } from 'cql-execution';
import type { Bundle } from 'fhir/r4';
import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import { serviceMonth } from '../../src/fhir/calendar.ts';
import {
  ACTIVITIES,
  ACTIVITY_SYSTEM,
  CONSENT_CATEGORY_SYSTEM,
  PARTICIPATION_MODE_SYSTEM,
} from '../../src/fhir/codes.ts';
import { evaluateResources, type Question } from '../../src/fhir/evaluate.ts';
import { policyFor, readLedger } from '../../src/fhir/read.ts';
import { factsOf } from '../../src/rules/facts.ts';

/**
 * The core question, asked of three engines: does a patient's month hold 20 minutes of qualifying entries, an active consent and a live contact?
 * Ours answers it with the whole verdict, the other two with just this.
 */
export type Asker = (bundle: Bundle) => Promise<boolean> | boolean;

const QUALIFYING = Object.entries(ACTIVITIES).flatMap(([activity, counting]) =>
  counting === 'counts' ? [activity] : [],
);
const LIVE = ['PHONE', 'VIDEOCONF'];
/** March 2026 in New York: EST at its beginning, EDT at its end. */
const MONTH_START = { year: 2026, month: 3, timezoneOffset: -5 };
const MONTH_END = { year: 2026, month: 4, timezoneOffset: -4 };

export function askOurs(question: Question): Asker {
  return (bundle) => {
    const resources = bundle.entry?.map(({ resource }) => resource) ?? [];
    const patient = resources.find((resource) => resource?.resourceType === 'Patient');
    const { countedSeconds, criteria } = evaluateResources(resources, `Patient/${patient?.id}`, question);
    const met = (id: string) => criteria.find((criterion) => criterion.id === id)?.state === 'met';
    return countedSeconds >= 1200 && met('consent') && met('interactive-communication');
  };
}

/** What the question is about; a CQL engine retrieves no other resources either. */
const NEEDED = ['Patient', 'Procedure', 'Consent', 'Communication'];

/** Ours as well, but only this question: what was counted, consent and contact, by the same code, without readings and explanation. */
export function askOursOnlyThis({ month, timeZone, asOf, settings }: Question): Asker {
  const service = serviceMonth(month, timeZone);
  return (bundle) => {
    const all = bundle.entry?.map(({ resource }) => resource) ?? [];
    const resources = all.filter((resource) => NEEDED.includes(resource?.resourceType ?? ''));
    const patient = `Patient/${resources.find((resource) => resource?.resourceType === 'Patient')?.id}`;
    const policy = policyFor(resources, settings, patient);
    const facts = factsOf(readLedger(resources, patient, service, settings), service, policy, asOf);
    return facts.time.countedSeconds >= 1200 && facts.consent.state === 'met' && facts.contacts.firstDate !== null;
  };
}

/** FHIRPath has no duration, so it selects the times and JavaScript adds them up. Its expressions are compiled once. */
export function askFhirPath(): Asker {
  const compile = (expression: string) => fhirpath.compile(expression, r4);
  const codes = (list: readonly string[]) => list.map((code) => `'${code}'`).join('|');
  const periods = compile(
    `entry.resource.ofType(Procedure).where(status = 'completed'
      and code.coding.where(system = '${ACTIVITY_SYSTEM}' and code in (${codes(QUALIFYING)})).exists()
      and performed.start >= @2026-03-01T00:00:00-05:00 and performed.start < @2026-04-01T00:00:00-04:00).performed`,
  );
  const others = compile(
    `entry.resource.ofType(Consent).where(status = 'active'
      and category.coding.where(system = '${CONSENT_CATEGORY_SYSTEM}' and code = 'rpm').exists()).exists()
    and entry.resource.ofType(Communication).where(status = 'completed'
      and medium.coding.where(system = '${PARTICIPATION_MODE_SYSTEM}' and code in (${codes(LIVE)})).exists()
      and sent >= @2026-03-01T00:00:00-05:00 and sent < @2026-04-01T00:00:00-04:00).exists()`,
  );
  return async (bundle) => {
    const spans: { start: string; end: string }[] = await periods(bundle);
    const seconds = spans.reduce((sum, { start, end }) => sum + (Date.parse(end) - Date.parse(start)) / 1000, 0);
    const [holds] = await others(bundle);
    return seconds >= 1200 && holds === true;
  };
}

/** The model is loaded once, as a service would. */
export function askCql(): Asker {
  const source = PatientSource.FHIRv401();
  const executor = new Executor(new Library(ELM));
  return async (bundle) => {
    source.reset();
    source.loadBundles([bundle]);
    const { patientResults } = await executor.exec(source);
    const [result]: Record<string, unknown>[] = Object.values(patientResults);
    return result?.CoreQuestion === true;
  };
}

type Elm = Record<string, unknown>;
const FHIR = '{http://hl7.org/fhir}';
const SYSTEM = '{urn:hl7-org:elm-types:r1}';

const literal = (value: string | number): Elm =>
  typeof value === 'string'
    ? { type: 'Literal', valueType: `${SYSTEM}String`, value }
    : {
        type: 'Literal',
        valueType: `${SYSTEM}${Number.isInteger(value) ? 'Integer' : 'Decimal'}`,
        value: String(value),
      };
const of = (scope: string, path: string): Elm =>
  path
    .split('.')
    .reduce<Elm>(
      (inner, step, index) =>
        index === 0 ? { type: 'Property', scope, path: step } : { type: 'Property', source: inner, path: step },
      {},
    );
const equal = (left: Elm, right: string): Elm => ({ type: 'Equal', operand: [left, literal(right)] });
const isOneOf = (left: Elm, codes: readonly string[]): Elm => ({
  type: 'In',
  operand: [left, { type: 'List', element: codes.map(literal) }],
});
const and = (...operands: Elm[]): Elm => operands.reduce((left, right) => ({ type: 'And', operand: [left, right] }));
const query = (alias: string, expression: Elm, where: Elm, returned?: Elm): Elm => ({
  type: 'Query',
  source: [{ alias, expression }],
  relationship: [],
  where,
  ...(returned && { return: { distinct: false, expression: returned } }),
});
const exists = (operand: Elm): Elm => ({ type: 'Exists', operand });
const retrieve = (type: string): Elm => ({ type: 'Retrieve', dataType: `${FHIR}${type}` });
const coded = (codings: Elm, system: string, codes: readonly string[]): Elm =>
  exists(query('C', codings, and(equal(of('C', 'system.value'), system), isOneOf(of('C', 'code.value'), codes))));
const conceptsCoded = (concepts: Elm, system: string, codes: readonly string[]): Elm =>
  exists(query('K', concepts, coded(of('K', 'coding'), system, codes)));
const dateTime = ({ year, month, timezoneOffset }: typeof MONTH_START): Elm => ({
  type: 'DateTime',
  year: literal(year),
  month: literal(month),
  ...Object.fromEntries(['hour', 'minute', 'second', 'millisecond'].map((unit) => [unit, literal(0)])),
  day: literal(1),
  timezoneOffset: { type: 'Literal', valueType: `${SYSTEM}Decimal`, value: `${timezoneOffset}.0` },
});
const inMonth = (moment: Elm): Elm =>
  and(
    { type: 'GreaterOrEqual', operand: [moment, dateTime(MONTH_START)] },
    { type: 'Less', operand: [moment, dateTime(MONTH_END)] },
  );
const define = (name: string, expression: Elm): Elm => ({
  name,
  context: 'Patient',
  accessLevel: 'Public',
  expression,
});
const ref = (name: string): Elm => ({ type: 'ExpressionRef', name });

/**
 * What a translator would make of
 *
 *     define Seconds: Sum([Procedure] P
 *       where P.status = 'completed' and exists (P.code.coding C where C.system = … and C.code in { … })
 *         and P.performed.start >= … and P.performed.start < …
 *       return all difference in seconds between P.performed.start and P.performed.end)
 *     define HasConsent: exists ([Consent] S where S.status = 'active' and …)
 *     define HasContact: exists ([Communication] M where M.status = 'completed' and … and M.sent >= … and M.sent < …)
 *     define CoreQuestion: Seconds >= 1200 and HasConsent and HasContact
 */
const ELM = {
  library: {
    identifier: { id: 'CoreQuestion', version: '1' },
    schemaIdentifier: { id: 'urn:hl7-org:elm', version: 'r1' },
    usings: {
      def: [
        { localIdentifier: 'System', uri: 'urn:hl7-org:elm-types:r1' },
        { localIdentifier: 'FHIR', uri: 'http://hl7.org/fhir', version: '4.0.1' },
      ],
    },
    statements: {
      def: [
        define('Patient', { type: 'SingletonFrom', operand: retrieve('Patient') }),
        define('Seconds', {
          type: 'Sum',
          source: query(
            'P',
            retrieve('Procedure'),
            and(
              equal(of('P', 'status.value'), 'completed'),
              coded(of('P', 'code.coding'), ACTIVITY_SYSTEM, QUALIFYING),
              inMonth(of('P', 'performed.start.value')),
            ),
            {
              type: 'DifferenceBetween',
              precision: 'Second',
              operand: [of('P', 'performed.start.value'), of('P', 'performed.end.value')],
            },
          ),
        }),
        define(
          'HasConsent',
          exists(
            query(
              'S',
              retrieve('Consent'),
              and(
                equal(of('S', 'status.value'), 'active'),
                conceptsCoded(of('S', 'category'), CONSENT_CATEGORY_SYSTEM, ['rpm']),
              ),
            ),
          ),
        ),
        define(
          'HasContact',
          exists(
            query(
              'M',
              retrieve('Communication'),
              and(
                equal(of('M', 'status.value'), 'completed'),
                conceptsCoded(of('M', 'medium'), PARTICIPATION_MODE_SYSTEM, LIVE),
                inMonth(of('M', 'sent.value')),
              ),
            ),
          ),
        ),
        define(
          'CoreQuestion',
          and(
            { type: 'GreaterOrEqual', operand: [ref('Seconds'), literal(1200)] },
            ref('HasConsent'),
            ref('HasContact'),
          ),
        ),
      ],
    },
  },
};
