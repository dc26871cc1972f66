import { noteFieldsOf } from '../../fhir/note-templates.ts';
import type { Settings } from '../../fhir/settings.ts';

/**
 * What the note of a conversation must tell, beside who it was with: these are the parts whose absence gets the live contact denied.
 * `noteTemplates` of `config.json` has the practice's own questions, under the activity `live-contact`.
 */
const CONVERSATION = [
  { label: 'Discussed', hint: 'Readings, symptoms, medicines, questions' },
  { label: 'Decided', hint: 'What changes, or that nothing does, and why' },
  { label: 'Teach-back', hint: 'What the patient said back in own words' },
  { label: 'Next step', hint: 'Who does what, and by when' },
];

/** The note of an attempt; the practice's own under `unsuccessful-outreach`. */
const ATTEMPT = [{ label: 'Next attempt', hint: 'When, and by whom' }];

/** The questions of the note. */
export function contactFieldsOf({ noteTemplates }: Settings, spoke: boolean) {
  const activity = spoke ? 'live-contact' : 'unsuccessful-outreach';
  if (noteTemplates[activity] !== undefined) return noteFieldsOf(noteTemplates, activity);
  return spoke ? CONVERSATION : ATTEMPT;
}
