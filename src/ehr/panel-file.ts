import { parse } from 'papaparse';
import { isObject, isResource, listOf, localReference, referenceOf, valueAt } from '../fhir/resource.ts';
import type { Reference } from '../rules/ledger.ts';
import { EhrError } from './errors.ts';
import { onceEach, type Panel, patientOf } from './panel.ts';
import type { FhirServer } from './server.ts';

/** A practice's list has thousands of lines at most; what is longer is another kind of file. */
const MOST_LINES = 20_000;

/** One line of a list: a patient of this EHR, or a record number that the EHR must be asked for. */
type Named = { patient: Reference } | { recordNumber: string };

/**
 * The patients of a file that the person chose, for EHRs that give no list: a spreadsheet's text whose first column holds record numbers
 * (`123`, or `system|123`) or references (`Patient/p1`), or FHIR: a Group, Patients, a Bundle, NDJSON of a bulk export.
 * @throws EhrError when nobody can be looked up, and `bad-answer` when the file names nobody
 */
export async function panelFromFile(
  server: FhirServer,
  text: string,
  signal: AbortSignal,
  onProgress: (done: number, of: number) => void,
): Promise<Panel> {
  // A spreadsheet's text may begin with a byte order mark.
  const named = namedIn(text.replace(/^\uFEFF/, ''));
  if (named.length === 0) throw new EhrError('bad-answer', 'The file names no patient.');
  if (named.length > MOST_LINES) throw new EhrError('bad-answer', `The file has more than ${MOST_LINES} lines.`);
  let done = 0;
  const looked = await Promise.all(
    named.map(async (one) => {
      const found = 'patient' in one ? one.patient : await patientNumbered(server, one.recordNumber, signal);
      done += 1;
      onProgress(done, named.length);
      return found;
    }),
  );
  const patients = onceEach(looked);
  if (patients.length === 0)
    throw new EhrError('bad-answer', 'The EHR knows none of the patients that the file names.');
  const missing = looked.flatMap((patient, index) => (patient === null ? [index + 1] : []));
  return {
    patients,
    source: 'the file that you chose',
    notices:
      missing.length === 0
        ? []
        : [
            `${missing.length} of ${named.length} entries of the file name nobody, or more than one patient, of this EHR: ` +
              `${missing.slice(0, 10).join(', ')}${missing.length > 10 ? ' and more' : ''}.`,
          ],
  };
}

/** Null where nobody or more than one has the number. */
async function patientNumbered(server: FhirServer, number: string, signal: AbortSignal): Promise<Reference | null> {
  const { resources } = await server.search('Patient', [['identifier', number]], { signal });
  const [first, second] = resources.flatMap((one) => (isResource(one) ? (referenceOf(one) ?? []) : []));
  return second === undefined ? (first ?? null) : null;
}

function namedIn(text: string): Named[] {
  if (!/^\s*[{[]/.test(text)) {
    // What parts the first line's cells parts all. Papa Parse's own guess takes two columns for one.
    const delimiter = [';', '\t'].find((one) => text.split('\n', 1)[0]?.includes(one)) ?? ',';
    return parse<string[]>(text, { delimiter }).data.flatMap(([first = '']) => namedByCell(first));
  }
  const whole = json(text);
  return (whole === undefined ? text.split('\n').map(json) : [whole]).flatMap(namedByFhir);
}

function namedByCell(cell: string): Named[] {
  const text = cell.trim();
  if (text === '') return [];
  const patient = patientOf(text);
  return [patient === null ? { recordNumber: text } : { patient }];
}

function namedByFhir(value: unknown): Named[] {
  if (Array.isArray(value)) return value.flatMap(namedByFhir);
  if (!isObject(value)) return [];
  if (value.resourceType === 'Bundle')
    return listOf(value.entry).flatMap((entry) => namedByFhir(valueAt(entry, ['resource'])));
  const patients =
    value.resourceType === 'Group'
      ? listOf(value.member)
          .filter((member) => valueAt(member, ['inactive']) !== true)
          .map((member) => localReference(valueAt(member, ['entity', 'reference'])))
      : [isResource(value) ? referenceOf(value) : null];
  return patients.flatMap((one) => (one?.startsWith('Patient/') ? [{ patient: one }] : []));
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
