import type { PatientSummary } from '../ehr/types.ts';
import { dateWords } from '../ui/time.ts';
import styles from './PatientBanner.module.css';
import { WORDS } from './words.ts';

interface Props {
  patient: PatientSummary;
  /** Tagged as test data by the EHR: no real person. */
  synthetic: boolean;
}

/** Whose chart this is, where the EHR shows no banner of its own (SMART's `need_patient_banner`). */
export function PatientBanner({ patient, synthetic }: Props) {
  return (
    <section className={styles.banner} aria-label={WORDS.patient}>
      <strong className={styles.name}>{patient.name ?? WORDS.noName}</strong>
      {patient.birthDate !== null && (
        <span>
          <span className={styles.term}>{WORDS.birthDate}</span> {dateWords(patient.birthDate)}
        </span>
      )}
      {patient.sex !== null && (
        <span>
          <span className={styles.term}>{WORDS.sex}</span> {patient.sex}
        </span>
      )}
      {patient.recordNumber !== null && (
        <span>
          <span className={styles.term}>{WORDS.recordNumber}</span> {patient.recordNumber}
        </span>
      )}
      {synthetic && <span className={styles.synthetic}>{WORDS.synthetic}</span>}
    </section>
  );
}
