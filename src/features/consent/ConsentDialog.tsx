import { Dialog } from '../../ui/Dialog.tsx';
import type { Log } from '../time-log/log.ts';
import styles from './Consent.module.css';
import { ConsentForm } from './ConsentForm.tsx';
import { Enrolment } from './Enrolment.tsx';
import { programmeOf } from './programme.ts';
import { WORDS } from './words.ts';

interface Props {
  log: Log;
  onClose: () => void;
}

/** Where the patient stands, and the form for what they decide. Loaded when somebody looks. */
export default function ConsentDialog({ log, onClose }: Props) {
  const { result, now } = log;
  const programme = programmeOf(result.ledger, result.read.resources, Math.floor(now() / 1000));
  return (
    <Dialog title={WORDS.dialog} closeLabel={WORDS.close} onClose={onClose}>
      <Enrolment log={log} programme={programme} />
      <section className={styles.record}>
        <ConsentForm log={log} programme={programme} onClose={onClose} />
      </section>
    </Dialog>
  );
}
