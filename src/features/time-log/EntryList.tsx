import type { Entry, Reference } from '../../rules/ledger.ts';
import { duration } from '../../rules/words.ts';
import { Button } from '../../ui/Button.tsx';
import { spanWords } from '../../ui/time.ts';
import { activityWords } from '../verdict/words.ts';
import { type Log, nameOf } from './log.ts';
import styles from './TimeLog.module.css';
import { WORDS } from './words.ts';

interface Props {
  log: Log;
  user: Reference | null;
  onEdit: (entry: Entry) => void;
  onVoid: (entry: Entry) => void;
}

/** The month's entries in the order of time, each with what it contributes. */
export function EntryList({ log, user, onEdit, onVoid }: Props) {
  const { ledger, verdict } = log.result;
  const entries = [...ledger.entries].sort((one, other) => one.start - other.start);
  const counted = new Map(verdict.entries.map(({ reference, countedSeconds }) => [reference, countedSeconds]));
  return (
    <ul className={styles.entries}>
      {entries.map((entry) => {
        const { reference, start, end, activity, performers, note } = entry;
        const what = `${activityWords(activity)}, ${spanWords(start, end, verdict.timeZone)}`;
        const who = performers.map((one) => (one === user ? WORDS.you : nameOf(log.result, one))).join(', ');
        return (
          <li key={reference} className={styles.entry}>
            <div>
              <p>
                <strong>{activityWords(activity)}</strong> {duration(end - start)}
                {counted.get(reference) !== end - start && (
                  <span className={styles.muted}>
                    , {WORDS.counted.toLowerCase()} {duration(counted.get(reference) ?? 0)}
                  </span>
                )}
              </p>
              <p className={styles.muted}>
                {spanWords(start, end, verdict.timeZone)}
                {who !== '' && ` · ${who}`}
                {note === null && ` · ${WORDS.noNote}`}
              </p>
            </div>
            <div className={styles.actions}>
              <Button aria-label={WORDS.changeWhat(what)} disabled={log.expired} onClick={() => onEdit(entry)}>
                {WORDS.change}
              </Button>
              <Button aria-label={WORDS.takeBackWhat(what)} disabled={log.expired} onClick={() => onVoid(entry)}>
                {WORDS.takeBack}
              </Button>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
