import { createPortal } from 'react-dom';
import type { ChargeState } from '../../ehr/types.ts';
import { Button } from '../../ui/Button.tsx';
import { Note } from '../../ui/Notes.tsx';
import { CopyText } from '../record/Outcome.tsx';
import styles from './Charge.module.css';
import paper from './Slip.module.css';
import { WORDS } from './words.ts';

interface Props {
  state: ChargeState & { step: 'slip' };
  title: string;
  /** What the slip says, in names, dates and durations. */
  statements: readonly string[];
  onClose: () => void;
}

/** The charge on paper: the last way, where the EHR takes a charge in none. It says on its face that nothing is in the EHR. */
export function Slip({ state: { slip, next }, title, statements, onClose }: Props) {
  // In plain words for people; the slip's own words name the resources, by which the chart can be checked.
  const text = [title, WORDS.slip.notInEhr, ...statements, WORDS.slip.details, ...slip.words].join('\n');
  return (
    <div role="status" className={styles.part}>
      <Note tone="caution" icon="warning">
        <p>
          <strong>{WORDS.slip.notInEhr}</strong>
        </p>
        <p>{next}</p>
      </Note>
      <ul className={styles.statements}>
        {statements.map((statement) => (
          <li key={statement}>{statement}</li>
        ))}
      </ul>
      <p className={styles.actions}>
        <Button look="primary" onClick={() => window.print()}>
          {WORDS.slip.print}
        </Button>
        <Button onClick={onClose}>{WORDS.showMonth}</Button>
      </p>
      <CopyText text={text} />
      {createPortal(
        <section className={paper.slip} aria-hidden="true">
          <h1>{title}</h1>
          <p className={paper.warning}>{WORDS.slip.notInEhr}</p>
          <ul>
            {statements.map((statement) => (
              <li key={statement}>{statement}</li>
            ))}
          </ul>
          <h2>{WORDS.slip.details}</h2>
          <ul>
            {slip.words.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
          <p className={paper.lines}>{WORDS.slip.enteredBy}</p>
        </section>,
        document.body,
      )}
    </div>
  );
}
