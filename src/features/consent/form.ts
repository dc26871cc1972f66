import * as z from 'zod/mini';
import type { ConsentRecord } from '../../fhir/write/consent.ts';
import type { Instant, Reference } from '../../rules/ledger.ts';
import { localTimeOf, momentOf } from '../time-log/localTime.ts';
import type { Log } from '../time-log/log.ts';
import { LANGUAGES, type Language, POINTS, RECORD, recordedPoint } from './wording.ts';
import { WORDS } from './words.ts';

/** What stands in the fields, as it was typed. */
export const formSchema = z.object({
  decision: z.enum(['given', 'declined', 'withdrawn']),
  method: z.enum(['verbal', 'written']),
  /** In which the patient was told. */
  language: z.enum(LANGUAGES),
  /** Ids of the points that were explained, in that language. */
  points: z.array(z.string()),
  /** Empty: the patient. */
  decidedBy: z.string(),
  /** Null: nobody typed it yet, and the signed-in person's name stands there. */
  askedBy: z.nullable(z.string()),
  witness: z.string(),
  reason: z.string(),
  date: z.string(),
  time: z.string(),
  /** The record that this one corrects; empty: none. */
  replaces: z.string(),
});
export type Form = z.output<typeof formSchema>;

export function emptyConsent(now: Instant, timeZone: string, language: Language): Form {
  const { date, time } = localTimeOf(now, timeZone);
  return {
    decision: 'given',
    method: 'verbal',
    language,
    points: [],
    decidedBy: '',
    askedBy: null,
    witness: '',
    reason: '',
    date,
    time: time.slice(0, 5),
    replaces: '',
  };
}

/** When it was; null while that is no moment. Of the hour that comes twice the first. */
export function momentIn({ date, time }: Form, timeZone: string): Instant | null {
  const moment = momentOf({ date, time }, timeZone);
  if (moment.kind === 'one') return moment.at;
  return moment.kind === 'two' ? moment.first : null;
}

export type Trouble = { field: 'points' | 'askedBy' | 'time'; text: string };

/** What keeps a consent from being saved. */
export function troublesOf(form: Form, at: Instant | null, now: Instant, askedBy: string): Trouble[] {
  const untold = POINTS[form.language].some(({ id }) => !form.points.includes(id));
  const troubles: Trouble[] = [];
  if (form.decision === 'given' && untold) troubles.push({ field: 'points', text: WORDS.pointsFirst });
  if (form.decision !== 'withdrawn' && askedBy.trim() === '')
    troubles.push({ field: 'askedBy', text: WORDS.askedByFirst });
  if (at === null) troubles.push({ field: 'time', text: WORDS.timeFirst });
  else if (at > now) troubles.push({ field: 'time', text: WORDS.future });
  return troubles;
}

/** What will be written, a statement each; what was explained, in the words of the patient's language. */
export function statementsOf(form: Form, askedBy: string): ConsentRecord['statements'] {
  const { labels, methods, patient, languages } = RECORD;
  const told = POINTS[form.language].filter(({ id }) => form.points.includes(id));
  const all = [
    { id: 'method', label: labels.method, text: methods[form.method] },
    { id: 'decided-by', label: labels.decidedBy, text: form.decidedBy.trim() || patient },
    { id: 'asked-by', label: labels.askedBy, text: askedBy.trim() },
    { id: 'witness', label: labels.witness, text: form.witness.trim() },
    { id: 'reason', label: labels.reason, text: form.reason.trim() },
    ...(form.decision === 'withdrawn' ? [] : told.map((point) => recordedPoint(point, form.language))),
    { id: 'language', label: labels.language, text: languages[form.language] },
  ];
  return all.filter(({ text }) => text !== '').map(({ id, label, text }) => ({ id, label, text }));
}

interface Known {
  id: string;
  user: Reference;
  at: Instant;
  askedBy: string;
  organization: Reference | null;
}

/** What a form says, ready to be written. */
export function recordOf(
  { connection, now }: Pick<Log, 'connection' | 'now'>,
  form: Form,
  { id, user, at, askedBy, organization }: Known,
): ConsentRecord {
  const { patient, encounter } = connection;
  return {
    id,
    patient,
    decision: form.decision,
    at,
    recordedAt: Math.floor(now() / 1000),
    user,
    organization,
    encounter,
    replaces: form.replaces === '' ? null : form.replaces,
    title: RECORD.titles[form.decision],
    statements: statementsOf(form, askedBy),
  };
}
