import type { Contact, Entry, Instant, Reference } from '../../rules/ledger.ts';
import { monthWords, spanWords } from '../../ui/time.ts';
import { CRITERION, REDUCTION } from '../verdict/words.ts';
import { type Basis, type Effect, effectOf, overlapping } from './effect.ts';
import { localTimeOf } from './localTime.ts';
import { nameOf } from './log.ts';
import styles from './TimeLog.module.css';
import { WORDS } from './words.ts';

interface Props {
  basis: Basis;
  entry: Entry;
  now: Instant;
  user: Reference;
  /** The entry that this one would stand in the place of. */
  replaced: Reference | null;
  /** What would be written with it. */
  contacts?: readonly Contact[];
}

/** What the entry that is being typed would change, said before it is saved. */
export function EffectNote({ basis, entry, now, user, replaced, contacts = [] }: Props) {
  const { result } = basis;
  const { timeZone, month } = result.verdict;
  const effect = effectOf(basis, entry, now, replaced, contacts);
  const itsMonth = localTimeOf(entry.start, timeZone).date.slice(0, 7);
  const isOutside = itsMonth !== month;
  return (
    <section className={styles.effect} aria-label={WORDS.effect} aria-live="polite">
      <p className={styles.sentence}>
        <strong>{effectSentence(effect, timeZone)}</strong>
      </p>
      <ul className={styles.hints}>
        {isOutside && <li>{WORDS.otherMonth(monthWords(itsMonth))}</li>}
        {effect.reductions
          .filter(({ reason }) => !(isOutside && reason === 'outside-month'))
          .map(({ reason, seconds }) => (
            <li key={reason}>{WORDS.willNotCount(seconds, REDUCTION[reason].title, REDUCTION[reason].why)}</li>
          ))}
        {overlapping(result.ledger, entry, replaced).map(({ reference, performers, start, end }) => (
          <li key={reference}>
            {WORDS.overlaps(
              performers.includes(user)
                ? WORDS.ownEntry
                : WORDS.entryOf(performers[0] === undefined ? WORDS.ofPerson : nameOf(result, performers[0])),
              spanWords(start, end, timeZone),
            )}
          </li>
        ))}
        {effect.risks.map(({ id, summary }) => (
          <li key={id}>{summary}</li>
        ))}
        {effect.missing !== null && (
          <li>
            {WORDS.still}: {effect.missing}
          </li>
        )}
      </ul>
    </section>
  );
}

/** `Adds 8 min 20 s; completes 99457 at 14:32:10.` */
export function effectSentence(
  { added, completes, meets }: Pick<Effect, 'added' | 'completes' | 'meets'>,
  timeZone: string,
): string {
  const parts = [
    added > 0 ? WORDS.adds(added) : added < 0 ? WORDS.takes(-added) : WORDS.addsNothing,
    ...completes.map(({ code, at }) => WORDS.completes(code, localTimeOf(at, timeZone).time)),
    ...meets.filter((id) => id !== 'minimum-time').map((id) => WORDS.meets(CRITERION[id])),
  ];
  const sentence = parts.join('; ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}
