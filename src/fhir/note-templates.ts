import * as z from 'zod/mini';

const text = z.string().check(z.minLength(1), z.maxLength(300));

/** One question of a note; what is answered stands in the note after its label. */
const field = z.strictObject({
  label: text,
  /** What to think of; shown, never written: words that come by themselves say nothing about the patient. */
  hint: z._default(z.string().check(z.maxLength(300)), ''),
});

/** A practice's own questions by activity; `*` holds for every activity that has none. */
export const noteTemplatesShape = z.record(text, z.array(field).check(z.maxLength(8)));

type NoteField = z.output<typeof field>;

/** What a note must tell: what was seen, decided and done. The hints differ with the activity. */
const HINTS: Readonly<Record<string, readonly [seen: string, decided: string, done: string]>> = {
  'trend-interpretation': [
    'Which values, over which days, against which target',
    'What they mean for this patient',
    '',
  ],
  'medication-adjustment': [
    'Values and symptoms that prompted it',
    'Drug, dose and why',
    'Who was told, what was ordered',
  ],
  'care-plan-change': ['What no longer fitted', 'New goal, limit or schedule', 'Where it is written, who was told'],
  'alert-response': ['Alert, value and time', 'How urgent, and why', 'Repeated reading, call, order'],
  'patient-counselling': [
    'What the patient reported or asked',
    'What was advised',
    'What the patient said back in own words',
  ],
  'care-coordination': ['What made it necessary', 'What was agreed', 'With whom, and by when'],
  'live-contact': ['What the patient reported', 'What was decided together', 'Next step and when'],
};

/** The questions of an activity's note: the practice's own, else the shipped ones. */
export function noteFieldsOf(templates: z.output<typeof noteTemplatesShape>, activity: string): readonly NoteField[] {
  const own = templates[activity] ?? templates['*'];
  if (own !== undefined) return own;
  const [seen, decided, done] = HINTS[activity] ?? ['', '', ''];
  return [
    { label: 'Seen', hint: seen },
    { label: 'Decided', hint: decided },
    { label: 'Done', hint: done },
  ];
}

/** The note as it is written: a line for each answered question, then the free text. Empty when nothing was said. */
export function composeNote(
  fields: readonly { label: string }[],
  answers: Readonly<Record<string, string>>,
  free: string,
): string {
  const lines = fields.flatMap(({ label }) => {
    const answer = answers[label]?.trim() ?? '';
    return answer === '' ? [] : [`${label}: ${answer}`];
  });
  return [...lines, free.trim()].filter((line) => line !== '').join('\n');
}

/** The answers and the free text of a note that was composed by `composeNote`, to be changed; what fits no question is free text. */
export function parseNote(
  fields: readonly { label: string }[],
  note: string,
): { answers: Record<string, string>; free: string } {
  const answers: Record<string, string> = {};
  const rest: string[] = [];
  for (const line of note.split('\n')) {
    const field = fields.find(({ label }) => line.startsWith(`${label}: `) && answers[label] === undefined);
    if (field === undefined || rest.length > 0) rest.push(line);
    else answers[field.label] = line.slice(field.label.length + 2);
  }
  return { answers, free: rest.join('\n').trim() };
}
