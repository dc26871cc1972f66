import { memo, type Ref } from 'react';
import type { Reference } from '../../rules/ledger.ts';
import { duration } from '../../rules/words.ts';
import { amountWords } from '../../ui/amount.ts';
import { Badge } from '../../ui/Badge.tsx';
import { TextButton } from '../../ui/Button.tsx';
import { dateWords } from '../../ui/time.ts';
import { userWords } from '../charge/userName.ts';
import type { Effort } from './effort.ts';
import { effortWords, gainWords } from './effortWords.ts';
import type { Amount, WorkRow } from './rows.ts';
import { TimeMark } from './TimeMark.tsx';
import styles from './WorkTable.module.css';
import { ASSIGNED_BY, COLUMN, STANDING, WORDS } from './words.ts';

interface Props {
  ref: Ref<HTMLTableRowElement>;
  row: WorkRow;
  index: number;
  /** Takes part in the order of Tab. */
  isCurrent: boolean;
  /** What it takes, in the view of those who can still make it. */
  effort: Effort | null;
  amount: Amount;
  /** Of the month. */
  daysLeft: number;
  onFocus: (patient: Reference) => void;
  onOpen: (patient: Reference) => void;
  onRetry: (patient: Reference) => void;
}

const AS_ROW = { role: 'row' };
const AS_CELL = { role: 'cell' };

/** One patient. Drawn anew only when something of theirs changes: hundreds come in one after the other. */
export const PatientRow = memo(function PatientRow(props: Props) {
  const { ref, row, index, isCurrent, effort, amount, daysLeft, onFocus, onOpen, onRetry } = props;
  const { patient, panel, name, recordNumber, birthDate, standing, countedSeconds, missing, assigned, highRisks } = row;
  const { word, tone, icon } = STANDING[standing];
  const called = name ?? (panel.data === null ? patient : WORDS.noName);
  const tab = isCurrent ? 0 : -1;
  return (
    <tr ref={ref} data-index={index} aria-rowindex={index + 2} className={styles.row} {...AS_ROW}>
      <td className={styles.status} {...AS_CELL}>
        <Badge tone={tone} icon={icon}>
          {word}
        </Badge>
        {row.isPartial && standing !== 'failed' && <span className={styles.note}>{WORDS.partial}</span>}
      </td>
      <td className={styles.patient} {...AS_CELL}>
        <TextButton
          className={styles.open ?? ''}
          tabIndex={tab}
          onFocus={() => onFocus(patient)}
          onClick={() => onOpen(patient)}
        >
          {called}
        </TextButton>
        <span className={styles.note}>
          {panel.data === null && WORDS.notYet}
          {panel.data !== null && name === null && recordNumber === null && patient}
          {recordNumber !== null && <span className={styles.unbroken}>{`${WORDS.mrn} ${recordNumber}`}</span>}{' '}
          {birthDate !== null && <span className={styles.unbroken}>{`${WORDS.born} ${dateWords(birthDate)}`}</span>}
        </span>
      </td>
      <td className={styles.counted} data-label={COLUMN.counted} {...AS_CELL}>
        {countedSeconds !== null && (
          <>
            <span className={styles.text}>{duration(countedSeconds)}</span>
            <TimeMark seconds={countedSeconds} />
          </>
        )}
      </td>
      <td className={styles.missing} data-label={effort === null ? COLUMN.missing : WORDS.takes} {...AS_CELL}>
        {standing === 'failed' ? (
          <>
            <span className={styles.text}>{panel.error}</span>
            <TextButton tabIndex={tab} aria-label={WORDS.retryOne(called)} onClick={() => onRetry(patient)}>
              {WORDS.retryHere}
            </TextButton>
          </>
        ) : effort !== null ? (
          <>
            <span className={styles.text}>{effortWords(effort)}</span>
            <span className={styles.note}>
              {gainWords(effort)} · {WORDS.daysLeft(daysLeft)}
            </span>
          </>
        ) : (
          missing !== null && (
            <>
              <span className={styles.text}>{missing}</span>
              {daysLeft > 0 && standing !== 'billed' && <span className={styles.note}>{WORDS.daysLeft(daysLeft)}</span>}
            </>
          )
        )}
      </td>
      <td className={styles.amount} data-label={COLUMN.amount} {...AS_CELL}>
        {amount.value !== null && <span className={styles.text}>{amountWords(amount.value)}</span>}
        {amount.unpriced.length > 0 && (
          <span className={styles.note}>
            {amount.unpriced.join(', ')}: {WORDS.noAmount}
          </span>
        )}
      </td>
      <td className={styles.assigned} data-label={COLUMN.assigned} {...AS_CELL}>
        {assigned !== null && (
          <>
            <span className={styles.text}>{assigned.name ?? userWords(assigned.who)}</span>
            <span className={styles.note}>{ASSIGNED_BY[assigned.by]}</span>
          </>
        )}
      </td>
      <td className={styles.risks} data-label={COLUMN.risks} {...AS_CELL}>
        {highRisks.length > 0 && (
          <details className={styles.risk}>
            <summary tabIndex={tab}>
              {highRisks.length}{' '}
              <span className={styles.hidden}>
                {COLUMN.risks}: {called}
              </span>
            </summary>
            <ul>
              {highRisks.map(({ id, summary }) => (
                <li key={id}>{summary}</li>
              ))}
            </ul>
          </details>
        )}
      </td>
    </tr>
  );
});
