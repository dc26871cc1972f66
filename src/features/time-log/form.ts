import * as z from 'zod/mini';
import type { Instant, Span } from '../../rules/ledger.ts';
import { dayAfter, type LocalMoment, localTimeOf, momentOf } from './localTime.ts';

/** What stands in the fields of an entry's form, as it was typed. */
export const formSchema = z.object({
  activity: z.string(),
  date: z.string(),
  start: z.string(),
  by: z.enum(['end', 'duration']),
  end: z.string(),
  minutes: z.string(),
  seconds: z.string(),
  /** Which of the two hours is meant where clocks are set back. */
  hour: z.enum(['first', 'second']),
  answers: z.record(z.string(), z.string()),
  free: z.string(),
});
export type Form = z.output<typeof formSchema>;

export function emptyForm(activity: string, today: string): Form {
  const empty = { start: '', end: '', minutes: '', seconds: '', free: '' };
  return { activity, date: today, by: 'duration', hour: 'first', answers: {}, ...empty };
}

/** A form with a time that is known; `end` null where the person has to say it. */
export function formOf(
  activity: string,
  { start, end }: { start: Instant; end: Instant | null },
  timeZone: string,
  note: Pick<Form, 'answers' | 'free'>,
): Form {
  const from = localTimeOf(start, timeZone);
  const moment = momentOf(from, timeZone);
  return {
    ...emptyForm(activity, from.date),
    start: from.time,
    by: 'end',
    end: end === null ? '' : localTimeOf(end, timeZone).time,
    minutes: end === null ? '' : String(Math.floor((end - start) / 60)),
    seconds: end === null ? '' : String((end - start) % 60),
    hour: moment.kind === 'two' && moment.second === start ? 'second' : 'first',
    ...note,
  };
}

export type TimeTrouble =
  | 'no-start'
  | 'start-skipped'
  | 'no-end'
  | 'end-skipped'
  | 'no-duration'
  | 'end-before-start'
  | 'too-long'
  | 'future';

export type FormTime = { trouble: TimeTrouble } | { span: Span; twice: boolean; overnight: boolean };

/**
 * The time that a form means, or what is wrong with it. An end on the clock before the start is one on the next day, if that can be.
 * @param longest seconds of the longest entry that can be believed
 * @param now the first second that has not happened yet
 */
export function timeOf(form: Form, timeZone: string, longest: number, now: Instant): FormTime {
  const from = momentOf({ date: form.date, time: form.start }, timeZone);
  if (from.kind === 'missing') return { trouble: 'no-start' };
  if (from.kind === 'skipped') return { trouble: 'start-skipped' };
  const start = chosen(from, form.hour);
  const ended = form.by === 'duration' ? byDuration(form, start) : byEnd(form, timeZone, start, longest);
  if ('trouble' in ended) return ended;
  const { end, overnight } = ended;
  if (end <= start) return { trouble: 'end-before-start' };
  if (end - start > longest) return { trouble: 'too-long' };
  if (end > now) return { trouble: 'future' };
  return { span: { start, end }, twice: from.kind === 'two', overnight };
}

type Ended = { trouble: TimeTrouble } | { end: Instant; overnight: boolean };

function byDuration({ minutes, seconds }: Form, start: Instant): Ended {
  const [min, sec] = [minutes, seconds].map((text) => (text.trim() === '' ? 0 : Number(text)));
  const length = Math.round((min ?? 0) * 60 + (sec ?? 0));
  return Number.isFinite(length) && length > 0 ? { end: start + length, overnight: false } : { trouble: 'no-duration' };
}

function byEnd(form: Form, timeZone: string, start: Instant, longest: number): Ended {
  const sameDay = momentOf({ date: form.date, time: form.end }, timeZone);
  if (sameDay.kind === 'missing') return { trouble: 'no-end' };
  if (sameDay.kind === 'skipped') return { trouble: 'end-skipped' };
  const end = firstAfter(sameDay, start);
  if (end > start) return { end, overnight: false };
  const nextDay = momentOf({ date: dayAfter(form.date), time: form.end }, timeZone);
  if (nextDay.kind === 'missing' || nextDay.kind === 'skipped') return { trouble: 'end-skipped' };
  const tomorrow = firstAfter(nextDay, start);
  return tomorrow - start <= longest ? { end: tomorrow, overnight: true } : { trouble: 'end-before-start' };
}

type Known = Extract<LocalMoment, { kind: 'one' | 'two' }>;

function chosen(moment: Known, hour: Form['hour']): Instant {
  return moment.kind === 'one' ? moment.at : moment[hour];
}

/** Of the hour that comes twice, the one that follows the start. */
function firstAfter(moment: Known, start: Instant): Instant {
  if (moment.kind === 'one') return moment.at;
  return moment.first > start ? moment.first : moment.second;
}
