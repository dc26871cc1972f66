import { isObject, listOf, type Resource, valueAt } from '../../fhir/resource.ts';
import { readInstant } from '../../fhir/time.ts';
import type { EntryContent } from '../../fhir/write/entry.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/Notes.tsx';
import { Scroll } from '../../ui/Scroll.tsx';
import { instantWords } from '../../ui/time.ts';
import { activityWords } from '../verdict/words.ts';
import type { Log } from './log.ts';
import styles from './TimeLog.module.css';
import { WORDS } from './words.ts';

interface Props {
  /** As it stands in the chart. */
  current: Resource;
  mine: EntryContent;
  settings: Log['settings'];
  onMine: () => void;
  onTheirs: () => void;
}

/** Both versions, part by part, and a clear choice. */
export function Conflict({ current, mine, settings, onMine, onTheirs }: Props) {
  const when = (at: number | null) => (at === null ? '' : instantWords(at, settings.timeZone));
  const rows = [
    [
      WORDS.activity,
      activityWords(mine.activity.activity),
      activityWords(text(current, ['code', 'coding', 0, 'code'])),
    ],
    [WORDS.start, when(mine.start), when(instant(current, 'start'))],
    [WORDS.end, when(mine.end), when(instant(current, 'end'))],
    [WORDS.note, mine.note, noteOf(current)],
    [WORDS.status, 'completed', text(current, ['status'])],
  ] as const;
  return (
    <div className={styles.versions}>
      <ErrorNote title={WORDS.conflict}>
        <p>{WORDS.conflictWhy}</p>
      </ErrorNote>
      <Scroll label={WORDS.conflict}>
        <table className={styles.conflict}>
          <thead>
            <tr>
              <th scope="col">{WORDS.part}</th>
              <th scope="col">{WORDS.mine}</th>
              <th scope="col">{WORDS.theirs}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([part, ours, theirs]) => (
              <tr key={part}>
                <th scope="row">{part}</th>
                <td>{ours}</td>
                <td>{ours === theirs ? WORDS.same : theirs}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <p className={styles.actions}>
        <Button look="primary" onClick={onMine}>
          {WORDS.keepMine}
        </Button>
        <Button onClick={onTheirs}>{WORDS.takeTheirs}</Button>
      </p>
    </div>
  );
}

function text(resource: Resource, path: readonly PropertyKey[]): string {
  const found = valueAt(resource, path);
  return typeof found === 'string' ? found : '';
}

function instant(resource: Resource, end: 'start' | 'end'): number | null {
  const found = readInstant(text(resource, ['performedPeriod', end]));
  return typeof found === 'number' ? found : null;
}

/** The words of an entry's notes, one a line. */
export function noteOf(resource: Resource): string {
  return listOf(resource.note)
    .flatMap((note) => (isObject(note) && typeof note.text === 'string' ? [note.text] : []))
    .join('\n');
}
