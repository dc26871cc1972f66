import type { ActivityChoice } from '../../fhir/activities.ts';
import { activityWords } from '../verdict/words.ts';
import { WORDS } from './words.ts';

/** The activities to choose from, those that count first. */
export function ActivityOptions({ choices }: { choices: readonly ActivityChoice[] }) {
  const groups = [
    { label: WORDS.counts, of: choices.filter(({ counting }) => counting === 'counts') },
    { label: WORDS.countsNot, of: choices.filter(({ counting }) => counting !== 'counts') },
  ];
  return groups
    .filter(({ of }) => of.length > 0)
    .map(({ label, of }) => (
      <optgroup key={label} label={label}>
        {of.map(({ activity }) => (
          <option key={activity} value={activity}>
            {activityWords(activity)}
          </option>
        ))}
      </optgroup>
    ));
}
