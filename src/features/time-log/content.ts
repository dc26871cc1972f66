import { activityChoices } from '../../fhir/activities.ts';
import { composeNote, noteFieldsOf } from '../../fhir/note-templates.ts';
import type { EntryContent } from '../../fhir/write/entry.ts';
import type { Entry, Instant, Reference, Span } from '../../rules/ledger.ts';
import { instantWords } from '../../ui/time.ts';
import { activityWords } from '../verdict/words.ts';
import type { Form } from './form.ts';
import type { Log } from './log.ts';

/** What a form says, ready to be written. Null when its activity is none that the practice knows. */
export function contentOf(
  { connection, settings, now }: Pick<Log, 'connection' | 'settings' | 'now'>,
  {
    id,
    user,
    form,
    span,
    reasons,
  }: { id: string; user: Reference; form: Form; span: Span; reasons: readonly Reference[] },
): EntryContent | null {
  const activity = activityChoices(settings).find((choice) => choice.activity === form.activity);
  if (activity === undefined) return null;
  const { patient, encounter } = connection;
  return {
    id,
    patient,
    user,
    activity,
    ...span,
    note: noteOf(form, settings),
    encounter,
    reasons,
    recordedAt: Math.floor(now() / 1000),
  };
}

export function noteOf({ activity, answers, free }: Form, { noteTemplates }: Log['settings']): string {
  return composeNote(noteFieldsOf(noteTemplates, activity), answers, free);
}

/**
 * The entry as the rules would see it, though it does not exist yet.
 * @param recorded when it was first written down, for one that is changed
 */
export function supposedEntry(content: EntryContent, span: Span, recorded: Instant | null = null): Entry {
  const { id, activity, user, note, recordedAt } = content;
  return {
    reference: `Procedure/${id}`,
    ...span,
    activity: activity.activity,
    counting: activity.counting,
    performers: [user],
    note: note === '' ? null : note,
    recorded: recorded ?? recordedAt,
  };
}

/** The entry as text, to be put into the chart by hand. */
export function entryText(form: Form, span: Span | null, settings: Log['settings']): string {
  const when =
    span === null
      ? form.date
      : `${instantWords(span.start, settings.timeZone)} – ${instantWords(span.end, settings.timeZone)}`;
  return [`Remote monitoring: ${activityWords(form.activity)}`, when, noteOf(form, settings)]
    .filter((line) => line !== '')
    .join('\n');
}
